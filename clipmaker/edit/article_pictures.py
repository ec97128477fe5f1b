"""Pictures that come along with an article, laid beside its story with their credits.

Imports Pillow: import this module only where a story is begun.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

from clipmaker.drafting.pictured import DraftPicture
from clipmaker.errors import DiskError, MediaError
from clipmaker.machine.writing import write_new
from clipmaker.media.pictures import check_photo
from clipmaker.story.photo import Photo
from clipmaker.story.slug import make_slug
from clipmaker.summary.plain import ArticlePicture

FOLDER = "pictures"
_LEAST_PX = 480
_MOST_BYTES = 25_000_000
_MOST_PICTURES = 20
_DATA = re.compile(r"data:image/(?P<kind>[\w.+-]+)[^,]*?(?P<base64>;base64)?,", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//|[A-Za-z][A-Za-z0-9+.-]+:")


@dataclass(frozen=True, kw_only=True)
class PictureLeftOut:
    """A picture of an article that stays out of its story, and why."""

    name: str
    line: int
    reason: str


@dataclass(kw_only=True)
class TakenPictures:
    """The pictures of an article.

    Attributes:
        photos: those that lie beside the story, as cards show them, with their captions.
        left_out: the others.
        written: files that were made for them.
    """

    photos: list[DraftPicture] = field(default_factory=list)
    left_out: list[PictureLeftOut] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)

    def undo(self) -> None:
        """Remove what was written."""
        for file in self.written:
            file.unlink(missing_ok=True)


def take_pictures(
    pictures: Sequence[ArticlePicture], beside: Path | None, folder: Path
) -> TakenPictures:
    """Lay the pictures of an article beside its story; those without a credit stay out.

    Args:
        pictures: as they came.
        beside: folder of the article's file, in which the files of a saved page lie; None where
            there is none, as of an upload.
        folder: the story's folder.

    Raises:
        DiskError: a picture cannot be written.
    """
    found = TakenPictures()
    seen: set[bytes] = set()
    for picture in pictures:
        content = _content(picture, beside)
        if content is not None and content in seen:
            continue
        seen |= {content} if content else set()
        reason = _reason(picture, content, len(found.photos))
        if not reason and content is not None:
            reason = _lay(picture, content, folder, found)
        if reason:
            name = "a picture inside it" if picture.name[:5] == "data:" else _short(picture.name)
            found.left_out.append(PictureLeftOut(name=name, line=picture.line, reason=reason))
    return found


def _reason(picture: ArticlePicture, content: bytes | None, taken: int) -> str:
    """Say why a picture stays out, "" where it may come in."""
    if content is None:
        return "it is not in the file or its folder: save it there, and write its credit"
    if not picture.credit:
        return "nobody says whose it is: pictures without a credit stay out"
    return f"{_MOST_PICTURES} are taken at most" if taken >= _MOST_PICTURES else ""


def _content(picture: ArticlePicture, beside: Path | None) -> bytes | None:
    """Return what a picture's file holds; None where it is elsewhere, or larger than any photo."""
    if picture.content is not None:
        return picture.content
    if inline := _DATA.match(picture.name):
        body = picture.name[inline.end() :]
        try:
            return base64.b64decode(body) if inline["base64"] else unquote_to_bytes(body)
        except (binascii.Error, ValueError):
            return None
    if beside is None or _ADDRESS.match(picture.name):
        return None
    try:
        root = beside.resolve()
        file = (root / unquote(picture.name.split("?")[0].split("#")[0])).resolve()
        if not file.is_relative_to(root) or not file.is_file():
            return None
        return file.read_bytes() if file.stat().st_size <= _MOST_BYTES else None
    except (OSError, ValueError):
        return None


def _lay(picture: ArticlePicture, content: bytes, folder: Path, found: TakenPictures) -> str:
    """Write a picture beside the story and look at it; says why it stays out, "" where it is in."""
    file = _write(picture, content, folder)
    try:
        width, height = check_photo(file)
    except MediaError as error:
        file.unlink()
        return error.message.removeprefix(f"{file}: ")
    if min(width, height) < _LEAST_PX:
        file.unlink()
        return f"it is too small to fill a card ({width}x{height})"
    found.written.append(file)
    alt = picture.alt or picture.caption
    found.photos.append(
        DraftPicture(
            photo=Photo(file=file.resolve(), credit=picture.credit, alt=alt),
            caption=picture.caption,
            line=picture.line,
        )
    )
    return ""


def _write(picture: ArticlePicture, content: bytes, folder: Path) -> Path:
    """Write a picture under a name that is still free; returns its file.

    Raises:
        DiskError: it cannot be written.
    """
    written = Path(unquote(_short(picture.name)))
    stem = "picture" if picture.name.startswith("data:") else make_slug(written.stem) or "picture"
    ending = written.suffix.lower() if re.fullmatch(r"\.\w{2,5}", written.suffix) else ""
    for number in range(1, 1000):
        again = f"-{number}" if number > 1 else ""
        file = folder / FOLDER / f"{stem}{again}{ending or '.jpg'}"
        try:
            write_new(file, content)
        except FileExistsError:
            continue
        except OSError as error:
            raise DiskError(f"{file}: it cannot be written: {error.strerror or error}") from error
        return file
    raise DiskError(f"{folder / FOLDER} is full of pictures of that name")


def _short(name: str) -> str:
    return re.split(r"[?#]", name)[0].replace("\\", "/").rstrip("/").rpartition("/")[2][-120:]
