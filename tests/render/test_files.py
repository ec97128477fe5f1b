"""Every kind of file that arrives: its colours, its shape, its frames on the grid, whole clips."""

import json
import struct
import sys
import zlib
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from file_kinds import COLOURS, Way, bars, damage, make, shown

from clipmaker.cli import cli
from clipmaker.cli.edge import run
from clipmaker.errors import ExitCode, MediaError
from clipmaker.make.clip import Request, make_clip
from clipmaker.make.gather import Sources
from clipmaker.media.probe import probe
from clipmaker.render.grid import grid_frames
from clipmaker.render.tone import tone
from clipmaker.tools.ffmpeg import run_ffmpeg
from clipmaker.tools.graph import arguments, pipe_output

pytestmark = pytest.mark.slow

X264 = ("-c:v", "libx264", "-qp", "10", "-preset", "ultrafast")
HD, SD = "bt709", "bt601"


def stored(matrix: str, pixels: str, levels: str = "tv", more: str = "") -> tuple[str, str]:
    """FFmpeg's filter that stores the colours so."""
    return "-vf", f"scale=out_color_matrix={matrix}:out_range={levels},format={pixels}{more}"


BT709 = ",setparams=color_primaries=bt709:color_trc=bt709"
STILL = ("-frames:v", "1", "-update", "1")
MARKED = {
    "turned": ("-display_rotation:v:0", "90"),
    "upside-down": ("-display_rotation:v:0", "180"),
    "mirrored": ("-display_hflip:v:0",),
    "turned-and-mirrored": ("-display_rotation:v:0", "90", "-display_hflip:v:0"),
}
WAYS = {
    "hd": Way(args=(*stored(HD, "yuv420p", more=BT709), *X264)),
    "sd-untagged": Way(args=(*stored(SD, "yuv420p"), *X264, "-colorspace", "unspecified")),
    "hd-untagged": Way(
        args=(*stored(HD, "yuv420p"), *X264, "-colorspace", "unspecified"), size=(1280, 720)
    ),
    "full-range": Way(args=(*stored(HD, "yuv420p", "pc", BT709), *X264)),
    "odd-444": Way(args=(*stored(HD, "yuv444p", more=BT709), *X264), size=(301, 171)),
    "prores": Way(args=(*stored(HD, "yuv422p10le"), "-c:v", "prores_ks"), name="f.mov"),
    "prores-alpha": Way(args=(*stored(HD, "yuva444p10le"), "-c:v", "prores_ks"), name="f.mov"),
    "rgb": Way(args=("-vf", "format=gbrp", "-c:v", "ffv1"), name="f.mkv"),
    "not-square": Way(args=(*stored(SD, "yuv420p", more=",setsar=2"), *X264), size=(160, 180)),
    "mpeg2": Way(
        args=(*stored(SD, "yuv420p"), "-c:v", "mpeg2video", "-q:v", "2"),
        name="f.ts",
        size=(720, 576),
    ),
    "dv": Way(args=(*stored(SD, "yuv420p"), "-c:v", "dvvideo"), name="f.mov", size=(720, 576)),
    "mjpeg": Way(args=("-c:v", "mjpeg", "-q:v", "2"), name="f.avi"),
    "hlg": Way(
        light="hlg",
        args=(
            *stored(
                "bt2020",
                "yuv420p10le",
                more=",setparams=color_primaries=bt2020:color_trc=arib-std-b67",
            ),
            *X264,
        ),
    ),
    "pq": Way(
        light="pq",
        args=(
            *stored(
                "bt2020",
                "yuv420p10le",
                more=",setparams=color_primaries=bt2020:color_trc=smpte2084",
            ),
            *X264,
        ),
    ),
    "gif": Way(args=("-vf", "split[a][b];[a]palettegen[p];[b][p]paletteuse"), name="f.gif"),
    "png": Way(args=(*STILL, "-pix_fmt", "rgb24"), name="f.png"),
    "png-deep": Way(args=(*STILL, "-pix_fmt", "rgb48be"), name="f.png"),
    "jpeg": Way(args=(*STILL, "-q:v", "2"), name="f.jpg"),
    "jpeg-hd": Way(args=(*STILL, "-q:v", "2"), name="f.jpg", size=(1600, 900)),
    "webp": Way(args=(*STILL, "-c:v", "libwebp", "-quality", "95"), name="f.webp"),
    "webp-lossless": Way(args=(*STILL, "-c:v", "libwebp", "-lossless", "1"), name="f.webp"),
    **{
        name: Way(args=(*stored(SD, "yuv420p"), *X264), before=before)
        for name, before in MARKED.items()
    },
}
PLACES = {
    "turned": (1, 3, 0, 2),
    "upside-down": (3, 2, 1, 0),
    "mirrored": (1, 0, 3, 2),
    "turned-and-mirrored": (3, 1, 2, 0),
}
"""Which of the four colours is seen where."""


