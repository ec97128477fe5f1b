"""What a file really is, from its first bytes, whatever its name says.

FFmpeg guesses a format from content and name, and some formats (playlists, scripts, sessions)
make it open other files or hosts. So the format is decided here, from a short list, and FFmpeg is
told to read it as nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from clipmaker.errors import MediaError

_HEAD_BYTES = 64 * 1024


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
    head = _head(file)
    for matches, kind in _KINDS:
        if matches(head):
            return kind
    raise MediaError(f"{file}: {_what_else(head)}")


def _head(file: Path) -> bytes:
    """Return the first bytes of an ordinary file."""
    try:
        if file.is_dir():
            raise MediaError(f"{file}: this is a folder, not a media file")
        if file.exists() and not file.is_file():
            raise MediaError(f"{file}: this is not an ordinary file")
        with file.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
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


def _is_transport_stream(head: bytes) -> bool:
    """Whether the sync byte 0x47 returns at the distance of transport packets."""
    for size in (188, 192, 204):
        for offset in range(min(size, len(head))):
            found = head[offset::size]
            if len(found) >= 5 and found[:40].count(0x47) == len(found[:40]):
                return True
    return False


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

_CONVERT = "convert it to MP4 first"
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (rb"#EXTM3U", "this is a playlist (HLS) that points at other files, not a media file"),
    (rb"ffconcat\b", "this is a script that points at other files (concat), not a media file"),
    (rb"v=0\s", "this is a session description (SDP), not a media file"),
    (rb"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?<MPD\b", "this is a playlist (DASH), not a media file"),
    (rb"(?i)<(!doctype )?html|<\?xml", "this is a web page or XML text, not a media file"),
    (rb"%PDF-", "this is a PDF document, not a media file"),
    (rb"PK\x03\x04", "this is a ZIP archive or office document: unpack it first"),
    (rb"\x30\x26\xb2\x75", f"this is Windows Media (ASF, WMV), which is not read here: {_CONVERT}"),
    (rb"FLV\x01", f"this is Flash video (FLV), which is not read here: {_CONVERT}"),
    (rb"....ftyp", "this is a HEIC or AVIF picture: save it as JPEG or PNG first"),
    (rb"BM|II\*\0|MM\0\*|8BPS", "this kind of picture is not read here: save it as JPEG or PNG"),
)


def _what_else(head: bytes) -> str:
    """Say what a file is that is no media of ours."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for pattern, what in _OTHERS:
        if re.match(pattern, start, re.DOTALL) or re.match(pattern, head, re.DOTALL):
            return what
    if not head.strip(b"\0"):
        return "the file holds only zero bytes; it was probably not copied completely"
    if b"\0" not in head and sum(byte < 9 for byte in head) == 0:
        return "this is a text file, not a media file"
    return "this is not a video, sound or picture file of a known kind, or it is damaged"
