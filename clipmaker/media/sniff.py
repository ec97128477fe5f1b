"""What a file really is, from its first bytes, whatever its name says.

FFmpeg guesses a format from content and name, and some formats (playlists, scripts, sessions)
make it open other files or hosts. So the format is decided here, from a short list, and FFmpeg is
told to read it as nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from clipmaker.errors import MediaError
from clipmaker.media.others import what_is

HEAD_BYTES = 64 * 1024


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of file.

    Attributes:
        demuxer: name to force on FFmpeg (``-f`` before the input, or PyAV's ``format``).
        still: whether it is a single picture.
    """

    demuxer: str
    still: bool = False


def sniff(file: Path) -> Kind:
    """Return what kind of media a file holds.

    Raises:
        MediaError: it cannot be read, is empty, or is no media of a kind that is used here.
    """
    head = head_of(file)
    if kind := kind_of(head):
        return kind
    raise MediaError(f"{file}: {what_is(head)}")


def kind_of(head: bytes) -> Kind | None:
    """Return what kind of media begins so; None where it is of no kind that is used here."""
    return next((kind for matches, kind in _KINDS if matches(head)), None)


def head_of(file: Path) -> bytes:
    """Return the first bytes of an ordinary file.

    Raises:
        MediaError: it cannot be read, or is empty.
    """
    try:
        if file.is_dir():
            raise MediaError(f"{file}: this is a folder, not a media file")
        if file.exists() and not file.is_file():
            raise MediaError(f"{file}: this is not an ordinary file")
        with file.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
    except FileNotFoundError as error:
        raise MediaError(f"{file}: there is no such file") from error
    except PermissionError as error:
        raise MediaError(f"{file}: the file may not be read: its permissions forbid it") from error
    except OSError as error:
        raise MediaError(f"{file}: the file cannot be read: {error.strerror}") from error
    if not head:
        raise MediaError(f"{file}: the file is empty")
    return head


def _starts(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(signatures)


def _riff(form: bytes) -> Callable[[bytes], bool]:
    return lambda head: head[:4] in (b"RIFF", b"RF64", b"BW64") and head[8:12] == form


_BOXES = (b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot")
_PICTURE_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis")


def _is_mov(head: bytes) -> bool:
    if head[4:8] not in _BOXES:
        return False
    return not (head[4:8] == b"ftyp" and head[8:12] in _PICTURE_BRANDS)


def packet_size(head: bytes) -> tuple[int, int]:
    """Return the size of a transport stream's packets, and where the first begins; 0, 0 for none.

    The sync byte 0x47 returns at their distance.
    """
    for size in (188, 192, 204):
        for offset in range(min(size, len(head))):
            found = head[offset::size]
            if len(found) >= 5 and found[:40].count(0x47) == len(found[:40]):
                return size, offset
    return 0, 0


def _is_transport_stream(head: bytes) -> bool:
    return packet_size(head) != (0, 0)


def _after_id3(head: bytes) -> bytes:
    """Return what follows an ID3 tag; the head itself when there is none."""
    if head[:3] != b"ID3" or len(head) < 10:
        return head
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte & 0x7F
    return head[10 + size :]


def _is_flac(head: bytes) -> bool:
    return _after_id3(head).startswith(b"fLaC")


def _is_adts(head: bytes) -> bool:
    sync = _after_id3(head)[:2]
    return len(sync) == 2 and sync[0] == 0xFF and sync[1] & 0xF6 == 0xF0


def _is_mpeg_audio(head: bytes) -> bool:
    if head[:3] == b"ID3":
        return True
    # Sound of layer I without a checksum would begin so too; text in UTF-16 really does.
    if head[:2] == b"\xff\xfe":
        return False
    return len(head) > 3 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and head[1] & 0x06 != 0


_KINDS: tuple[tuple[Callable[[bytes], bool], Kind], ...] = (
    (_is_mov, Kind(demuxer="mov")),
    (_starts(b"\x1a\x45\xdf\xa3"), Kind(demuxer="matroska")),
    (_riff(b"AVI "), Kind(demuxer="avi")),
    (_riff(b"WAVE"), Kind(demuxer="wav")),
    (_riff(b"WEBP"), Kind(demuxer="webp_pipe", still=True)),
    (_starts(b"\x89PNG\r\n\x1a\n"), Kind(demuxer="png_pipe", still=True)),
    (_starts(b"\xff\xd8\xff"), Kind(demuxer="jpeg_pipe", still=True)),
    (_starts(b"GIF87a", b"GIF89a"), Kind(demuxer="gif")),
    (_starts(b"OggS"), Kind(demuxer="ogg")),
    (_is_flac, Kind(demuxer="flac")),
    (_starts(b"\x06\x0e\x2b\x34\x02\x05\x01\x01\x0d\x01\x02"), Kind(demuxer="mxf")),
    (_starts(b"\x00\x00\x01\xba"), Kind(demuxer="mpeg")),
    (_is_transport_stream, Kind(demuxer="mpegts")),
    (_is_adts, Kind(demuxer="aac")),
    (_is_mpeg_audio, Kind(demuxer="mp3")),
)
DEMUXERS = tuple(dict.fromkeys(kind.demuxer for _, kind in _KINDS))
"""Every demuxer that is ever used, for FFmpeg's ``format_whitelist``."""
