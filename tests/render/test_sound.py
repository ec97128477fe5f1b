"""What is heard of footage: on both sides, in time, at one level; fades, bleeps, a voice-over."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import pytest

from clipmaker.errors import MediaError
from clipmaker.media.probe import probe
from clipmaker.profile.load import load_delivery
from clipmaker.render.master import SoundMix
from clipmaker.render.sound import mix_sound
from clipmaker.render.wav import write_wav
from clipmaker.timeline.model import Sound, SoundRole
from clipmaker.tools.ffmpeg import run_ffmpeg

pytestmark = pytest.mark.slow

PROFILE = load_delivery("tiny")
RATE_HZ = 48_000
WORDS = (
    "aevalsrc='0.4*sin(2*PI*{hz}*t)*(0.6+0.4*sin(2*PI*4*t))*between(mod(t,1),0.1,0.9)':d=4:s=48000"
)
STEADY = "aevalsrc='0.3*sin(2*PI*{hz}*t)':d=4:s=48000"


@dataclass(frozen=True)
class Heard:
    """A mixed clip, decoded: two rows of samples."""

    mix: SoundMix
    samples: np.ndarray

    def level(self, start_s: float, end_s: float, hz: float | None = None) -> float:
        """Level of a stretch in dB, of one frequency only when it is given."""
        part = self.samples[:, round(start_s * RATE_HZ) : round(end_s * RATE_HZ)].mean(axis=0)
        if hz is None:
            return float(20 * np.log10(np.sqrt(np.mean(part**2)) + 1e-9))
        window = np.hanning(part.size)
        turning = np.exp(-2j * np.pi * hz * np.arange(part.size) / RATE_HZ)
        found = abs(np.sum(part * window * turning)) / window.sum()
        return float(20 * np.log10(found * np.sqrt(2) + 1e-9))

    def onset_s(self) -> float:
        """When something is heard first."""
        loud = np.abs(self.samples).max(axis=0)
        return int(np.argmax(loud > 0.2 * loud.max())) / RATE_HZ


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write footage of 4 s with a sound."""

    def one(sound: str, *filters: str, name: str = "f.mov", codec: str = "pcm_s16le") -> Path:
        chain = ",".join(filters) or "anull"
        file = tmp_path / name
        run_ffmpeg(
            [
                *("-f", "lavfi", "-i", "testsrc2=s=64x64:r=25:d=4", "-f", "lavfi", "-i", sound),
                *("-filter_complex", f"[1:a]{chain}[a]", "-map", "0:v", "-map", "[a]"),
                *("-c:v", "mpeg2video", "-c:a", codec, str(file)),
            ],
            doing="making footage",
        )
        return file

    return one


def voice(file: Path, **changed: object) -> Sound:
    what = {"role": SoundRole.VOICE, "file": file, "start_frame": 0, "frames": 90, **changed}
    return Sound(**what)  # type: ignore[arg-type]


def mixed(tmp_path: Path, *sounds: Sound) -> Heard:
    mix = mix_sound(sounds, PROFILE, -14.0, tmp_path)
    with av.open(str(mix.file)) as container:
        frames = [frame.to_ndarray() for frame in container.decode(audio=0)]
    return Heard(mix, np.concatenate(frames, axis=1))


def test_a_voice_is_heard_to_its_end_where_key_frames_are_far_apart(tmp_path: Path) -> None:
    file = tmp_path / "web.mp4"
    sound = "aevalsrc='0.3*sin(2*PI*500*t)':d=12:s=48000"
    run_ffmpeg(
        [
            *("-f", "lavfi", "-i", "testsrc2=s=64x64:r=25:d=12", "-f", "lavfi", "-i", sound),
            *("-c:v", "libx264", "-preset", "ultrafast", "-g", "250", "-keyint_min", "250"),
            *("-sc_threshold", "0", "-pix_fmt", "yuv420p", "-c:a", "aac", str(file)),
        ],
        doing="making footage",
    )
    heard = mixed(tmp_path, voice(file, in_ms=6500))
    assert abs(heard.level(0.2, 0.8, 500) - heard.level(2.2, 2.8, 500)) < 1.0


