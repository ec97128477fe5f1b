"""An article as a newsroom has it, from the bytes of its file; pure."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from clipmaker.door.document import clean_text
from clipmaker.errors import InputError, Problem
from clipmaker.summary.formats import plain_lines
from clipmaker.summary.plain import Plain
from clipmaker.summary.rich_text import from_rtf
from clipmaker.summary.word import from_docx

MAX_BYTES = 30_000_000
"""A Word document with its pictures; larger files are refused."""
_MOST_TEXT, _MOST_MARKUP = 512 * 1024, 4_000_000
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DECLARED = re.compile(
    rb"""(?:<\?xml[^>]{0,200}encoding|<meta[^>]{0,200}charset)\s*=\s*["']?([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_BOMS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WEB = re.compile(rb"\s*(?:<|\{|\[)")


def open_article(content: bytes, file: Path, *, item: int = 0) -> Plain:
    """Return an article as plain lines, whatever it is written in.

    Args:
        content: what its file holds.
        file: its name, for messages; it need not be there.
        item: 1-based number of an item where it is a feed of several; 0 where it has one.

    Raises:
        InputError: it is no article of a format that is read, damaged, or too large.
    """
    if content.startswith(b"PK\x03\x04"):
        return from_docx(content, file)
    if content.startswith(b"{\\rtf"):
        return from_rtf(content, file)
    if content.startswith(_OLD_WORD):
        message = "this is a document of Word before 2007, or another old Office file"
        raise InputError([Problem(file=file, message=message)], remedy="Save it as .docx.")
    text = decoded(content, file)
    return plain_lines(text, file, item)


def decoded(content: bytes, file: Path) -> str:
    """Return the text of an article's file, in the encoding that it declares, else UTF-8.

    Raises:
        InputError: it is empty, too large, no text, or in no encoding that it names.
    """
    most = _MOST_MARKUP if _WEB.match(content.removeprefix(codecs.BOM_UTF8)) else _MOST_TEXT
    if len(content) > most:
        size = f"{len(content) / 1e6:.1f} MB, more than the {most / 1e6:.1f} MB allowed"
        raise InputError([Problem(file=file, message=f"this file cannot be read: it has {size}")])
    encoding = next((name for mark, name in _BOMS if content.startswith(mark)), "utf-8")
    if encoding == "utf-8" and b"\0" in content[:4096]:
        message = "this is not a text file: it holds binary data, as a video or picture does"
        raise InputError([Problem(file=file, message=message)])
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        text = _as_declared(content, file, error)
    return clean_text(file, text)


def _as_declared(content: bytes, file: Path, error: UnicodeDecodeError) -> str:
    """Return a text in the encoding that its own head declares.

    Raises:
        InputError: it declares none, or another than it has.
    """
    if said := _DECLARED.search(content[:8192]):
        name = said[1].decode("ascii", "replace")
        try:
            # What browsers take it for.
            name = "windows-1252" if name.lower() in ("iso-8859-1", "latin1") else name
            return content.decode(name)
        except (LookupError, UnicodeDecodeError):
            pass
    line = content.count(b"\n", 0, error.start) + 1
    message = f"byte 0x{content[error.start]:02X} is not UTF-8: save the file with UTF-8 encoding"
    raise InputError([Problem(file=file, line=line, message=message)]) from error
