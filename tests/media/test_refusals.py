"""What is no media, damaged or hostile is refused in one clear line."""

import os
import random
import struct
import zlib
from fractions import Fraction
from pathlib import Path

import av
import pytest
from makers import Recipe, Track, make

from clipmaker.errors import ExitCode, MediaError
from clipmaker.media.bounds import MAX_STREAMS
from clipmaker.media.probe import probe
from clipmaker.media.protected import check_unprotected
from clipmaker.media.sniff import DEMUXERS


def refusal(file: Path) -> str:
    """The one line with which a file is refused, without its name."""
    with pytest.raises(MediaError) as caught:
        probe(file)
    assert caught.value.exit_code is ExitCode.MEDIA
    message = str(caught.value)
    assert message.startswith(f"{file}: ")
    assert "\n" not in message
    return message.removeprefix(f"{file}: ")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b"\0" * 5000, "only zero bytes"),
        (b"Just a text.\n", "a text file"),
        (b"#EXTM3U\n#EXTINF:5,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n", "a playlist (HLS)"),
        (b"\xef\xbb\xbf\n  #EXTM3U\n", "a playlist (HLS)"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "a script that points at other files"),
        (b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nm=video 5004 RTP/AVP 96\r\n", "(SDP)"),
        (b'<?xml version="1.0"?>\n<MPD type="static"></MPD>', "a playlist (DASH)"),
        (b"<!DOCTYPE html><html></html>", "a web page"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"PK\x03\x04rest", "a ZIP archive"),
        (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "Windows Media"),
        (b"FLV\x01\x05", "Flash video"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "a HEIC or AVIF picture"),
        (b"BM\x36\0\0\0\0\0", "this kind of picture"),
        (b"FORM\0\0\x89\xfeAIFFCOMM\0\0\0\x12", "this is AIFF sound, which is not read here: save"),
        (b"FORM\0\0\x89\xfeAIFCFVER\0\0\0\x04", "this is AIFF sound, which is not read here: save"),
        (
            b"caff\0\1\0\0desc\0\0\0\0",
            "Core Audio sound (CAF), which is not read here: save it as WAV",
        ),
        (b"#!AMR\n\x3c\x24\x11\0", "AMR sound, as phones record calls"),
        (b"#!AMR-WB\n\x44\x24\x11\0", "AMR sound, as phones record calls"),
        (b".snd\0\0\0\x20\0\0\0\0", "Sun or NeXT sound (AU)"),
        (b"\x1f\x07\0\xbf\xf8\x78\x78\x78", "raw DV, as from a camera's tape"),
        (b"\0\0\0\1\x67\x64\0\x0a\xac\xd9", "a raw H.264 stream, without a container"),
        (b"\0\0\1\x27\x42\xe0\x1f\xda", "a raw H.264 stream, without a container"),
        (b"\0\0\0\1\x09\xf0\0\0\0\1\x67", "a raw H.264 stream, without a container"),
        (b"\0\0\0\1\x40\1\x0c\1\xff\xff", "a raw H.265 stream, without a container"),
        (b"\0\0\1\xb3\4\0\x30\x23", "a raw MPEG stream, without a container"),
        (b"\0\5\x16\7\0\2\0\0Mac OS X", "the small file that macOS puts beside another"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "an archive: unpack it first"),
        ("Interview, Kursk".encode("utf-16"), "a text file"),
        ("Interview à Koursk".encode("latin-1"), "a text file"),
        (b"BMW recalls cars\n", "a text file"),
        (b"MAC users first\n", "a text file"),
        (bytes(range(256)) * 20, "not a video, sound or picture file"),
        (b"\x1a\x45\xdf\xa3" + b"nonsense" * 40, "damaged"),
        (b"OggS" + b"nonsense" * 40, "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"nonsense" * 40, "cannot be decoded"),
    ],
)
def test_content_that_is_no_media(tmp_path: Path, content: bytes, reason: str) -> None:
    file = tmp_path / "interview.mp4"
    file.write_bytes(content)
    assert reason in refusal(file)


