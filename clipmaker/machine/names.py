"""Names of files that are made from other names, and must not become too long for a disk."""

from __future__ import annotations

import hashlib

MOST_BYTES = 255
"""What file systems allow for one name; people's files may use all of it."""
_DIGEST = 8


def shortened(name: str, most: int) -> str:
    """Return a name of so many bytes at most: itself, or its beginning and a digest of all of it.

    Args:
        name: the name, as Python has it of the file system.
        most: bytes; more than 20.
    """
    encoded = name.encode("utf-8", "surrogateescape")
    if len(encoded) <= most:
        return name
    beginning = encoded[: most - _DIGEST - 1].decode("utf-8", "ignore")
    return f"{beginning}~{hashlib.sha256(encoded).hexdigest()[:_DIGEST]}"
