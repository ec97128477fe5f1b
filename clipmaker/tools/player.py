"""Opens a finished clip with the desktop's own player."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from clipmaker.machine import process

_OPENERS: Mapping[str, tuple[str, ...]] = {"darwin": ("open",)}
_ELSEWHERE = ("xdg-open", "wslview")


def opener() -> str:
    """Return the program that opens files on this desktop, "" when there is none."""
    names = _OPENERS.get(sys.platform, _ELSEWHERE)
    return next((found for name in names if (found := shutil.which(name))), "")


def open_file(file: Path) -> str:
    """Open a file with the program that the desktop has for it, and leave it open.

    Returns:
        Why it was not opened, "" when it was.
    """
    return open_address(str(file.absolute()))


def open_address(address: str) -> str:
    """Open an address with the program that the desktop has for it; see `open_file`."""
    program = opener()
    if not program:
        return "there is no desktop to open it with"
    try:
        code = process.launch([program, address])
    except process.ProcessNotFoundError as error:
        return str(error)
    return f"{Path(program).name} ended with code {code}" if code else ""
