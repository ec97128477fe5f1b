"""Files named inside a file: found beside it or under allowed folders, never outside them."""

from __future__ import annotations

import re
import stat
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from clipmaker.door.checked import described, refusal
from clipmaker.door.document import names_in, nearest

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,}://")


def find_file(
    written: str, *, folders: Sequence[Path], allowed: str, remedy: str = "copy the file there"
) -> Path:
    """Return the file that a person named, absolute, with links resolved.

    Args:
        written: the name as written, relative to one of the folders.
        folders: searched in order; the file must really lie inside one of them.
        allowed: the folders in words, for a message: "the story's folder".
        remedy: what to do about a file that lies elsewhere.

    Raises:
        PydanticCustomError: there is no such file, it lies outside, or it is no ordinary file.
    """
    if not written.strip():
        raise refusal("is empty: write the name of a file")
    if _ADDRESS.match(written):
        raise refusal(f"“{written}” is an address: save the file first and write its name")
    roots = [folder.resolve() for folder in folders]
    outside = False
    for root in roots:
        for spelling in dict.fromkeys((written, *_spellings(written))):
            real = _resolve(root / spelling)
            if not any(real.is_relative_to(other) for other in roots):
                outside = True
            elif _is_file(real, written):
                return real
    if outside:
        raise refusal(f"“{written}” lies outside {allowed}: {remedy}")
    raise refusal(
        f"there is no file “{written}” in {allowed}", nearest=_alike(written, folders=roots)
    )


def _resolve(path: Path) -> Path:
    """Return a path with its links resolved, whether or not it exists."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise refusal(f"“{path.name}” cannot be a file name: {error}") from error


def _is_file(path: Path, written: str) -> bool:
    """Whether there is an ordinary file; anything else that stands there is refused."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise refusal(f"{described(written)} cannot be read: {error.strerror}") from error
    if not stat.S_ISREG(mode):
        what = "a folder" if stat.S_ISDIR(mode) else "not an ordinary file"
        raise refusal(f"“{written}” is {what}: write the name of a file")
    return True


def _spellings(written: str) -> tuple[str, str]:
    """Return both Unicode forms of a name: file systems differ in which they keep."""
    return unicodedata.normalize("NFC", written), unicodedata.normalize("NFD", written)


def _alike(written: str, *, folders: Sequence[Path]) -> str:
    """Return the existing file whose name is most like the written one, "" when none is."""
    parent = Path(written).parent
    for folder in folders:
        real = _resolve(folder / parent)
        if not real.is_relative_to(folder):
            continue
        if alike := nearest(Path(written).name, names_in(real)):
            return str(parent / alike)
    return ""
