"""Damage in a picture is found where it is shown, and healthy files are never accused."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import av
import pytest

from clipmaker.media.damage import picture_damage
from clipmaker.media.probe import probe
from clipmaker.tools.ffmpeg import run_ffmpeg

pytestmark = pytest.mark.slow

SECONDS = 3
WAYS = {
    "h264.mp4": "-c:v libx264 -preset veryfast -g 25",
    "h264.mkv": "-c:v libx264 -preset veryfast -g 25",
    "h264.ts": "-c:v libx264 -preset veryfast -g 25",
    "h264-open.ts": "-c:v libx264 -preset veryfast -x264-params open-gop=1:keyint=25",
    "hevc.mp4": "-c:v libx265 -preset ultrafast -x265-params log-level=none:keyint=25",
    "hevc.ts": "-c:v libx265 -preset ultrafast -x265-params log-level=none:keyint=25",
    "mpeg2.ts": "-c:v mpeg2video -b:v 1M -g 12 -bf 2",
    "mpeg2.mxf": "-c:v mpeg2video -b:v 1M -g 12 -bf 2",
    "interlaced.ts": "-c:v libx264 -preset veryfast -flags +ilme+ildct -g 25",
    "mpeg4.avi": "-c:v mpeg4 -g 25",
    "vp9.webm": "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 25",
    "mjpeg.mov": "-c:v mjpeg",
}


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Films of 3 s with noise in them, so that every picture takes room; made when asked for."""
    folder = tmp_path_factory.mktemp("films")

    def film(name: str) -> Path:
        file = folder / name
        if not file.exists():
            picture = f"testsrc2=s=320x180:r=25:d={SECONDS},noise=alls=20:allf=t"
            sound = ["-f", "lavfi", "-i", f"sine=d={SECONDS}:sample_rate=48000", "-c:a", "mp2"]
            if name.endswith(("mxf", "webm", "mov")):
                sound = []
            run_ffmpeg(
                [
                    *("-f", "lavfi", "-i", picture, *sound),
                    *("-pix_fmt", "yuv420p", *WAYS[name].split(), str(file)),
                ],
                doing="a film",
            )
        return file

    return film


def places(file: Path) -> list[tuple[int, int]]:
    """Where each packet of the picture lies in the file, and its size, in order."""
    with av.open(str(file)) as container:
        stream = container.streams.video[0]
        return [(p.pos, p.size) for p in container.demux(stream) if p.size and p.pos is not None]


def spoil(file: Path, target: Path, how: str) -> Path:
    """Write a damaged copy: a hole of zeros, flipped bits or other bytes in its second third."""
    content = bytearray(file.read_bytes())
    found = places(file)[SECONDS * 8 : SECONDS * 16]
    start, end = found[0][0] + 40, sum(found[-1])
    rng = random.Random(how)
    if how == "hole":
        middle = (start + end) // 2
        content[middle : middle + 3000] = bytes(3000)
    elif how == "bits":
        for _ in range(60):
            content[rng.randrange(start, end)] ^= 1 << rng.randrange(8)
    else:
        middle = (start + end) // 2
        content[middle : middle + 3000] = rng.randbytes(3000)
    target.write_bytes(content)
    return target


@pytest.mark.parametrize("name", WAYS)
def test_healthy_films_are_never_accused(
    tmp_path: Path, films: Callable[[str], Path], name: str
) -> None:
    file = films(name)
    length_ms = probe(file).duration_ms
    for start_ms in (0, 500, 1800):
        assert picture_damage(file, start_ms, length_ms) == ()
    if file.suffix == ".ts":
        # Recorded from somewhere in the middle; joined to another recording.
        content = file.read_bytes()
        part = content[188 * (len(content) // 188 // 4) :]
        more = tmp_path / "more.ts"
        later = ["-output_ts_offset", str(SECONDS)]
        run_ffmpeg(["-i", str(file), "-c", "copy", *later, str(more)], doing="another recording")
        for recording in (part, content + more.read_bytes(), part + more.read_bytes()):
            joined = tmp_path / "joined.ts"
            joined.write_bytes(recording)
            assert picture_damage(joined, 0, 2 * SECONDS * 1000) == ()


@pytest.mark.parametrize("how", ["hole", "bits", "bytes"])
@pytest.mark.parametrize("name", [name for name in WAYS if name not in ("vp9.webm", "mjpeg.mov")])
def test_damage_is_found_where_it_is_shown(
    tmp_path: Path, films: Callable[[str], Path], name: str, how: str
) -> None:
    file = spoil(films(name), tmp_path / name, how)
    found = picture_damage(file, 0, probe(file).duration_ms)
    assert found
    assert 700 <= found[0][0] <= 2400
    assert picture_damage(file, 0, 700) == ()


def test_a_hole_is_found_in_what_decoders_do_not_check(
    tmp_path: Path, films: Callable[[str], Path]
) -> None:
    file = spoil(films("vp9.webm"), tmp_path / "f.webm", "hole")
    assert picture_damage(file, 0, SECONDS * 1000)


def test_what_a_header_promises_and_the_file_does_not_hold_is_damage(
    tmp_path: Path, films: Callable[[str], Path]
) -> None:
    content = films("mpeg4.avi").read_bytes()
    file = tmp_path / "cut.avi"
    file.write_bytes(content[: len(content) // 2])
    whole = len(places(file)) - 1
    ((start_ms, end_ms),) = picture_damage(file, 0, SECONDS * 1000)
    assert start_ms == whole * 40
    assert end_ms > start_ms + 250


def test_real_films_are_never_accused(shared_dir: Path) -> None:
    folder = shared_dir / "footage"
    refused = {"truncated_no_moov.mp4", "real_malformed_box.mp4", "audio_only_ru.m4a"}
    files = [*folder.glob("*.mp4"), *(folder / "odd").glob("*.*")]
    for file in files:
        if file.name not in refused:
            start_ms = probe(file).duration_ms // 3
            assert picture_damage(file, start_ms, start_ms + 1000) == (), file.name


def test_a_real_hole_is_found(shared_dir: Path) -> None:
    file = shared_dir / "cases" / "media" / "hole_face.mp4"
    ((start_ms, _),) = picture_damage(file, 0, 6000)
    assert 2500 < start_ms < 2800
    assert picture_damage(file, 0, 2500) == ()


@pytest.mark.parametrize("count", [1, 12])
def test_a_hole_that_swallows_what_tells_of_pictures_is_found(
    tmp_path: Path, films: Callable[[str], Path], count: int
) -> None:
    content = bytearray(films("h264.mkv").read_bytes())
    found = places(films("h264.mkv"))[30 : 30 + count]
    # With the few bytes before each packet that say what it is.
    start, end = found[0][0] - 8, sum(found[-1])
    content[start:end] = bytes(end - start)
    file = tmp_path / "f.mkv"
    file.write_bytes(content)
    (damage,) = picture_damage(file, 0, SECONDS * 1000)
    assert 1000 <= damage[0] <= 1400