@pytest.mark.parametrize("name", WAYS)
def test_colours_and_places_are_those_of_the_source(tmp_path: Path, name: str) -> None:
    way = WAYS[name]
    picture = shown(make(tmp_path / way.name, way), tmp_path).astype(int)
    height, width = picture.shape[:2]
    places = PLACES.get(name, (0, 1, 2, 3))
    found = [picture[int(height * y), int(width * x)] for y in (0.25, 0.75) for x in (0.25, 0.75)]
    for colour, place in zip(found, places, strict=True):
        assert np.abs(colour - COLOURS[place]).max() <= 8, (name, found)


@pytest.mark.parametrize(
    ("name", "encoded"),
    [
        ("logo.png", STILL),
        ("vp9.webm", ("-c:v", "libvpx-vp9", "-pix_fmt", "yuva420p")),
        ("vp8.webm", ("-c:v", "libvpx", "-pix_fmt", "yuva420p", "-auto-alt-ref", "0")),
        ("prores.mov", ("-c:v", "prores_ks", "-profile:v", "4444", "-pix_fmt", "yuva444p10le")),
        ("animation.mov", ("-c:v", "qtrle", "-pix_fmt", "argb")),
        ("vp9.mkv", ("-c:v", "libvpx-vp9", "-pix_fmt", "yuva420p")),
        ("ffv1.mkv", ("-c:v", "ffv1", "-pix_fmt", "yuva444p")),
        ("a.gif", ("-vf", "split[a][b];[a]palettegen[p];[b][p]paletteuse")),
    ],
)
def test_transparent_parts_stand_on_white(
    tmp_path: Path, name: str, encoded: tuple[str, ...]
) -> None:
    """Also where the picture itself seems to have none: VP8 and VP9 keep it apart."""
    file = tmp_path / name
    source = (
        "color=c=red@0.0:s=64x48:d=0.4,format=rgba,"
        "drawbox=x=0:y=0:w=32:h=48:c=blue@1:t=fill:replace=1"
    )
    run_ffmpeg(["-f", "lavfi", "-i", source, *encoded, str(file)], doing="a picture")
    picture = shown(file, tmp_path).astype(int)
    height, width = picture.shape[:2]
    assert np.abs(picture[height // 2, width // 4] - (0, 0, 255)).max() < 12
    assert picture[height // 2, 3 * width // 4].min() > 248


@pytest.mark.parametrize("transfer", ["arib-std-b67", "smpte2084"])
def test_light_keeps_its_order_and_highlights_are_kept_apart(transfer: str) -> None:
    steps = np.repeat(np.linspace(0, 1, 256)[:, None], 3, axis=1)
    made = tone(steps, transfer, "bt2020")
    assert (np.diff(made, axis=0) >= -1e-9).all()
    assert made[0].max() == 0
    assert made[-1].min() > 0.999
    # Diffuse white (BT.2408: 75 % HLG, 58 % PQ) leaves room for what is brighter.
    white = tone(np.full((1, 3), 0.75 if transfer == "arib-std-b67" else 0.58), transfer, "bt2020")
    assert 0.88 < white[0, 0] < 0.94


# The clip's own grid.

RATE = Fraction(30)


def grid(file: Path, in_ms: int, first: int, frames: int, *, seek: bool = True) -> list[str]:
    stream = grid_frames(probe(file), in_ms, first, frames, RATE, seek=seek)
    output = pipe_output([stream.filter("format", "gray")], format="framemd5")
    said = run_ffmpeg(arguments([output]), doing="frames").stdout.decode()
    return [line.split()[-1] for line in said.splitlines() if not line.startswith("#")]


GRIDS = {
    "h264.mp4": ("testsrc2=r=25", "-c:v libx264 -preset ultrafast -bf 3 -g 60"),
    "open-gop.mp4": (
        "testsrc2=r=25",
        "-c:v libx264 -preset ultrafast -x264-params open-gop=1:bframes=3:keyint=40",
    ),
    "fragments.mp4": (
        "testsrc2=r=25",
        "-c:v libx264 -preset ultrafast -g 25 -movflags frag_keyframe+empty_moov",
    ),
    "ntsc.mp4": ("testsrc2=r=30000/1001", "-c:v libx264 -preset ultrafast -g 90"),
    "fast.mp4": ("testsrc2=r=60", "-c:v libx264 -preset ultrafast -g 90"),
    "one-a-second.mp4": ("testsrc2=r=1", "-c:v libx264 -preset ultrafast -g 3"),
    "uneven.mp4": (
        "testsrc2=r=50,select='gt(mod(n*n\\,7)\\,2)*not(between(t\\,2\\,4.2))'",
        "-fps_mode vfr -c:v libx264 -preset ultrafast -bf 2 -g 30",
    ),
    "h264.ts": ("testsrc2=r=25", "-c:v libx264 -preset ultrafast -bf 3 -g 60"),
    "fields.ts": (
        "testsrc2=r=50,tinterlace=interleave_top",
        "-c:v mpeg2video -flags +ildct+ilme -bf 2 -g 12 -b:v 4M",
    ),
    "mpeg2.mpg": ("testsrc2=r=25", "-c:v mpeg2video -bf 2 -g 12 -b:v 4M -f vob"),
    "live.webm": ("testsrc2=r=25", "-c:v libvpx -deadline realtime -g 50 -live 1"),
    "mpeg4.avi": ("testsrc2=r=25", "-c:v mpeg4 -bf 2 -g 50"),
    "mpeg2.mxf": ("testsrc2=r=25", "-c:v mpeg2video -bf 2 -g 12 -b:v 4M"),
    "film.gif": ("testsrc2=r=10", ""),
    "hevc.mov": ("testsrc2=r=24", "-c:v libx265 -preset ultrafast -x265-params log-level=0"),
}


@pytest.mark.parametrize("name", GRIDS)
def test_segments_show_the_frames_of_one_long_pass(tmp_path: Path, name: str) -> None:
    source, args = GRIDS[name]
    file = tmp_path / name
    size = "320x256" if name != "mpeg2.mxf" else "720x576"
    first, _, rest = source.partition(",")
    chain = f"{first}:s={size}:d=6" + (f",{rest}" if rest else "")
    tail = "" if name == "film.gif" else ",format=yuv420p"
    run_ffmpeg(["-f", "lavfi", "-i", f"{chain}{tail}", *args.split(), str(file)], doing=name)
    seen: set[str] = set()
    for in_ms in (0, 2350, 4700):
        whole = grid(file, in_ms, 0, 60, seek=False)
        assert len(whole) == 60
        seen |= set(whole)
        for start, end in ((0, 7), (7, 38), (38, 60)):
            assert grid(file, in_ms, start, end - start) == whole[start:end], (in_ms, start)
    assert len(seen) > (3 if name == "one-a-second.mp4" else 30)


def test_picture_that_starts_late_holds_its_first_frame_and_ends_on_its_last(
    tmp_path: Path,
) -> None:
    for name in ("late.mkv", "late.ts", "late.mp4"):
        file = tmp_path / name
        run_ffmpeg(
            [
                *("-itsoffset", "1", "-f", "lavfi", "-i", "testsrc2=r=25:s=64x64:d=2"),
                *("-f", "lavfi", "-i", "sine=d=4", "-c:v", "libx264", "-g", "10"),
                *("-pix_fmt", "yuv420p", "-c:a", "ac3", str(file)),
            ],
            doing="a late picture",
        )
        whole = grid(file, 0, 0, 120, seek=False)
        assert len(set(whole[:30])) <= 2, name
        assert len(set(whole[31:89])) > 40, name
        assert len(set(whole[91:])) == 1, name
        for start in (0, 45, 100):
            assert grid(file, 0, start, 15) == whole[start : start + 15], name


def test_a_recording_that_changes_its_size_goes_on(tmp_path: Path) -> None:
    parts = []
    for number, size in enumerate(("320x180", "160x90")):
        part = tmp_path / f"{number}.ts"
        run_ffmpeg(
            [
                *("-f", "lavfi", "-i", f"testsrc2=r=25:s={size}:d=1", "-c:v", "libx264"),
                *("-pix_fmt", "yuv420p", "-output_ts_offset", str(number), str(part)),
            ],
            doing="a part",
        )
        parts.append(part.read_bytes())
    file = tmp_path / "stream.ts"
    file.write_bytes(b"".join(parts))
    whole = grid(file, 0, 0, 60)
    assert len(whole) == 60
    assert len(set(whole)) > 45
    assert grid(file, 0, 40, 20) == whole[40:]


@pytest.mark.parametrize("first", ["top", "bottom"])
def test_fields_are_shown_in_their_order(tmp_path: Path, first: str) -> None:
    """A bar that moves to the right with every field never steps back."""
    file = tmp_path / "fields.ts"
    run_ffmpeg(
        [
            *("-f", "rawvideo", "-pix_fmt", "gray", "-s", "320x240", "-r", "50", "-i", "pipe:0"),
            *("-vf", f"tinterlace=interleave_{first},format=yuv420p"),
            *("-c:v", "mpeg2video", "-flags", "+ildct+ilme", "-q:v", "2", str(file)),
        ],
        doing="fields",
        feed=bars(320, 240, 60),
    )
    media = probe(file)
    assert media.video is not None
    assert media.video.interlaced
    output = pipe_output(
        [grid_frames(media, 0, 2, 30, RATE).filter("format", "gray")], format="rawvideo"
    )
    raw = run_ffmpeg(arguments([output]), doing="frames").stdout
    rows = np.frombuffer(raw, np.uint8).reshape(30, 240, 320)[:, 60:180].astype(float)
    across = (rows.mean(axis=1) * np.arange(320)).sum(axis=1) / rows.mean(axis=1).sum(axis=1)
    assert (np.diff(across) > 1.5).all()
    combed = np.abs(np.diff(rows, axis=1)).mean()
    assert combed < 1.5, "lines of two fields in one frame"


# Whole clips.

STORY = """\
version: 1
date: 2025-01-13
slug: odd
shots:
  - {{kind: title, text: A headline}}
  - kind: footage
    file: {file}
    credit: Synthetic
    subtitles: false
    out: "0:01"
{more}
  - {{kind: caption, text: One caption}}
  - {{kind: end, sources: [Nobody]}}
"""


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "story"
    folder.mkdir()
    return folder / "story.yaml"


def write(story: Path, file: str, more: str = "") -> None:
    indented = "".join(f"    {line}\n" for line in more.splitlines())
    story.write_text(STORY.format(file=json.dumps(file), more=indented), encoding="utf-8")


def clip_passes(story: Path) -> None:
    output = story.parent / "out"
    clip = make_clip(Request(sources=Sources(story=story, profile="tiny"), output=output))
    assert clip.report is not None
    assert clip.report.passed


@pytest.mark.parametrize(
    "name", ["hlg", "turned-and-mirrored", "mpeg2", "gif", "jpeg", "prores-alpha"]
)
def test_clips_of_silent_files_pass_their_checks(story: Path, name: str) -> None:
    way = WAYS[name]
    make(story.parent / way.name, way, frames=30)
    write(story, way.name)
    clip_passes(story)


REFUSED = {"truncated_no_moov.mp4", "real_malformed_box.mp4", "audio_only_ru.m4a"}


def test_real_files_pass_or_are_refused_in_one_line(story: Path, shared_dir: Path) -> None:
    files = sorted((shared_dir / "footage" / "odd").glob("*.*"))
    assert len(files) >= 14
    for file in files:
        (story.parent / file.name).write_bytes(file.read_bytes())
        write(story, file.name)
        if file.name in REFUSED:
            with pytest.raises(MediaError) as caught:
                clip_passes(story)
            assert "\n" not in caught.value.message
        else:
            clip_passes(story)


def test_segments_of_real_files_show_the_frames_of_one_long_pass(shared_dir: Path) -> None:
    for name in (
        "interlaced_576i_mpeg2_ru.ts",
        "real_hlg10_rot90_editlist_1080p.mp4",
        "real_no_duration_header.webm",
        "vfr_ru.mp4",
    ):
        file = shared_dir / "footage" / "odd" / name
        in_ms = probe(file).duration_ms // 3
        whole = grid(file, in_ms, 0, 30, seek=False)
        assert grid(file, in_ms, 0, 9) + grid(file, in_ms, 9, 21) == whole, name


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("f.mp4", "video", "nothing can be shown from 0:04.000 on"),
        ("f.webm", "video", "nothing can be shown from 0:04.000 on"),
        ("f.mp4", "audio", "its sound cannot be decoded from 0:04.000 on"),
    ],
)
def test_damage_in_the_part_that_is_used_is_named(
    story: Path, name: str, kind: str, said: str
) -> None:
    codecs = {
        "f.mp4": "libx264 -c:a aac -preset ultrafast",
        "f.webm": "libvpx -deadline realtime -c:a libopus",
    }
    run_ffmpeg(
        [
            *("-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=6", "-f", "lavfi", "-i", "sine=d=6"),
            *("-pix_fmt", "yuv420p", "-g", "25", "-c:v", *codecs[name].split()),
            str(story.parent / name),
        ],
        doing="a film",
    )
    damage(story.parent / name, kind, 2.8)
    write(story, name, 'in: "0:04"')
    story.write_text(story.read_text().replace('out: "0:01"', 'out: "0:05"'))
    with pytest.raises(MediaError, match=said):
        clip_passes(story)


# Hostile files, through the command line.


@pytest.fixture
def refused(
    story: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[], str]:
    """What the command line says of the story, whose footage it must refuse."""

    def said() -> str:
        command = ["clipmaker", "render", str(story), "--profile", "tiny"]
        monkeypatch.setattr(sys, "argv", [*command, "--output", str(story.parent / "out")])
        capsys.readouterr()
        code = run(cli)
        err = capsys.readouterr().err
        assert code == ExitCode.MEDIA, err
        assert "Traceback" not in err
        assert not (story.parent / "out").exists()
        return err

    return said


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nfile:///etc/hostname\n", "playlist (HLS)"),
        (b"#EXTM3U\n#EXTINF:5,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n", "playlist (HLS)"),
        (b"ffconcat version 1.0\nfile /etc/hostname\nduration 5\n", "concat"),
        (b"v=0\r\nm=video 5004 RTP/AVP 96\r\n", "SDP"),
        (b'<?xml version="1.0"?><MPD><BaseURL>/etc/</BaseURL></MPD>', "DASH"),
    ],
)
def test_scripts_that_point_elsewhere_are_refused(
    story: Path, refused: Callable[[], str], content: bytes, reason: str
) -> None:
    (story.parent / "f.mp4").write_bytes(content)
    write(story, "f.mp4")
    assert reason in refused()


