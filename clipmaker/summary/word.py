"""Word documents as plain lines, read by ``mammoth``; macros are never looked at; pure."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from clipmaker.errors import InputError, Problem
from clipmaker.summary.html_page import from_html
from clipmaker.summary.html_source import TooDeepError
from clipmaker.summary.plain import ArticlePicture, Plain

_TEXT = "word/document.xml"
_MOST_FILES, _MOST_TEXT, _MOST_UNPACKED, _MOST_RATIO = 3000, 6_000_000, 150_000_000, 250
_OTHERS = {
    "xl/workbook.xml": "an Excel workbook",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "content.xml": "an OpenDocument file",
    "META-INF/container.xml": "an e-book",
}
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(ValueError, KeyError, RuntimeError, NotImplementedError),
)
"""What Python's reader of ZIP files raises over damaged, locked or odd ones."""
_STYLES = """\
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Caption'] => figcaption:fresh
p[style-name='Quote'] => p:fresh
"""
_BLOCK_ENDS = re.compile(r"(</(?:p|h[1-6]|li|figcaption|tr)>)")
_BOOKMARKS = re.compile(r"<a id=\"[^\"]*\"></a>")


def from_docx(content: bytes, file: Path) -> Plain:
    """Return a Word document as plain lines; each paragraph counts as one.

    Raises:
        InputError: it is no Word document, is damaged or locked, or unpacks to far too much.
    """
    import mammoth

    macros = _refuse_others(content, file)
    pictures: dict[str, bytes] = {}

    def taken(image: Any) -> dict[str, str]:
        name = f"picture-{len(pictures) + 1}.{_ending(image.content_type)}"
        try:
            with image.open() as stream:
                pictures[name] = stream.read()
        except Exception:
            # A picture that is only linked to lies elsewhere.
            return {"src": ""}
        return {"src": name}

    try:
        result = mammoth.convert_to_html(
            io.BytesIO(content),
            style_map=_STYLES,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(taken),
        )
    except Exception as error:
        # Whatever a damaged document makes a parser stumble over.
        raise _refused(file, "this Word document is damaged and cannot be read") from error
    html = _BLOCK_ENDS.sub(r"\1\n", _BOOKMARKS.sub("", result.value))
    try:
        found = from_html(html, blocks=True)
    except TooDeepError as error:
        raise _refused(file, f"no article: {error}") from error
    found.pictures = [
        _with_content(picture, pictures) for picture in found.pictures if picture.name in pictures
    ]
    if macros:
        found.notes.append("its macros are not run; only its words and pictures are taken")
    return found


def _with_content(picture: ArticlePicture, pictures: dict[str, bytes]) -> ArticlePicture:
    return replace(picture, content=pictures[picture.name])


def _ending(content_type: str) -> str:
    return {"image/jpeg": "jpg", "image/png": "png"}.get(
        content_type, re.sub(r"\W", "", content_type.rpartition("/")[2]) or "bin"
    )


def _refuse_others(content: bytes, file: Path) -> bool:
    """Refuse what is no Word document, or too much; returns whether it has macros.

    Raises:
        InputError: naming what it is.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            names = {part.filename for part in parts}
            unpacked = sum(part.file_size for part in parts)
            if _TEXT not in names:
                what = next((what for name, what in _OTHERS.items() if name in names), "")
                raise _refused(
                    file, f"this is {what}, no article" if what else "this ZIP holds no article"
                )
            if len(parts) > _MOST_FILES or unpacked > _MOST_UNPACKED or any(map(_is_bomb, parts)):
                raise _refused(file, "it unpacks to far more than an article has")
            if packed.getinfo(_TEXT).file_size > _MOST_TEXT:
                raise _refused(file, "it has far more text than an article")
            if any(_declares(packed, part) for part in parts):
                raise _refused(file, "it declares entities, which no Word document does")
    except _DAMAGED as error:
        raise _refused(file, "this Word document is damaged or locked with a password") from error
    return any("vbaproject" in name.lower() for name in names)


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > 1_000_000 and part.file_size > _MOST_RATIO * max(1, part.compress_size)


def _declares(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part of a document declares a document type, where entities stand."""
    if not part.filename.endswith((".xml", ".rels")):
        return False
    with packed.open(part) as stream:
        return b"<!DOCTYPE" in stream.read(4096).upper()


def _refused(file: Path, message: str) -> InputError:
    remedy = "Save it as .docx from your word processor, or paste its words into a text file."
    return InputError([Problem(file=file, message=message)], remedy=remedy)
