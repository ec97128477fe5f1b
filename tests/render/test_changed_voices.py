"""Where a voice is changed, no use of the file has the true one, and the clip says so."""

from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from clipmaker.cards.registry import specs
from clipmaker.errors import InputError
from clipmaker.make.decide import decide
from clipmaker.make.gather import Sources
from clipmaker.media.samples import Form
from clipmaker.media.sound import decode
from clipmaker.paint.wording import wording
from clipmaker.publish.post import alt_text
from clipmaker.render.voice import PlacedSound, decoded
from clipmaker.story.load import load_story
from clipmaker.story.model import Footage
from clipmaker.story.photo import Protection
from clipmaker.story.whole_clip import VoiceOver
from clipmaker.timeline.sounds import place_sounds


def sources(story: Path) -> Sources:
    return Sources(story=story, profile="tiny", subtitles="tiny")


@pytest.fixture
def changed(tiny_story: Path) -> Path:
    text = tiny_story.read_text(encoding="utf-8")
    protect = "kind: footage\n    protect: {voice: true}\n"
    tiny_story.write_text(text.replace("kind: footage\n", protect, 1), encoding="utf-8")
    return tiny_story


def test_a_changed_voice_is_another_sound_another_picture_and_is_told(
    changed: Path, tmp_path: Path
) -> None:
    other = decide(sources(changed), None)
    text = changed.read_text(encoding="utf-8").replace("    protect: {voice: true}\n", "")
    changed.with_name("own.yaml").write_text(text, encoding="utf-8")
    own = decide(sources(changed.with_name("own.yaml")), None)
    assert other.plan.sound_key != own.plan.sound_key
    footage = [n for n, one in enumerate(other.plan.segments) if isinstance(one.shot.item, Footage)]
    for number, (a, b) in enumerate(zip(other.plan.segments, own.plan.segments, strict=True)):
        assert (a.key != b.key) == (number in footage)
    assert "The voice was changed." in alt_text(
        other.gathered.story, other.timeline, other.gathered.brand
    )
    # It is no decision about faces.
    assert not other.gathered.facts.faces


def test_every_use_of_the_file_has_the_other_voice_a_voice_over_of_it_too(changed: Path) -> None:
    decided = decide(sources(changed), None)
    facts = decided.gathered.facts
    (shot,) = [one for one in decided.timeline.shots if isinstance(one.item, Footage)]
    assert isinstance(shot.item, Footage)
    muted = replace(shot, item=replace(shot.item, sound=replace(shot.item.sound, mute=True)))
    over = VoiceOver(file=shot.item.file)
    profile = decided.gathered.profile
    sounds = place_sounds([muted], over, decided.gathered.brand.music, facts.media, profile)
    assert {one.disguise > 0 for one in sounds if one.file == shot.item.file} == {True}
    assert not any(one.disguise for one in sounds if one.file != shot.item.file)


def test_nothing_of_the_true_voice_is_written_while_it_is_mixed(
    changed: Path, tmp_path: Path
) -> None:
    decided = decide(sources(changed), None)
    sound = next(one for one in decided.plan.sounds if one.disguise)
    length = 40_000
    decoded(PlacedSound(sound=sound, number=0), length, tmp_path)
    (file,) = tmp_path.glob("*.wav")
    with av.open(str(file)) as container:
        written = np.concatenate([f.to_ndarray() for f in container.decode(audio=0)], axis=1)
    form = Form(layout="stereo", rate_hz=48_000)
    true = decode(sound.file, 0, 0, length * 1000 / 48_000, form).samples[0]
    written = written.reshape(-1, 2)[:, 0] if written.shape[0] == 1 else written[0]
    likeness = np.fft.irfft(np.fft.rfft(true, 2**17) * np.conj(np.fft.rfft(written, 2**17)))
    assert np.abs(likeness).max() < 0.5 * np.linalg.norm(true) * np.linalg.norm(written)


@pytest.mark.parametrize("written", ["{}", "{voice: false}", "{style: blur}"])
def test_protection_of_nothing_is_no_protection(changed: Path, written: str) -> None:
    text = changed.read_text(encoding="utf-8").replace("{voice: true}", written)
    changed.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="whose faces are covered"):
        decide(sources(changed), None)


def test_a_photo_has_no_voice(changed: Path) -> None:
    text = changed.read_text(encoding="utf-8")
    photo = "photo: {file: x.png, credit: AFP, protect: {voice: true}}"
    changed.write_text(text.replace("kind: title\n", f"kind: title\n    {photo}\n", 1), "utf-8")
    with pytest.raises(InputError, match="a photo has no voice"):
        decide(sources(changed), None)


def test_the_words_stand_behind_the_credit() -> None:
    said = wording("de")
    assert said.footage_credit("AFPTV", disguised=True) == "Video: AFPTV · Stimme verfremdet"
    assert said.footage_credit("", disguised=True) == "Stimme verfremdet"


def test_a_face_that_is_covered_in_one_shot_is_covered_in_all_of_the_file(changed: Path) -> None:
    text = changed.read_text(encoding="utf-8")
    start = text.index("  - kind: footage\n")
    end = text.find("  - kind:", start + 5)
    shot = text[start:end].replace("    protect: {voice: true}\n", "")

    def protections(*written: str) -> list[Protection | None]:
        lines = (f"    protect: {one}\n" if one else "" for one in written)
        shots = "".join(shot.replace("footage\n", f"footage\n{one}", 1) for one in lines)
        changed.write_text(text[:start] + shots + text[end:], encoding="utf-8")
        story = load_story(changed, specs=specs())
        return [one.protect for one in story.shots if isinstance(one, Footage)]

    covered, silent, voice = protections("{faces: all, keep: [f2]}", "", "{voice: true}")
    assert silent == covered
    assert silent is not None
    assert (silent.faces, silent.keep, silent.voice) == (True, ("f2",), True)
    assert voice == silent
    later, first = protections("", "{faces: all, style: plate}")
    assert later == first
    _, shown = protections("{faces: all}", "{faces: none, because: She asked, by: A. Kim}")
    assert shown is not None
    assert (shown.faces, shown.by) == (False, "A. Kim")