def test_an_enormous_picture_is_refused(story: Path, refused: Callable[[], str]) -> None:
    def chunk(name: bytes, data: bytes) -> bytes:
        sum_ = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", sum_)

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    (story.parent / "huge.png").write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(90_001 * 20)))
        + chunk(b"IEND", b"")
    )
    write(story, "huge.png")
    assert "30000x30000" in refused()


def test_a_film_that_refers_to_another_file_shows_nothing_of_it(story: Path) -> None:
    """An MP4 whose samples lie in another file (a data reference) does not open that file."""
    make(story.parent / "f.mp4", WAYS["hd"], frames=30)
    content = (story.parent / "f.mp4").read_bytes()
    place = content.index(b"url \x00\x00\x00\x01")
    # The flag that the samples lie in this file is taken away.
    patched = content[:place] + b"url \x00\x00\x00\x00" + content[place + 8 :]
    (story.parent / "f.mp4").write_bytes(patched)
    write(story, "f.mp4")
    clip_passes(story)


def test_an_audio_track_that_is_not_there_is_refused_by_name(
    story: Path, refused: Callable[[], str]
) -> None:
    run_ffmpeg(
        [
            *("-f", "lavfi", "-i", "testsrc2=s=64x64:r=25:d=2", "-f", "lavfi", "-i", "sine=d=2"),
            *("-map", "0", "-map", "1", "-map", "1", "-c:v", "mpeg4", "-c:a", "aac"),
            *("-metadata:s:a:0", "language=rus", "-metadata:s:a:1", "language=spa"),
            str(story.parent / "two.mkv"),
        ],
        doing="two tracks",
    )
    write(story, "two.mkv", "audio_track: 2")
    said = refused()
    assert "0 (Russian, mono); 1 (Spanish, mono)" in said
    write(story, "two.mkv", "audio_language: ko")
    assert "no audio track in Korean" in refused()
    write(story, "two.mkv", "audio_language: es\nvolume: -6\nfade_in: '0:00.2'")
    clip_passes(story)
