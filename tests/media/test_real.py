"""Real recordings, when they are on this machine."""

from pathlib import Path

import pytest

from clipmaker.errors import MediaError
from clipmaker.media.model import MediaInfo
from clipmaker.media.probe import probe


def odd(shared_dir: Path, name: str) -> MediaInfo:
    return probe(shared_dir / "footage" / "odd" / name)


@pytest.mark.parametrize("name", ["truncated_no_moov.mp4", "real_malformed_box.mp4"])
def test_damaged(shared_dir: Path, name: str) -> None:
    with pytest.raises(MediaError, match=r"damaged: its index \(moov\) is missing"):
        odd(shared_dir, name)


def test_every_other_recording_is_read(shared_dir: Path) -> None:
    files = [file for file in (shared_dir / "footage").rglob("*.*") if file.suffix != ".md"]
    read = 0
    for file in files:
        if file.name in ("truncated_no_moov.mp4", "real_malformed_box.mp4"):
            continue
        info = probe(file)
        assert info.duration_ms > 1000
        assert (info.video is None) == (file.name == "audio_only_ru.m4a")
        read += 1
    assert read >= 16


def test_phone_in_hlg(shared_dir: Path) -> None:
    video = odd(shared_dir, "real_hlg10_rot90_editlist_1080p.mp4").video
    assert video is not None
    assert (video.display_width_px, video.display_height_px) == (1080, 1920)
    assert (video.rotation, video.bits, video.transfer) == (90, 10, "arib-std-b67")


def test_television(shared_dir: Path) -> None:
    info = odd(shared_dir, "interlaced_576i_mpeg2_ru.ts")
    assert info.container == "mpegts"
    assert info.video is not None
    assert info.video.interlaced
    assert (info.video.display_width_px, info.video.display_height_px) == (768, 576)


def test_two_languages(shared_dir: Path) -> None:
    info = odd(shared_dir, "two_audio_tracks_ru_es.mkv")
    assert [track.language for track in info.audio] == ["ru", "es"]


def test_surround(shared_dir: Path) -> None:
    (sound,) = odd(shared_dir, "audio_5p1_centre_only_ru.mp4").audio
    assert (sound.channels, sound.layout) == (6, "5.1(side)")


def test_no_length_in_the_header(shared_dir: Path) -> None:
    assert 4900 <= odd(shared_dir, "real_no_duration_header.webm").duration_ms <= 5010


def test_photo_from_a_phone(shared_dir: Path) -> None:
    info = probe(shared_dir / "photos" / "exif_Landscape_6.jpg")
    assert (info.container, info.duration_ms, info.still) == ("jpeg_pipe", 0, True)
    assert info.video is not None
    assert (info.video.display_width_px, info.video.display_height_px) == (1800, 1200)


def test_wav_with_a_wrong_length(shared_dir: Path) -> None:
    info = probe(shared_dir / "speech" / "watson_ko-KR_BroadbandModel_sample2.wav")
    assert info.duration_ms == 8520
