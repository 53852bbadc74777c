"""The arithmetic of the chain: what an entry's digest must be."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

START = "0" * 64
FIELDS = (
    "sequence",
    "at",
    "actor",
    "actor_name",
    "role",
    "purpose",
    "verb",
    "action",
    "target",
    "detail",
)


def digest(key: bytes, before: str, entry: Mapping[str, Any]) -> str:
    """The keyed hash of an entry and of everything before it (HMAC-SHA-256)."""
    plain = {name: entry[name] for name in FIELDS if name != "at"}
    plain["at"] = entry["at"].isoformat(timespec="microseconds")
    message = before + json.dumps(plain, sort_keys=True, ensure_ascii=False)
    return hmac.new(key, message.encode(), hashlib.sha256).hexdigest()