@pytest.mark.parametrize(
    ("name", "filters", "codec"),
    [
        ("mono.mov", ["aformat=channel_layouts=mono"], "pcm_s16le"),
        ("left.mp4", ["pan=stereo|c0=c0|c1=0*c0"], "aac"),
        ("right.mov", ["pan=stereo|c0=0.01*c0|c1=c0"], "pcm_s16le"),
        ("reversed.mov", ["pan=stereo|c0=c0|c1=-1*c0"], "pcm_s16le"),
        ("centre.mp4", ["pan=5.1|FC=c0"], "ac3"),
        ("back.mov", ["pan=7.1|BL=c0"], "pcm_s16le"),
        ("recorder.mkv", ["pan=12c|c7=c0"], "pcm_s16le"),
        ("telephone.mov", ["aresample=8000", "aformat=channel_layouts=mono"], "pcm_mulaw"),
        ("quiet.mov", ["volume=-42dB"], "pcm_s16le"),
        ("clipped.mov", ["volume=30dB"], "pcm_s16le"),
        ("opus.webm", ["anull"], "libopus"),
    ],
)
def test_a_voice_is_heard_on_both_sides_at_one_level(
    tmp_path: Path, write: Write, name: str, filters: list[str], codec: str
) -> None:
    if name.endswith(".webm"):
        name = name.replace(".webm", ".mkv")
    file = write(WORDS.format(hz=300), *filters, name=name, codec=codec)
    heard = mixed(tmp_path, voice(file))
    left, right = (20 * np.log10(np.sqrt(np.mean(side**2))) for side in heard.samples)
    assert abs(left - right) < 0.5
    assert abs(heard.mix.reading.integrated_lufs + 14) <= 0.5
    assert heard.mix.reading.true_peak_dbtp <= -1


@pytest.mark.parametrize("filters", [["volume=0"], ["volume=-70dB"]])
def test_what_is_too_quiet_for_a_voice_is_left_out(
    tmp_path: Path, write: Write, filters: list[str]
) -> None:
    heard = mixed(tmp_path, voice(write(WORDS.format(hz=300), *filters)))
    assert heard.mix.reading.integrated_lufs == -70


