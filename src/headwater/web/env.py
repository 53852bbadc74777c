"""What the machine tells the application: where the partnership lies, which database, which keys."""

from __future__ import annotations

import os
import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from headwater.vocabulary.errors import ProfileError


@dataclass(frozen=True)
class Env:
    """Settings of this machine, read once at the start.

    `folder` is the partnership's folder; `database` is a PostgreSQL address or empty for SQLite;
    `demo` opens the plain sign-in that only an invented partnership may have.
    """

    folder: Path
    database: str = ""
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    demo: bool = False
    secure: bool = False
    mail: str = ""
    sender: str = "headwater@localhost"

    @classmethod
    def read(cls) -> Env:
        """From the environment: HEADWATER_FOLDER, _DATABASE, _HOSTS, _DEMO, _SECURE, _MAIL,
        _SENDER."""
        hosts = os.environ.get("HEADWATER_HOSTS", "")
        return cls(
            folder=Path(os.environ.get("HEADWATER_FOLDER", ".")).resolve(),
            database=os.environ.get("HEADWATER_DATABASE", ""),
            hosts=tuple(h.strip() for h in hosts.split(",") if h.strip()) or cls.hosts,
            demo=os.environ.get("HEADWATER_DEMO") == "1",
            secure=os.environ.get("HEADWATER_SECURE") == "1",
            mail=os.environ.get("HEADWATER_MAIL", ""),
            sender=os.environ.get("HEADWATER_SENDER", "") or cls.sender,
        )

    def key(self, name: str) -> str:
        """A secret of this partnership, made once: 64 hex digits in a file that only its owner reads."""
        if not (self.folder / "headwater.toml").is_file():
            # No partnership is open: a type checker or a migration needs a key, and none is kept.
            return secrets.token_hex(32)
        path = self.folder / f"{name}.key"
        if not path.exists():
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as handle:
                handle.write(secrets.token_hex(32))
        return path.read_text().strip()

    def agency_sign_ins(self) -> list[dict[str, object]]:
        """Agencies whose people sign in with their agency's own account, from sign-in.toml.

        Raises ProfileError where an entry lacks something, or its secret is not in the environment.
        """
        path = self.folder / "sign-in.toml"
        if not path.is_file():
            return []
        try:
            entries = tomllib.loads(path.read_text("utf-8")).get("agency", [])
        except tomllib.TOMLDecodeError as wrong:
            raise ProfileError(f"sign-in.toml cannot be read: {wrong}.") from wrong
        return [_agency_sign_in(entry) for entry in entries]

    def databases(self) -> dict[str, object]:
        """Django's DATABASES entry: SQLite beside the partnership, or the PostgreSQL that was named."""
        if not self.database:
            return {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": self.folder / "web.sqlite3",
                "OPTIONS": {
                    "transaction_mode": "IMMEDIATE",
                    "timeout": 20,
                    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
                },
            }
        parts = urlsplit(self.database)
        if parts.scheme not in ("postgres", "postgresql"):
            raise ProfileError(
                "HEADWATER_DATABASE must look like postgresql://user:password@host:5432/name."
            )
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }


def _agency_sign_in(entry: dict[str, object]) -> dict[str, object]:
    lacking = [n for n in ("slug", "name", "issuer", "client_id", "secret") if not entry.get(n)]
    slug = entry.get("slug") or "an agency"
    if lacking:
        raise ProfileError(f"sign-in.toml: {slug} lacks {', '.join(lacking)}.")
    secret = os.environ.get(str(entry["secret"]))
    if secret is None:
        raise ProfileError(
            f"sign-in.toml: {slug} names {entry['secret']} for its secret. Set that in the environment."
        )
    return {
        "provider_id": entry["slug"],
        "name": entry["name"],
        "client_id": entry["client_id"],
        "secret": secret,
        "settings": {
            "server_url": entry["issuer"],
            "verified_email": entry.get("domains", False),
            "second_factor": entry.get("second_factor") is True,
            "oauth_pkce_enabled": True,
        },
    }
