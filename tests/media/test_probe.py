"""Facts of files made on the spot, each of a kind that really arrives."""

import hashlib
import shutil
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import imageio_ffmpeg
import numpy as np
import pytest
from makers import Recipe, Track, corner_picture, make

from clipmaker.errors import MediaError
from clipmaker.machine import process
from clipmaker.media.digest import digest
from clipmaker.media.probe import probe

BT2020_HLG = (9, 18, 9)


def test_ordinary_file(tmp_path: Path) -> None:
    file = make(tmp_path / "a.mp4", Recipe(sounds=[Track(language="rus")]))
    info = probe(file)
    assert info.container == "mov"
    assert info.file == file
    assert info.digest == hashlib.sha256(file.read_bytes()).hexdigest() == digest(file)
    assert info.duration_ms == 400
    assert info.video is not None
    assert (info.video.codec, info.video.width_px, info.video.height_px) == ("h264", 64, 48)
    assert (info.video.rotation, info.video.mirrored) == (0, False)
    assert info.video.rate == 25
    assert (info.video.pixel_format, info.video.bits) == ("yuv420p", 8)
    assert not info.video.interlaced
    (sound,) = info.audio
    assert (sound.index, sound.codec, sound.sample_rate_hz) == (0, "aac", 48000)
    assert (sound.channels, sound.layout, sound.language) == (2, "stereo", "ru")