def test_places_that_are_no_files(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere.mp4") == "there is no such file"
    assert refusal(tmp_path) == "this is a folder, not a media file"
    fifo = tmp_path / "pipe.mp4"
    os.mkfifo(fifo)
    assert refusal(fifo) == "this is not an ordinary file"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    file = make(tmp_path / "a.mp4", Recipe())
    file.chmod(0)
    assert "permissions forbid it" in refusal(file)


def test_playlists_cannot_be_reached_by_any_allowed_name() -> None:
    for name in DEMUXERS:
        assert name in av.formats_available
    assert not {"hls", "concat", "dash", "sdp", "rtsp", "image2", "lavfi", "tty"} & set(DEMUXERS)


def test_recording_cut_off_before_its_index(tmp_path: Path) -> None:
    made = make(tmp_path / "a.mp4", Recipe(frames=25, sounds=[Track()]))
    made.write_bytes(made.read_bytes()[: made.stat().st_size // 2])
    assert refusal(made) == (
        "the file is damaged: its index (moov) is missing; it was probably not copied completely"
    )


def test_recording_cut_off_after_its_index(tmp_path: Path) -> None:
    recipe = Recipe(frames=25, container_options={"movflags": "faststart"})
    made = make(tmp_path / "a.mp4", recipe)
    made.write_bytes(made.read_bytes()[:-100])
    assert refusal(made) == (
        "the file is damaged: it ends 100 bytes early; it was probably not copied completely"
    )


def test_matroska_cut_off(tmp_path: Path) -> None:
    made = make(tmp_path / "a.mkv", Recipe(frames=25, sounds=[Track()]))
    made.write_bytes(made.read_bytes()[:-300])
    assert "it ends 300 bytes early" in refusal(made)


def test_encrypted_recording(tmp_path: Path) -> None:
    """Common encryption, as shops and broadcasters deliver it; decoders make noise of it."""
    key = "00112233445566778899aabbccddeeff"
    options = {"encryption_scheme": "cenc-aes-ctr", "encryption_key": key, "encryption_kid": key}
    file = make(tmp_path / "a.mp4", Recipe(sounds=[Track()], container_options=options))
    assert "protected against copying (DRM): its picture or sound is encrypted" in refusal(file)


def test_song_of_a_shop_with_protection_of_its_own(tmp_path: Path) -> None:
    file = make(tmp_path / "a.m4a", Recipe(sounds=[Track()]), picture=False)
    content = file.read_bytes()
    assert content.count(b"mp4a") == 1
    file.write_bytes(content.replace(b"mp4a", b"drms"))
    assert "protected against copying (DRM)" in refusal(file)


def test_scrambled_transport_stream(tmp_path: Path) -> None:
    file = make(tmp_path / "a.ts", Recipe(codec="mpeg2video", frames=25))
    content = bytearray(file.read_bytes())
    for place in range(3 + 188 * 3, len(content), 188):
        content[place] |= 0x80
    file.write_bytes(content)
    assert "protected against copying (DRM)" in refusal(file)


def test_encrypted_track_of_matroska(tmp_path: Path) -> None:
    content = make(tmp_path / "a.mkv", Recipe()).read_bytes()
    place = content.index(b"\x1f\x43\xb6\x75")
    encryption = b"\x50\x35\x80"
    encoding = b"\x62\x40\x89\x50\x31\x81\0\x50\x33\x81\1" + encryption
    file = tmp_path / "b.mkv"
    encodings = b"\x6d\x80" + bytes([0x80 | len(encoding)]) + encoding
    file.write_bytes(content[:place] + encodings + content[place:])
    with pytest.raises(MediaError, match="protected against copying"):
        check_unprotected(file, "matroska")
    check_unprotected(tmp_path / "a.mkv", "matroska")


def test_malformed_box(tmp_path: Path) -> None:
    made = make(tmp_path / "a.mp4", Recipe())
    content = bytearray(made.read_bytes())
    place = content.index(b"free") - 4
    content[place : place + 4] = b"\0\0\0\3"
    made.write_bytes(content)
    assert refusal(made) == (
        "the file is damaged: its index (moov) is missing, and its box at byte 32 is malformed"
    ).replace("32", str(place))


def test_enormous_picture_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    file = tmp_path / "huge.png"
    rows = zlib.compress(bytes(90_001 * 20))
    file.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )
    assert refusal(file).startswith("the picture has 30000x30000 pixels, more than 8192")


def test_picture_too_wide(tmp_path: Path) -> None:
    file = make(tmp_path / "wide.mkv", Recipe(codec="ffv1", width=8208, height=16, frames=1))
    assert refusal(file).startswith("the picture has 8208x16 pixels, more than 8192")


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("a.gif", b"GIF89a" + struct.pack("<HH", 60_000, 60_000)),
        ("a.jpg", b"\xff\xd8\xff\xe0\0\4ab\xff\xc2\0\x11\x08" + struct.pack(">HH", 60_000, 60_000)),
        ("a.webp", b"RIFF\0\0\0\0WEBPVP8X\n\0\0\0\0\0\0\0" + b"\x5f\xea\0" * 2),
    ],
)
def test_enormous_pictures_of_other_kinds(tmp_path: Path, name: str, head: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(head + bytes(100))
    assert refusal(file).startswith("the picture has 60000x60000 pixels")


def test_too_many_tracks(tmp_path: Path) -> None:
    tracks = [Track(codec="pcm_s16le", layout="mono")] * (MAX_STREAMS + 1)
    file = make(tmp_path / "many.mkv", Recipe(sounds=tracks), picture=False)
    assert refusal(file) == "65 tracks are more than 64"


def test_endless_recording(tmp_path: Path) -> None:
    file = make(tmp_path / "long.mkv", Recipe(rate=Fraction(1, 40_000), frames=2))
    assert refusal(file).startswith("22.2 hours are more than the 12 allowed")


def test_random_damage_never_shows_a_traceback(tmp_path: Path) -> None:
    recipes = {
        "a.mp4": Recipe(sounds=[Track()]),
        "a.mkv": Recipe(sounds=[Track()]),
        "a.ts": Recipe(codec="mpeg2video", sounds=[Track(codec="mp2")]),
    }
    dice = random.Random(60)
    for name, recipe in recipes.items():
        whole = make(tmp_path / name, recipe).read_bytes()
        for _ in range(60):
            content = bytearray(whole)
            for _ in range(dice.choice([1, 5, 40])):
                place = dice.randrange(dice.choice([64, 800, len(content)]))
                content[place] = dice.randrange(256)
            file = tmp_path / f"damaged-{name}"
            file.write_bytes(content)
            try:
                assert probe(file).duration_ms > 0
            except MediaError as error:
                assert "\n" not in str(error)
