"""The text of another program's file, in whatever encoding it is marked to have.

UTF-8 and UTF-16 are seen, an XML declaration is believed, and every other encoding has to be
named by a person: a guess that is wrong makes letters that nobody wrote.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from contextlib import suppress
from itertools import pairwise
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
_TRIED_BYTES = 16 * 1024
"""So much of a file is read in one encoding after the other."""
_ENCODINGS = (
    "cp1252", "cp1250", "cp1254", "cp1251", "cp1253", "cp1255", "cp1256",
    "cp949", "cp932", "gb18030", "big5",
)  # fmt: skip
"""Encodings that programs write subtitles in, besides Unicode."""
_PUNCTUATION = "“”„«»‹›‘’‚–—…¿¡·。、，！？「」『』（）・ー　\xa0"


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
    # Of a line or two the library says as much by the order of its tables.
    sure = likely is not None and likely.coherence > 0
    names = [likely.encoding] if likely and sure else _plausible(_lines_from(content, at))
    told: dict[str, str] = {}
    for name in names:
        words = content.split(b"\n")[line - 1].decode(name, "replace").strip()[:_SHOWN]
        told.setdefault(words, name)
    if not told:
        return _refusal(file, f"{message}: save the file with UTF-8 encoding", line)
    readings = ", ".join(f"in {name} the line reads “{words}”" for words, name in told.items())
    message += f"; {readings}: if that is right, import it with --encoding {names[0]}"
    if len(told) > 1:
        message = message.replace("if that is right", "whichever is right").removesuffix(names[0])
        message += "and its name"
    return _refusal(file, f"{message}, or save the file with UTF-8 encoding", line)


def _lines_from(content: bytes, at: int) -> bytes:
    """Return some whole lines of a file, from that of a byte on."""
    start = content.rfind(b"\n", 0, at) + 1
    some = content[start : start + _TRIED_BYTES]
    return some.rpartition(b"\n")[0] or some


def _plausible(content: bytes) -> list[str]:
    """Return the encodings in which a file reads as words of one script may, in a fixed order."""
    found = []
    for name in _ENCODINGS:
        with suppress(UnicodeDecodeError):
            text = content.decode(name)
            if _one_script(text) and _like_words(text):
                found.append(name)
    return found


def _one_script(text: str) -> bool:
    """Whether characters beyond ASCII are letters of one script, or punctuation of words.

    Words in Latin letters have more of ASCII's than others.
    """
    letters = [char for char in text if ord(char) > 0x7F and char not in _PUNCTUATION]
    scripts = {unicodedata.name(char, "?").split(" ")[0].split("-")[0] for char in letters}
    if not all(unicodedata.category(char)[0] in "LM" for char in letters):
        return False
    if scripts == {"LATIN"}:
        return sum(char.isascii() and char.isalpha() for char in text) > len(letters)
    return len(scripts) < 2 or scripts <= {"CJK", "HIRAGANA", "KATAKANA"}


def _like_words(text: str) -> bool:
    """Whether no large letter follows a small one, and no Latin letter stands by another's."""
    for before, after in pairwise(text):
        pair = before + after
        if pair.isascii() or not all(unicodedata.category(char)[0] in "LM" for char in pair):
            continue
        latin = {char.isascii() or "LATIN" in unicodedata.name(char, "") for char in pair}
        if len(latin) == 2 or (before.islower() and after.isupper()):
            return False
    return True


def _refusal(file: Path, message: str, line: int = 0) -> InputError:
    return InputError([Problem(file=file, line=line, message=message)])
