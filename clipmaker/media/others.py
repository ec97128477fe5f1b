"""What files are that are of no use here, and what to do about them.

A wrong file is mostly a good file of another kind: it is called what it is, by its first bytes.
"""

from __future__ import annotations

import re

_MP4 = "convert it to MP4 first"
_WAV = "save it as WAV first"
_JPEG = "save it as JPEG or PNG first"
_TEXT = "this is a text file, not a media file"
_UNREAD = "which is not read here"

_TEXTS: tuple[tuple[bytes, str], ...] = (
    (rb"#EXTM3U", "this is a playlist (HLS) that points at other files, not a media file"),
    (rb"ffconcat\b", "this is a script that points at other files (concat), not a media file"),
    (rb"v=0\s", "this is a session description (SDP), not a media file"),
    (rb"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?<MPD\b", "this is a playlist (DASH), not a media file"),
    (rb"(<\?xml[^>]*>\s*)?(<![^>]*>\s*)*<svg\b", f"this is a drawing (SVG): {_JPEG}"),
    (rb"(?i)<(!doctype )?html|<\?xml", "this is a web page or XML text, not a media file"),
    (rb"%PDF-", "this is a PDF document, not a media file"),
    (rb"%!|\xc5\xd0\xd3\xc6", f"this is a PostScript document (EPS): {_JPEG}"),
    (rb"\xff\xfe|\xfe\xff", _TEXT),
)
_ARCHIVES: tuple[tuple[bytes, str], ...] = (
    (rb"PK\x03\x04", "this is a ZIP archive or office document: unpack it first"),
    (rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ", "this is an archive: unpack it first"),
    (
        rb"\0\x05\x16[\0\x07]",
        "this is the small file that macOS puts beside another (its name begins with ._): "
        "use the other one",
    ),
    (rb"book\0\0\0\0", "this is an alias of macOS, which only points at the file"),
)
_SOUNDS: tuple[tuple[bytes, str], ...] = (
    (rb"FORM....AIF[FC]", f"this is AIFF sound, {_UNREAD}: {_WAV}"),
    (rb"caff", f"this is Core Audio sound (CAF), {_UNREAD}: {_WAV}"),
    (rb"#!AMR", f"this is AMR sound, as phones record calls, {_UNREAD}: {_WAV}"),
    (rb"\.snd", f"this is Sun or NeXT sound (AU), {_UNREAD}: {_WAV}"),
    (rb"\x0b\x77", f"this is Dolby Digital sound (AC-3), {_UNREAD}: {_WAV}"),
    (rb"MThd", f"this is MIDI, which holds notes and no sound: {_WAV}"),
    (
        rb"\x7f\xfe\x80\x01|\xfe\x7f\x01\x80|TTA[12]|\x56[\xe0-\xff]|wvpk|MAC |DSD |FRM8|MPCK|MP\+",
        f"this kind of sound is not read here: {_WAV}",
    ),
)
_FILMS: tuple[tuple[bytes, str], ...] = (
    (rb"\x30\x26\xb2\x75", f"this is Windows Media (ASF, WMV), {_UNREAD}: {_MP4}"),
    (rb"FLV\x01", f"this is Flash video (FLV), {_UNREAD}: {_MP4}"),
    (rb"[FCZ]WS[\x01-\x40]", f"this is a Flash film (SWF), {_UNREAD}: {_MP4}"),
    (rb"\.RMF|\.ra\xfd", f"this is RealMedia, {_UNREAD}: {_MP4}"),
    (rb"\x1f\x07\0", f"this is raw DV, as from a camera's tape, {_UNREAD}: {_MP4}"),
    # Units of the stream that may stand first: settings, a delimiter, or remarks.
    (
        rb"\0?\0\0\x01([\x67\x47\x27\x07]|\x09[\x10-\xf0]|\x06[\0-\x2f])",
        f"this is a raw H.264 stream, without a container, {_UNREAD}: {_MP4}",
    ),
    (
        rb"\0?\0\0\x01[\x40\x42\x44\x46\x4e]\x01",
        f"this is a raw H.265 stream, without a container, {_UNREAD}: {_MP4}",
    ),
    (
        rb"\0\0\x01[\xb0\xb3\xb5]",
        f"this is a raw MPEG stream, without a container, {_UNREAD}: {_MP4}",
    ),
    (rb"DKIF|YUV4MPEG2|nut/multimedia|BBCD|RED[12]", f"this kind of video is not read: {_MP4}"),
)
_PICTURES: tuple[tuple[bytes, str], ...] = (
    (rb"....ftyp", f"this is a HEIC or AVIF picture: {_JPEG}"),
    (
        rb"\0\0\0\x0cj[PX][ L]{2}|\0\0\0\x0cJXL |\xff\x4f\xff\x51|\xff\x0a",
        f"this is a JPEG 2000 or JPEG XL picture: {_JPEG}",
    ),
    (rb"II\x2a\0\x10\0\0\0CR|FUJIFILM|II[RU]", f"this is a camera's raw picture: {_JPEG}"),
    (
        rb"BM....\0\0|II[*+]\0|MM\0[*+]|8BPS|qoif|BLP[12]|DDS |icns|\x76\x2f\x31\x01"
        rb"|\0\0[\x01\x02]\0[\x01-\x40]\0|\x0a[\0-\x05]\x01[\x01-\x08]|gimp xcf",
        "this kind of picture is not read here: save it as JPEG or PNG",
    ),
)


def what_is(head: bytes) -> str:
    """Say what a file is that is of no use, from its first bytes, and what to do about it."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if said := _told(start, _TEXTS):
        return said
    if not head.strip(b"\0"):
        return "the file holds only zero bytes; it was probably not copied completely"
    in_unicode = head[:-4].decode("utf-8", "replace").count("\ufffd") == 0
    printable = min(head) >= 9
    if printable and in_unicode:
        return _TEXT
    if said := _told(head, (*_ARCHIVES, *_SOUNDS, *_FILMS, *_PICTURES)):
        return said
    if printable:
        return _TEXT
    return "this is not a video, sound or picture file of a known kind, or it is damaged"


def _told(start: bytes, table: tuple[tuple[bytes, str], ...]) -> str:
    """Return what a table says of a file that begins so, "" where it knows nothing of it."""
    return next((what for pattern, what in table if re.match(pattern, start, re.DOTALL)), "")
