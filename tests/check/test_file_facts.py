"""Facts of real files: boxes, packets, loudness."""

from fractions import Fraction
from pathlib import Path

import pytest

from clipmaker.check.boxes import read_boxes
from clipmaker.check.clip import check_file
from clipmaker.check.packets import read_packets
from clipmaker.errors import MediaError, RenderError
from clipmaker.profile.load import load_delivery
from clipmaker.tools.ffmpeg import run_ffmpeg
from clipmaker.tools.loudness import measure_file, parse


def encode(file: Path, *options: str) -> Path:
    run_ffmpeg(
        [
            *("-f", "lavfi", "-i", "testsrc2=s=270x480:r=25:d=1"),
            *("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=44100:duration=1"),
            *("-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", *options, str(file)),
        ],
        doing="making a file",
    )
    return file


@pytest.mark.slow
def test_an_ordinary_mp4_breaks_the_rules_it_breaks(tmp_path: Path) -> None:
    file = encode(tmp_path / "plain.mp4", "-bf", "2", "-preset", "medium")
    boxes = read_boxes(file)
    assert not boxes.index_first
    assert boxes.edit_lists >= 1
    report = check_file(file, load_delivery("tiny"))
    failed = {r.rule for r in report.failed}
    assert {"frames", "timestamps", "faststart", "edit_list", "audio_codec", "loudness"} <= failed
    assert "picture_size" not in failed


@pytest.mark.slow
def test_faststart_is_seen(tmp_path: Path) -> None:
    assert read_boxes(encode(tmp_path / "fast.mp4", "-movflags", "+faststart")).index_first


@pytest.mark.slow
def test_packets_are_counted_not_guessed(tmp_path: Path) -> None:
    facts = read_packets(encode(tmp_path / "plain.mp4"))
    assert (facts.frames, facts.rate, facts.video_codec) == (25, Fraction(25), "h264")
    assert facts.audio_rate_hz == 44_100


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 64, b"not a video at all", b"\x00\x00\x00\x01mdat"]
)
def test_what_is_no_video_is_refused_with_its_name(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "broken.mp4"
    file.write_bytes(content)
    assert read_boxes(file).edit_lists == 0
    with pytest.raises(MediaError, match=r"broken\.mp4"):
        read_packets(file)


@pytest.mark.slow
def test_loudness_of_a_known_tone(tmp_path: Path) -> None:
    """A 1 kHz sine at -20 dBFS in both channels measures -20 LUFS (EBU Tech 3341: -23 at -23)."""
    file = tmp_path / "tone.wav"
    tone = "0.1*sin(2*PI*1000*t)"
    run_ffmpeg(
        [
            "-f",
            "lavfi",
            "-i",
            f"aevalsrc={tone}|{tone}:s=48000:d=5",
            "-c:a",
            "pcm_f32le",
            str(file),
        ],
        doing="making a tone",
    )
    reading = measure_file(file, demuxer="wav", doing="tone")
    assert reading.integrated_lufs == pytest.approx(-20, abs=0.2)
    assert reading.true_peak_dbtp == pytest.approx(-20, abs=0.2)
    assert reading.silences_s == ()


@pytest.mark.slow
def test_silence_is_found_also_at_the_end(tmp_path: Path) -> None:
    file = tmp_path / "gap.wav"
    gap = r"0.1*sin(2*PI*300*t)*(lt(t\,1)+between(t\,3\,4))"
    run_ffmpeg(
        ["-f", "lavfi", "-i", f"aevalsrc={gap}:s=48000:d=6", str(file)], doing="making a gap"
    )
    reading = measure_file(file, demuxer="wav", doing="gap", duration_s=6)
    starts = [round(start) for start, _ in reading.silences_s]
    ends = [round(end) for _, end in reading.silences_s]
    assert (starts, ends) == ([1, 4], [3, 6])


def test_no_summary_is_an_error() -> None:
    with pytest.raises(RenderError, match="measured no loudness"):
        parse("nothing here", doing="x")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n", "playlist"),
        (b"ffconcat version 1.0\nfile '/etc/passwd'\n", "script that points at other files"),
        (b"a summary of the news\n" * 20, "text file"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "another kind"),
        (b"\0\0\0\x10ftypisom\0\0\0\0", "moov"),
    ],
)
def test_nothing_but_an_mp4_is_ever_opened_to_be_checked(
    tmp_path: Path, content: bytes, why: str
) -> None:
    file = tmp_path / "clip.mp4"
    file.write_bytes(content)
    with pytest.raises(MediaError, match=why):
        check_file(file, load_delivery("tiny"))
