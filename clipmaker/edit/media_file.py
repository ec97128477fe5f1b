"""Footage and pictures that somebody sends: looked at as they arrive, kept beside a story."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clipmaker.cues.sheets.sheet import sheet_path
from clipmaker.errors import ClipmakerError, DiskError, MediaError
from clipmaker.machine.names import shortened
from clipmaker.machine.writing import name_new
from clipmaker.media.digest import digest
from clipmaker.media.model import MediaInfo
from clipmaker.media.others import what_is
from clipmaker.media.probe import probe
from clipmaker.media.sniff import HEAD_BYTES, Kind, head_of, kind_of

MOST_STILL_BYTES = 100_000_000
MOST_FILM_BYTES = 8_000_000_000
_SPARE_BYTES = 300_000_000
"""So much room is left on the disk: a render needs some, too."""
_STEM_BYTES = 100
_ENDINGS = {
    "mov": (".mp4", ".mov", ".m4v", ".m4a", ".3gp"),
    "matroska": (".mkv", ".webm", ".mka"),
    "avi": (".avi",),
    "wav": (".wav",),
    "webp_pipe": (".webp",),
    "png_pipe": (".png",),
    "jpeg_pipe": (".jpg", ".jpeg"),
    "gif": (".gif",),
    "ogg": (".ogg", ".oga", ".opus", ".ogv"),
    "flac": (".flac",),
    "mxf": (".mxf",),
    "mpeg": (".mpg", ".mpeg", ".vob"),
    "mpegts": (".ts", ".mts", ".m2ts"),
    "aac": (".aac",),
    "mp3": (".mp3",),
}
MEDIA_ENDINGS = tuple(ending for endings in _ENDINGS.values() for ending in endings)


@dataclass(frozen=True, kw_only=True)
class KeptMedia:
    """A file that lies beside a story now.

    Attributes:
        name: its name there.
        info: what it holds.
        there: whether the same file lay there before, so that nothing was kept twice.
    """

    name: str
    info: MediaInfo
    there: bool = False


def head_kind(name: str, head: bytes) -> Kind:
    """Return what a file is by its first bytes.

    Raises:
        MediaError: it is nothing of use.
    """
    if kind := kind_of(head[:HEAD_BYTES]):
        return kind
    told = what_is(head[:HEAD_BYTES]) if head else "the file is empty"
    raise MediaError(f"{name}: {told}")


def refuse_size(name: str, size: int, *, still: bool = False) -> None:
    """Refuse a file of more bytes than any of its kind may have.

    Raises:
        MediaError: it is too large.
    """
    most = MOST_STILL_BYTES if still else MOST_FILM_BYTES
    if size > most:
        raise _too_large(name, most)


def refuse_without_room(folder: Path, name: str, size: int) -> None:
    """Refuse so many bytes where the disk would be too full with them.

    Raises:
        DiskError: there is no room for them.
    """
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise unkept(name, error) from error
    if size + _SPARE_BYTES > free:
        raise DiskError(
            f"there is no room for {name}: {size / 1e6:.0f} MB are sent, "
            f"{free / 1e6:.0f} MB are free",
            remedy="Make room on the disk of the stories.",
        )


def keep_media(folder: Path, fresh: Path, given: str) -> KeptMedia:
    """Look at a whole file with the program's own eyes, and keep it beside the story.

    Args:
        folder: the story's folder.
        fresh: the file, in that folder; it stays there under its unfinished name, too.
        given: what it is called where it comes from.

    Raises:
        MediaError: why it cannot be used.
        DiskError: it cannot be kept.
    """
    try:
        with fresh.open("rb") as stream:
            kind = head_kind(given, stream.read(HEAD_BYTES))
    except OSError as error:
        raise unkept(given, error) from error
    try:
        info = probe(fresh)
    except ClipmakerError as error:
        message = error.message.replace(f"{fresh}: ", "")
        raise MediaError(f"{given}: {message}", remedy=error.remedy) from error
    if same := _same(folder, fresh, info):
        return KeptMedia(name=same, info=info, there=True)
    for name in _names(folder, media_name(given, kind)):
        try:
            name_new(fresh, folder / name)
        except FileExistsError:
            continue
        except OSError as error:
            raise unkept(given, error) from error
        return KeptMedia(name=name, info=info)
    raise DiskError(
        f"{given}: too many files of that name lie beside the story",
        remedy="Give it another name.",
    )


def _same(folder: Path, fresh: Path, info: MediaInfo) -> str:
    """Return the name of the same file beside the story, "" when there is none."""
    size = fresh.stat().st_size
    for file in media_beside(folder):
        if file.stat().st_size == size and digest(file) == info.digest:
            return file.name
    return ""


def media_beside(folder: Path) -> tuple[Path, ...]:
    """Return the footage, pictures and sounds that lie in a story's folder, by name."""
    try:
        files = sorted(one for one in folder.iterdir() if one.is_file())
    except OSError:
        return ()
    return tuple(
        one
        for one in files
        if one.suffix.lower() in MEDIA_ENDINGS and one.name[:1] != "." and one.name.isprintable()
    )


def media_kind(file: Path) -> str:
    """Return what a file is by its first bytes: ``film``, ``picture``, or "" for nothing of use."""
    try:
        kind = kind_of(head_of(file))
    except MediaError:
        return ""
    return "" if kind is None else "picture" if kind.still else "film"


def media_name(given: str, kind: Kind) -> str:
    """Return a safe name for a file, as near as can be to what it was called.

    Args:
        given: what it is called where it comes from.
        kind: what it is, which decides how its name ends.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    printable = "".join(letter if letter.isprintable() else " " for letter in last)
    clean = re.sub(r"\s+", " ", re.sub(r'[<>:"|?*]', "-", printable)).strip(" .-")
    stem, dot, ending = clean.rpartition(".")
    endings = _ENDINGS[kind.demuxer]
    if not dot or f".{ending.lower()}" not in endings:
        stem, ending = clean, endings[0][1:]
    return f"{shortened(stem.strip(' .-'), _STEM_BYTES) or 'untitled'}.{ending}"


def _names(folder: Path, name: str) -> Iterator[str]:
    """Yield a name and numbered ones that nothing has, whatever letters a disk tells apart.

    A name whose subtitles are there is taken: they are of another file.
    """
    try:
        taken = {one.name.casefold() for one in folder.iterdir()}
    except OSError:
        taken = set()
    stem, _, ending = name.rpartition(".")
    for number in range(1, 1000):
        one = name if number == 1 else f"{stem}-{number}.{ending}"
        sheet = sheet_path(folder, Path(one)).name.casefold()
        if one.casefold() not in taken and sheet not in taken:
            yield one


def _too_large(name: str, most: int) -> MediaError:
    size = f"{most / 1e9:g} GB" if most >= 1_000_000_000 else f"{most / 1e6:g} MB"
    return MediaError(
        f"{name} is larger than {size}, the most that is taken here for its kind",
        remedy="Cut out the part that the clip needs, or put the file into the story's folder.",
    )


def unkept(name: str, error: OSError) -> DiskError:
    """Return what is said where a file cannot be written."""
    return DiskError(
        f"{name} could not be kept: {error.strerror or error}",
        remedy="Make room on the disk, or let the desk write into the story's folder.",
    )