@pytest.mark.parametrize("name", ["late.mov", "late.mkv", "late.ts", "late.mp4"])
@pytest.mark.parametrize("in_ms", [0, 600])
def test_sound_that_starts_late_stays_with_the_picture(
    tmp_path: Path, write: Write, name: str, in_ms: int
) -> None:
    plain = write(STEADY.format(hz=500), name="plain.ts", codec="mp2")
    late = tmp_path / name
    run_ffmpeg(
        [
            *("-i", str(plain), "-itsoffset", "1.2", "-i", str(plain), "-t", "4"),
            *("-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "ac3", str(late)),
        ],
        doing="making it late",
    )
    (track,) = probe(late).audio
    assert 1150 <= track.start_ms <= 1250
    heard = mixed(tmp_path, voice(late, in_ms=in_ms))
    assert abs(heard.onset_s() - (track.start_ms - in_ms) / 1000) < 0.02


def test_a_hole_in_the_sound_stays_a_hole(tmp_path: Path, write: Write) -> None:
    holey = write(STEADY.format(hz=500), "aselect='not(between(t,1,2))'", name="hole.mkv")
    heard = mixed(tmp_path, voice(holey))
    assert heard.level(1.1, 1.9) < heard.level(0.3, 0.9) - 40
    assert abs(heard.level(2.2, 2.9) - heard.level(0.3, 0.9)) < 3


def test_bleeps_replace_the_voice_and_nothing_else(tmp_path: Path, write: Write) -> None:
    file = write(STEADY.format(hz=300))
    heard = mixed(tmp_path, voice(file, in_ms=500, bleeps=((1500, 1900), (2500, 2600))))
    assert heard.level(1.0, 1.4, 1000) > heard.level(1.0, 1.4, 300) + 40
    assert heard.level(2.0, 2.1, 1000) > heard.level(2.0, 2.1, 300) + 25
    for start_s, end_s in ((0.4, 0.97), (1.43, 1.97), (2.13, 2.7)):
        assert heard.level(start_s, end_s, 300) > heard.level(start_s, end_s, 1000) + 40
    assert heard.level(1.0, 1.4) < heard.level(0.4, 0.9)
    steps = np.abs(np.diff(heard.samples[0]))
    within = steps[round(0.3 * RATE_HZ) : round(2.7 * RATE_HZ)]
    assert within.max() < 0.12, "a click"


def test_volume_moves_a_voice_against_the_others(tmp_path: Path, write: Write) -> None:
    file = write(STEADY.format(hz=300))
    heard = mixed(
        tmp_path,
        voice(file, frames=45),
        voice(file, start_frame=45, frames=45, gain_db=-12.0),
    )
    assert abs(heard.level(0.3, 1.3) - heard.level(1.7, 2.7) - 12) < 1


def test_fades_begin_and_end_in_silence(tmp_path: Path, write: Write) -> None:
    file = write(STEADY.format(hz=300))
    heard = mixed(tmp_path, voice(file, fade_in_ms=1000, fade_out_ms=600))
    whole = heard.level(1.2, 2.2)
    assert heard.level(0.02, 0.07) < whole - 18
    assert abs(heard.level(0.45, 0.55) - (whole - 6)) < 2
    assert abs(heard.level(2.65, 2.75) - (whole - 6)) < 2
    assert heard.level(2.92, 2.96) < whole - 16


def test_a_fade_longer_than_the_shot_is_as_long_as_the_shot(tmp_path: Path, write: Write) -> None:
    file = write(STEADY.format(hz=300))
    heard = mixed(tmp_path, voice(file, frames=60, fade_in_ms=9000))
    assert heard.level(0.1, 0.2) < heard.level(1.8, 1.9) - 15


def bed(file: Path, **changed: object) -> Sound:
    return voice(file, **{"role": SoundRole.BED, "loops": True, **changed})


def test_music_goes_down_under_a_voice_and_forward_without_one(
    tmp_path: Path, write: Write
) -> None:
    music = write(STEADY.format(hz=900), "volume=-12dB", name="music.mov")
    words = write(STEADY.format(hz=300), name="words.mov")
    mute = write(STEADY.format(hz=300), "volume=0", name="mute.mov")
    under = mixed(tmp_path, bed(music), voice(words, start_frame=45, frames=45))
    assert abs(under.level(0.3, 0.9, 900) - under.level(1.55, 1.75, 900) - 14) < 1.5
    for sounds in (
        [bed(music), voice(mute, start_frame=45, frames=45)],
        [bed(music, lifts=((45, 90),))],
    ):
        forward = mixed(tmp_path, *sounds)
        # The last 1.2 s of music fade out.
        assert abs(forward.level(1.55, 1.75, 900) - forward.level(0.3, 0.8, 900) - 4) < 1


def test_a_stem_rests_where_it_is_told(tmp_path: Path, write: Write) -> None:
    music = write(STEADY.format(hz=900), name="music.mov")
    figure = write(STEADY.format(hz=500), name="figure.mov")
    heard = mixed(tmp_path, bed(music), bed(figure, rests=((45, 90),)))
    assert heard.level(0.3, 0.9, 500) > heard.level(1.6, 1.75, 500) + 40
    assert abs(heard.level(0.3, 0.9, 900) - heard.level(1.55, 1.75, 900)) < 2


def test_music_of_ones_own_stands_at_a_beds_level_however_loud_it_is(
    tmp_path: Path, write: Write
) -> None:
    words = write(STEADY.format(hz=300), name="words.mov")
    over = []
    for number, gain in enumerate(("0dB", "-30dB")):
        music = write(STEADY.format(hz=900), f"volume={gain}", name=f"music{number}.mov")
        heard = mixed(tmp_path, bed(music, levelled=True), voice(words, start_frame=45, frames=45))
        over.append(heard.level(0.3, 0.9, 900) - heard.level(1.6, 2.6, 300))
    assert abs(over[0] - over[1]) < 1


def test_a_voice_over_lowers_music_and_footage_while_it_speaks(
    tmp_path: Path, write: Write
) -> None:
    music = write(STEADY.format(hz=900), "volume=-12dB", name="music.mov")
    words = write(STEADY.format(hz=300), name="words.mov")
    spoken = write(STEADY.format(hz=500), "volume=0:enable='gt(t,1)'", name="over.mov")
    over = Sound(role=SoundRole.NARRATION, file=spoken, start_frame=0, frames=90)
    heard = mixed(tmp_path, bed(music), voice(words), over)
    assert heard.level(0.3, 0.9, 500) > heard.level(0.3, 0.9, 300) + 12
    assert abs(heard.level(2.0, 2.7, 300) - heard.level(0.3, 0.9, 300) - 18) < 2
    assert heard.level(0.3, 0.9, 900) < heard.level(0.3, 0.9, 500) - 15
    assert abs(heard.mix.reading.integrated_lufs + 14) <= 0.5
    assert heard.mix.reading.true_peak_dbtp <= -1


def test_the_chosen_track_is_heard(tmp_path: Path, write: Write) -> None:
    one, two = (write(STEADY.format(hz=hz), name=f"{hz}.mov") for hz in (300, 700))
    both = tmp_path / "both.mkv"
    run_ffmpeg(
        [
            *("-i", str(one), "-i", str(two), "-map", "0:v", "-map", "0:a", "-map", "1:a"),
            *("-c", "copy", str(both)),
        ],
        doing="two tracks",
    )
    for track, loud, soft in ((0, 300, 700), (1, 700, 300)):
        heard = mixed(tmp_path, voice(both, audio_tracks=(track,)))
        assert heard.level(0.5, 2.5, loud) > heard.level(0.5, 2.5, soft) + 40


def test_the_same_sounds_give_the_same_bytes(tmp_path: Path, write: Write) -> None:
    file = write(WORDS.format(hz=300))
    sound = voice(file, bleeps=((500, 700),), fade_in_ms=300)
    one = mixed(tmp_path, sound).mix.file.read_bytes()
    assert mixed(tmp_path, sound).mix.file.read_bytes() == one


def test_real_voices_come_out_at_the_profile_s_loudness(tmp_path: Path, shared_dir: Path) -> None:
    for name in ("audio_5p1_centre_only_ru.mp4", "two_audio_tracks_ru_es.mkv"):
        file = shared_dir / "footage" / "odd" / name
        for track in probe(file).audio:
            heard = mixed(tmp_path, voice(file, audio_tracks=(track.index,)))
            assert abs(heard.mix.reading.integrated_lufs + 14) <= 0.5
            assert heard.mix.reading.true_peak_dbtp <= -1
            assert heard.level(0, 2.9) > -24


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (("-ac", "2"), ("-ac", "1")),
        (("-ac", "2"), ("-ac", "6")),
        (("-ar", "48000"), ("-ar", "32000")),
        (("-ar", "44100", "-ac", "1"), ("-ar", "48000", "-ac", "2")),
    ],
    ids=["mono", "5.1", "slower", "both"],
)
def test_a_recording_may_change_its_sound_on_the_way(
    tmp_path: Path, write: Write, first: tuple[str, ...], then: tuple[str, ...]
) -> None:
    file = write(STEADY.format(hz=500))
    recording = tmp_path / "joined.ts"
    with recording.open("wb") as out:
        for start, form in (("0", first), ("1.5", then)):
            part = tmp_path / "part.ts"
            run_ffmpeg(
                [
                    *("-ss", start, "-t", "1.5", "-i", str(file), "-c:v", "mpeg2video", "-c:a"),
                    *("aac", *form, "-output_ts_offset", start, str(part)),
                ],
                doing="a part of a recording",
            )
            out.write(part.read_bytes())
    heard = mixed(tmp_path, voice(recording))
    for start_s in (0.2, 1.0, 1.7, 2.4):
        assert heard.level(start_s, start_s + 0.4, 500) > -24


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf, 1e30])
def test_samples_that_are_no_sound_are_silent(tmp_path: Path, wrong: float) -> None:
    time = np.arange(3 * RATE_HZ) / RATE_HZ
    samples = np.tile(0.3 * np.sin(2 * np.pi * 500 * time), (2, 1)).astype(np.float32)
    samples[0, RATE_HZ : RATE_HZ + 4800] = wrong
    file = tmp_path / "f.wav"
    write_wav(file, samples, RATE_HZ)
    heard = mixed(tmp_path, voice(file))
    assert heard.level(0.2, 0.8, 500) > -24
    assert heard.level(2.0, 2.8, 500) > -24
    assert np.isfinite(heard.samples).all()


