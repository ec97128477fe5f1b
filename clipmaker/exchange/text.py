"""The text of another program's file, in whatever encoding it is marked to have.

UTF-8 and UTF-16 are seen, an XML declaration is believed, and every other encoding has to be
named by a person: a guess that is wrong makes letters that nobody wrote.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from clipmaker.door.document import clean_text, read_bytes
from clipmaker.errors import InputError, Problem
from clipmaker.exchange.bounds import MAX_BYTES, MAX_JSON_BYTES

_DECLARED = re.compile(rb"""\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([^"'>]{1,60})["']""")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ASCII = '<?xml version="1.0"?>'
_NO_FILES = frozenset({"utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape"})
"""Encodings that Python knows and that no program writes files in."""
_SHOWN = 60


def read_any_text(file: Path, encoding: str = "") -> str:
    """Return a file's text, its lines ended by line feeds.

    Args:
        file: the file.
        encoding: name of its encoding, for files that do not say it; "" to go by the file.

    Raises:
        InputError: it is missing, empty, too large, not text, or its encoding is not known.
    """
    as_json = file.suffix.lower() == ".json"
    content = read_bytes(file, max_bytes=MAX_JSON_BYTES if as_json else MAX_BYTES)
    text = _decoded(file, content, encoding).rstrip("\0\x1a")
    # What a program makes of Windows' line ends when it ends each line once more.
    return clean_text(file, text.replace("\r\r\n", "\n"))


def _decoded(file: Path, content: bytes, encoding: str) -> str:
    name = _marked(content) or encoding or _declared(file, content) or "utf-8"
    if not _is_text_encoding(name):
        raise _refusal(file, f"there is no encoding “{name}”: try cp1252, cp1251 or euc-kr")
    if name == "utf-8" and b"\0" in content[:4096].rstrip(b"\0"):
        raise _refusal(file, "this is not a text file: it holds binary data")
    try:
        return content.decode(name)
    except UnicodeDecodeError as error:
        if name == "utf-8":
            raise _not_utf8(file, content, error.start) from error
        raise _refusal(
            file, f"this is not {name.upper()}, as it seems: save it as UTF-8"
        ) from error


def _marked(content: bytes) -> str:
    """Return the encoding that the first bytes tell, "" when they tell none."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    first = [byte != 0 for byte in content[:4]]
    if first == [True, False, True, False]:
        return "utf-16-le"
    return "utf-16-be" if first == [False, True, False, True] else ""


def _declared(file: Path, content: bytes) -> str:
    """Return the encoding that an XML declaration states, "" when none does.

    A declaration of UTF-16 in bytes that are none is an editor's that saved anew.
    """
    match = _DECLARED.match(content)
    name = match[1].decode("ascii", "replace").strip().lower() if match else ""
    if name.replace("_", "-").startswith(("utf-16", "utf-32", "ucs-")):
        return ""
    if name and not _is_text_encoding(name):
        message = f"its XML is declared to be in “{name}”, which is not known: save it as UTF-8"
        raise InputError([Problem(file=file, line=1, message=message)])
    return name


def _is_text_encoding(name: str) -> bool:
    """Whether an encoding is known and holds letters as files do, not as web addresses."""
    if name in ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        return True
    try:
        known = codecs.lookup(name).name
        as_bytes = _ASCII.encode(known)
    except (LookupError, ValueError):
        return False
    return as_bytes == _ASCII.encode() and known not in _NO_FILES


def _not_utf8(file: Path, content: bytes, at: int) -> InputError:
    """Say which byte is not UTF-8, and what the line reads in the encoding it may have."""
    from charset_normalizer import from_bytes

    line = content.count(b"\n", 0, at) + 1
    message = f"byte 0x{content[at]:02X} is not UTF-8"
    likely = from_bytes(content[: 1024 * 1024]).best()
    if likely is None:
        return _refusal(file, f"{message}: save the file with UTF-8 encoding", line)
    told = content.split(b"\n")[line - 1].decode(likely.encoding, "replace").strip()[:_SHOWN]
    message += f"; in {likely.encoding} the line reads “{told}”: if that is right, import it with "
    message += f"--encoding {likely.encoding}, or save the file with UTF-8 encoding"
    return _refusal(file, message, line)


def _refusal(file: Path, message: str, line: int = 0) -> InputError:
    return InputError([Problem(file=file, line=line, message=message)])