@pytest.mark.parametrize("hflip", [False, True])
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_turn_is_the_one_that_ffmpeg_shows(tmp_path: Path, degrees: int, hflip: bool) -> None:
    recipe = Recipe(width=48, height=32, frames=1, turn=(degrees, hflip, False))
    video = probe(make(tmp_path / "turned.mp4", recipe)).video
    assert video is not None
    shown = np.rot90(corner_picture(48, 32), k=-video.rotation // 90)
    if video.mirrored:
        shown = np.fliplr(shown)
    height, width = shown.shape[:2]
    assert (video.display_width_px, video.display_height_px) == (width, height)
    done = process.run(
        [
            *(imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", str(tmp_path / "turned.mp4")),
            *("-f", "rawvideo", "-pix_fmt", "rgb24", "-"),
        ]
    )
    real = np.frombuffer(done.stdout, np.uint8).reshape(height, width, 3)
    assert np.abs(real.astype(int) - shown).mean() < 8


def test_mirrored_vertically_is_turned_and_mirrored(tmp_path: Path) -> None:
    video = probe(make(tmp_path / "v.mp4", Recipe(turn=(0, False, True)))).video
    assert video is not None
    assert (video.rotation, video.mirrored) == (180, True)


def test_pixels_that_are_not_square(tmp_path: Path) -> None:
    recipe = Recipe(width=48, height=64, aspect=Fraction(16, 11), turn=(90, False, False))
    video = probe(make(tmp_path / "wide.mp4", recipe)).video
    assert video is not None
    assert video.sample_aspect == Fraction(16, 11)
    assert (video.width_px, video.height_px) == (48, 64)
    assert (video.display_width_px, video.display_height_px) == (64, 70)


def test_odd_size_and_full_colour(tmp_path: Path) -> None:
    recipe = Recipe(width=17, height=15, pixels="yuv444p")
    video = probe(make(tmp_path / "odd.mp4", recipe)).video
    assert video is not None
    assert (video.width_px, video.height_px, video.pixel_format) == (17, 15, "yuv444p")


def test_high_dynamic_range_in_ten_bits(tmp_path: Path) -> None:
    recipe = Recipe(pixels="yuv420p10le", codec="libx264", colours=BT2020_HLG)
    video = probe(make(tmp_path / "hlg.mp4", recipe)).video
    assert video is not None
    assert video.bits == 10
    assert (video.primaries, video.transfer, video.matrix) == (
        "bt2020",
        "arib-std-b67",
        "bt2020nc",
    )


def test_interlaced(tmp_path: Path) -> None:
    recipe = Recipe(
        width=720, height=576, codec="mpeg2video", options={"flags": "+ildct+ilme", "top": "1"}
    )
    video = probe(make(tmp_path / "fields.ts", recipe)).video
    assert video is not None
    assert video.interlaced


@pytest.mark.parametrize(
    ("name", "recipe", "container"),
    [
        ("a.mov", Recipe(codec="mpeg4"), "mov"),
        ("a.mkv", Recipe(sounds=[Track()]), "matroska"),
        ("a.webm", Recipe(codec="libvpx", sounds=[Track(codec="libopus")]), "matroska"),
        ("a.ts", Recipe(codec="mpeg2video", sounds=[Track(codec="mp2")]), "mpegts"),
        ("a.mpg", Recipe(codec="mpeg2video", sounds=[Track(codec="mp2")]), "mpeg"),
        ("a.avi", Recipe(codec="mpeg4", sounds=[Track(codec="libmp3lame")]), "avi"),
        ("a.mxf", Recipe(codec="mpeg2video", width=720, height=576), "mxf"),
        ("a.gif", Recipe(codec="gif", pixels="rgb8", rate=Fraction(10)), "gif"),
    ],
)
def test_containers_are_told_by_content(
    tmp_path: Path, name: str, recipe: Recipe, container: str
) -> None:
    made = make(tmp_path / name, recipe)
    disguised = tmp_path / "download"
    shutil.copy(made, disguised)
    info = probe(disguised)
    assert info.container == container
    assert info.video is not None
    assert 350 <= info.duration_ms <= 1100
    # The name is one that FFmpeg takes before an input.
    with av.open(str(disguised), format=info.container) as opened:
        assert opened.streams.video


@pytest.mark.parametrize(
    ("name", "codec", "container"),
    [
        ("a.m4a", "aac", "mov"),
        ("a.wav", "pcm_s16le", "wav"),
        ("a.flac", "flac", "flac"),
        ("a.mp3", "libmp3lame", "mp3"),
        ("a.aac", "aac", "aac"),
        ("a.ogg", "libopus", "ogg"),
    ],
)
def test_sound_alone_has_no_picture(tmp_path: Path, name: str, codec: str, container: str) -> None:
    recipe = Recipe(sounds=[Track(codec=codec, layout="mono")], seconds=Fraction(1))
    info = probe(make(tmp_path / name, recipe, picture=False))
    assert info.container == container
    assert info.video is None
    assert [track.layout for track in info.audio] == ["mono"]
    assert 990 <= info.duration_ms <= 1100


def test_no_sound(tmp_path: Path) -> None:
    assert probe(make(tmp_path / "mute.mp4", Recipe())).audio == ()


def test_two_tracks_and_a_late_one(tmp_path: Path) -> None:
    tracks = [
        Track(language="rus", layout="5.1"),
        Track(language="spa", layout="mono", late_s=Fraction(1, 4)),
    ]
    info = probe(make(tmp_path / "two.mkv", Recipe(sounds=tracks)))
    assert [(track.index, track.language, track.layout) for track in info.audio] == [
        (0, "ru", "5.1"),
        (1, "es", "mono"),
    ]
    assert 220 <= info.audio[1].start_ms <= 255


def test_length_is_found_where_no_header_tells_it(tmp_path: Path) -> None:
    recipe = Recipe(codec="libvpx", frames=20, container_options={"live": "1"})
    file = make(tmp_path / "live.webm", recipe)
    with av.open(str(file)) as opened:
        assert opened.duration is None
    assert probe(file).duration_ms == 800


def test_still_pictures(tmp_path: Path) -> None:
    for name, codec, pixels, container in [
        ("a.png", "png", "rgb24", "png_pipe"),
        ("a.jpg", "mjpeg", "yuvj420p", "jpeg_pipe"),
    ]:
        still = tmp_path / name
        with av.open(str(still), "w", format="image2", options={"update": "1"}) as out:
            stream = out.add_stream(codec, rate=1)
            stream.width, stream.height, stream.pix_fmt = 40, 30, pixels
            picture = av.VideoFrame.from_ndarray(corner_picture(40, 30), format="rgb24")
            out.mux(stream.encode(picture.reformat(format=pixels)))
            out.mux(stream.encode())
        info = probe(still)
        assert info.still
        assert (info.container, info.duration_ms, info.audio) == (container, 0, ())
        assert info.video is not None
        assert (info.video.display_width_px, info.video.display_height_px) == (40, 30)


@pytest.mark.parametrize(
    "name", ["a:b.mp4", "100%d.mp4", "-y.mp4", "한국 интервью.mp4", "a\nb.mp4"]
)
def test_names_are_only_names(tmp_path: Path, name: str) -> None:
    made = make(tmp_path / "a.mp4", Recipe())
    assert probe(made.rename(tmp_path / name)).duration_ms == 400


def test_relative_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make(tmp_path / "a.mp4", Recipe())
    monkeypatch.chdir(tmp_path)
    assert probe(Path("a.mp4")).file == made


def test_cover_of_a_song_is_no_picture(tmp_path: Path) -> None:
    song = make(tmp_path / "a.mp3", Recipe(sounds=[Track(codec="libmp3lame")]), picture=False)
    cover = tmp_path / "cover.png"
    with av.open(str(cover), "w", format="image2", options={"update": "1"}) as out:
        stream = out.add_stream("png", rate=1)
        stream.width, stream.height, stream.pix_fmt = 40, 30, "rgb24"
        out.mux(stream.encode(av.VideoFrame.from_ndarray(corner_picture(40, 30), format="rgb24")))
        out.mux(stream.encode())
    both = tmp_path / "both.mp3"
    done = process.run(
        [
            *(imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", str(song), "-i", str(cover)),
            *("-map", "0:a", "-map", "1:v", "-c", "copy", "-disposition:v", "attached_pic"),
            str(both),
        ]
    )
    assert done.code == 0, done.stderr
    info = probe(both)
    assert info.video is None
    assert len(info.audio) == 1


def test_error_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "x.mp4"
    with pytest.raises(MediaError) as caught:
        probe(file)
    assert str(caught.value) == f"{file}: there is no such file"


def test_what_was_read_once_is_remembered_by_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path / "cache"))
    film = make(tmp_path / "film.mp4", Recipe(sounds=[Track(language="rus")]))
    first = probe(film)
    monkeypatch.setattr("clipmaker.media.reading.read_info", lambda *_: pytest.fail("read again"))
    assert probe(film) == first
    film.rename(tmp_path / "other.mp4")
    other = probe(tmp_path / "other.mp4")
    assert other == replace(first, file=(tmp_path / "other.mp4").resolve())


def test_a_damaged_memory_is_no_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path / "cache"))
    film = make(tmp_path / "film.mp4", Recipe(sounds=[Track(language="rus")]))
    first = probe(film)
    (kept,) = (tmp_path / "cache" / "facts").iterdir()
    for damage in ("", "{", "[]", "{}", '{"video": 3}', kept.read_text()[:-20]):
        kept.write_text(damage)
        assert probe(film) == first