def test_two_microphones_are_heard_together(tmp_path: Path, write: Write) -> None:
    one, two = (write(STEADY.format(hz=hz), name=f"{hz}.mov") for hz in (300, 700))
    both = tmp_path / "both.mkv"
    run_ffmpeg(
        [
            *("-i", str(one), "-i", str(two), "-map", "0:v", "-map", "0:a", "-map", "1:a"),
            *("-c", "copy", str(both)),
        ],
        doing="two tracks",
    )
    heard = mixed(tmp_path, voice(both, audio_tracks=(0, 1)))
    assert abs(heard.level(0.5, 2.5, 300) - heard.level(0.5, 2.5, 700)) < 6
    assert heard.level(0.5, 2.5, 300) > -30


def test_a_track_of_which_nothing_can_be_decoded_is_named(tmp_path: Path, write: Write) -> None:
    file = write(STEADY.format(hz=500), name="f.mp4", codec="aac")
    with av.open(str(file)) as container:
        packets = [(p.pos, p.size) for p in container.demux(audio=0) if p.size]
    content = bytearray(file.read_bytes())
    for place, size in packets:
        content[place : place + size] = b"\xff" * size
    file.write_bytes(content)
    with pytest.raises(MediaError, match=r"f.mp4: the file is damaged: its sound cannot"):
        mixed(tmp_path, voice(file))
