"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(file: Path, content: bytes) -> None:
    """Write a file in one step, replacing what was there; folders above it are made.

    What is no ordinary file, such as a pipe or a device, is written to as it is.

    Raises:
        OSError: it cannot be written; what was there is untouched.
    """
    if file.exists() and not (file.is_file() or file.is_dir()):
        file.write_bytes(content)
        return
    fresh = file.with_name(f".{file.name}-{os.getpid()}")
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        fresh.write_bytes(content)
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)
