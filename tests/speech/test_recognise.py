"""From footage to its cue sheet: heard once, people's work kept, no model without need."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import replay
from hearing_desk import Desk
from sounds import tone, write_sound

from clipmaker.cues.judging.glossary import Term
from clipmaker.cues.model import Confidence, Cue, CueSheet, Severity, Span, Status
from clipmaker.cues.reviewing.review import approve, edit, waive
from clipmaker.cues.sheets.sheet import load, save
from clipmaker.errors import InputError, MediaError
from clipmaker.media.probe import probe
from clipmaker.speech.engine import Recognition, Transcription
from clipmaker.speech.tongues import mismatched
from clipmaker.story.model import Footage


@pytest.fixture
def desk(tmp_path: Path, footage_file: Path, replayed: None) -> Desk:
    footage = Footage(file=footage_file, credit="Agency", language="es")
    return Desk(folder=tmp_path, footage=footage, info=probe(footage_file))


def test_both_texts_stand_side_by_side(desk: Desk) -> None:
    sheet = desk.hear()
    assert [(c.source, c.text) for c in sheet.cues] == [
        ("Mañana por la mañana vamos a la ciudad.", "Tomorrow morning we are going to the city."),
        ("Allí nos espera mi hermana.", "My sister is waiting for us there."),
    ]
    assert (sheet.footage, sheet.language, sheet.language_probability) == ("interview.mp4", "es", 1)
    assert sheet.engine == "replay 1"
    assert sheet.model == f"base {'e' * 64}"
    assert sheet.digest == desk.info.digest
    assert [(s.start_ms, s.end_ms) for s in sheet.heard] == [(0, desk.info.duration_ms)]
    assert all(c.status is Status.MACHINE and c.words for c in sheet.cues)
    assert all("machine-translation" in [f.code for f in c.flags] for c in sheet.cues)
    assert desk.shares[-1] == 1.0
    first, second = sheet.cues
    assert 450 <= first.start_ms <= 1000
    assert 4300 <= second.start_ms <= 4900


def test_a_repeated_run_loads_no_model(desk: Desk) -> None:
    saved = desk.save(desk.hear())
    assert desk.hear() == saved
    desk.file.unlink()
    assert desk.hear() == saved
    assert replay.loads == ["base"]


def test_hearing_again_hears_again(desk: Desk) -> None:
    desk.save(desk.hear())
    replay.recording = "beach"
    assert "city" in desk.hear().cues[0].text
    assert "beach" in desk.hear(again=True).cues[0].text


SISTER = Term(spelling="Hermania", sources=("hermania",), note="a place")


def test_names_prime_the_engine_and_are_put_right_visibly(desk: Desk) -> None:
    sheet = desk.hear(glossary=(SISTER,))
    ((_, task),) = replay.heard
    assert [(term.spelling, term.note) for term in task.glossary] == [("Hermania", "")]
    second = sheet.cues[1]
    assert second.source == "Allí nos espera mi hermania."
    assert [word.text for word in second.words][-1] == "hermania."
    told = {flag.code: flag.message for flag in second.flags}
    assert told["glossary-changed"] == "By the glossary “hermana” was taken for “hermania”"
    assert told["names-differ"] == "“hermania” (Hermania) is spoken, but not in the text"
    assert [flag.severity for flag in second.flags if flag.code == "names-differ"] == [
        Severity.SERIOUS
    ]


def test_a_glossary_that_grew_is_checked_at_once_and_heard_when_asked(desk: Desk) -> None:
    desk.save(desk.hear())
    later = Term(spelling="Mañana", sources=("mañana",))
    sheet = desk.hear(glossary=(later,))
    assert replay.loads == ["base"]
    assert "names-differ" in [flag.code for flag in sheet.cues[0].flags]
    desk.hear(glossary=(later,), again=True)
    assert replay.loads == ["base", "base"]
    desk.hear(glossary=(replace(later, note="a remark"),), again=False)
    assert replay.loads == ["base", "base"]


def test_another_glossary_is_another_hearing(desk: Desk) -> None:
    desk.hear()
    desk.hear(glossary=(SISTER,))
    desk.hear(glossary=(replace(SISTER, note="other"),))
    assert replay.loads == ["base", "base"]


@pytest.mark.parametrize("change", ["model", "digest", "language", "span", "width"])
def test_what_was_heard_otherwise_is_heard_anew(desk: Desk, change: str) -> None:
    sheet = desk.hear(footage=replace(desk.footage, in_ms=200, out_ms=7000))
    desk.save(sheet)
    replay.recording = "beach"
    more: dict[str, Any] = {"footage": replace(desk.footage, in_ms=200, out_ms=7000)}
    if change == "model":
        replay.digest = "f" * 64
    elif change == "digest":
        more["info"] = replace(desk.info, digest="0" * 64)
    elif change == "language":
        more["footage"] = replace(more["footage"], language="pt")
    elif change == "span":
        more["footage"] = replace(desk.footage, in_ms=100, out_ms=7000)
    else:
        more["width_px"] = 120.0
    heard = desk.hear(**more)
    if change == "digest":
        # The sound is the same, so what was kept of it is used.
        assert replay.loads == ["base"]
        assert heard.digest == "0" * 64
    elif change == "width":
        assert replay.loads == ["base"]
        assert len(heard.cues) > len(sheet.cues)
    else:
        assert "beach" in heard.cues[0].text


def test_a_smaller_part_of_what_was_heard_is_not_heard_again(desk: Desk) -> None:
    saved = desk.save(desk.hear())
    assert desk.hear(footage=replace(desk.footage, in_ms=500, out_ms=3000)) == saved
    assert replay.loads == ["base"]


def test_only_the_used_span_and_its_surroundings_are_heard(desk: Desk) -> None:
    sheet = desk.hear(footage=replace(desk.footage, in_ms=4200, out_ms=7000))
    ((spans, _task),) = replay.heard
    assert len(spans) == 1
    assert all(c.end_ms > 4200 for c in sheet.cues)
    assert [(s.start_ms, s.end_ms) for s in sheet.heard] == [(4200, 7000)]


def test_two_spans_of_one_file_share_a_sheet(desk: Desk) -> None:
    desk.save(desk.hear(footage=replace(desk.footage, in_ms=4200, out_ms=7000)))
    both = desk.save(desk.hear(footage=replace(desk.footage, in_ms=0, out_ms=3500)))
    assert len(both.cues) == 2
    assert [(s.start_ms, s.end_ms) for s in both.heard] == [(0, 3500), (4200, 7000)]
    loads = len(replay.loads)
    assert desk.hear(footage=replace(desk.footage, in_ms=4200, out_ms=7000)) == both
    assert len(replay.loads) == loads


def test_what_people_wrote_wins_over_a_re_run(desk: Desk) -> None:
    sheet = desk.save(desk.hear())
    desk.save(edit(sheet, "c1", who="Kim", text="Tomorrow we go to town."))
    replay.recording = "beach"
    heard = desk.hear(again=True)
    assert heard.cues[0].text == "Tomorrow we go to town."
    assert heard.cues[0].status is Status.EDITED
    assert "machine-translation" not in [f.code for f in heard.cues[0].flags]


def test_a_sheet_that_people_went_through_needs_no_engine(desk: Desk) -> None:
    sheet = desk.hear()
    approved = desk.save(approve(sheet, [c.id for c in sheet.cues], "Kim", "2026"))
    replay.digest = "f" * 64
    assert desk.hear(model="another") == replace(approved, cues=desk.hear().cues)
    assert replay.loads == ["base"]
    assert all(c.flags == () for c in desk.hear().cues)


def test_a_sheet_that_a_person_wrote_is_used_as_it_is(desk: Desk) -> None:
    desk.file.write_text(
        "version: 1\nfootage: interview.mp4\nlanguage: es\ncues:\n"
        "- start: 0:01.000\n  end: 0:03.000\n  source: Vamos\n  text: Let's go.\n",
        "utf-8",
    )
    assert [c.text for c in desk.hear().cues] == ["Let's go."]
    assert replay.loads == []


def test_a_sheet_that_a_person_wrote_lapses_when_the_footage_is_another_file(desk: Desk) -> None:
    desk.file.write_text(
        "version: 1\nfootage: interview.mp4\nlanguage: es\ncues:\n- start: 0:01.000\n"
        "  end: 0:02.000\n  text: Tomorrow.\n",
        "utf-8",
    )
    bound = desk.save(approve(desk.hear(), ["c1"], "Kim", "2026"))
    assert (bound.digest, bound.cues[0].status) == (desk.info.digest, Status.APPROVED)
    assert desk.hear() == load(desk.file)
    moved = desk.save(desk.hear(info=replace(desk.info, digest="0" * 64)))
    assert (moved.digest, moved.cues[0].status) == ("0" * 64, Status.EDITED)
    (flag,) = moved.cues[0].flags
    assert (flag.code, flag.severity) == ("heard-differently", Severity.SERIOUS)
    assert replay.loads == []
    signed = desk.save(approve(load(desk.file), [moved.cues[0].id], "Kim", "2026"))
    assert desk.hear(info=replace(desk.info, digest="0" * 64)).cues[0].flags == ()
    assert signed.cues[0].status is Status.APPROVED


def test_a_sheet_of_another_file_is_refused(desk: Desk) -> None:
    desk.save(replace(desk.hear(), footage="other.mp4"))
    with pytest.raises(InputError, match="this sheet is of other"):
        desk.hear()


def test_a_cue_past_the_end_is_named(desk: Desk) -> None:
    desk.save(desk.hear())
    with pytest.raises(InputError, match="past the end of the footage"):
        desk.hear(info=replace(desk.info, duration_ms=5000))


def test_footage_in_the_audiences_language_is_not_translated(desk: Desk) -> None:
    sheet = desk.hear("es")
    assert all(c.text == c.source and c.translated is None for c in sheet.cues)
    assert not any(f.severity is Severity.SERIOUS for c in sheet.cues for f in c.flags)


def test_an_audience_that_whisper_cannot_serve_gets_an_honest_flag(desk: Desk) -> None:
    sheet = desk.hear("de")
    assert all(c.source and not c.text for c in sheet.cues)
    assert all(c.flags[0].code == "untranslated" for c in sheet.cues)
    assert "into English only" in sheet.cues[0].flags[0].message


def test_a_guessed_language_is_noted(desk: Desk) -> None:
    replay.recording = "unsure"
    sheet = desk.hear(footage=replace(desk.footage, language=""))
    assert (sheet.language, sheet.language_probability) == ("pt", 0.45)
    assert all("language-unsure" in [f.code for f in c.flags] for c in sheet.cues)
    desk.save(sheet)
    assert desk.hear(footage=replace(desk.footage, language="")) == sheet


def test_footage_that_sounds_like_another_language_is_flagged(desk: Desk) -> None:
    sheet = desk.hear(footage=replace(desk.footage, language="ko"))
    assert sheet.language == "ko"
    assert all(c.flags[0].code == "language-mismatch" for c in sheet.cues)
    assert "sounds like Spanish" in sheet.cues[0].flags[0].message
    saved = desk.save(sheet)
    assert desk.hear(footage=replace(desk.footage, language="ko")) == saved


def test_a_sentence_in_another_language_is_flagged_by_itself(desk: Desk) -> None:
    replay.recording = "two_languages"
    first, second = desk.hear().cues
    assert "language-changes" not in [f.code for f in first.flags]
    assert second.flags[0].code == "language-changes"
    assert second.flags[0].severity is Severity.SERIOUS
    assert "seems to speak Portuguese (93%)" in second.flags[0].message


def test_a_cue_is_judged_by_the_utterance_that_it_was_made_of() -> None:
    spans = [Span(start_ms=0, end_ms=1000), Span(start_ms=1000, end_ms=2000)]
    sure = Confidence(avg_logprob=-0.1, no_speech_prob=0.0, compression_ratio=1.0)
    said = [
        Transcription(span=span, source="x", heard=sure, detected=language, probability=0.9)
        for span, language in zip(spans, ("ko", "en"), strict=True)
    ]
    heard = Recognition(language="ko", detected="ko", probability=0.9, said=tuple(said))
    cues = [
        Cue(id=f"c{at}", start_ms=at, end_ms=at + 900, source="x", text="y") for at in (5000, 6100)
    ]
    flags = [c.flags for c in mismatched(tuple(cues), heard, 5000)]
    assert flags[0] == ()
    assert [f.code for f in flags[1]] == ["language-changes"]
    unsure = replace(heard, said=(said[0], replace(said[1], probability=0.79)))
    assert [c.flags for c in mismatched(tuple(cues), unsure, 5000)] == [(), ()]


def test_footage_without_speech_needs_no_model(desk: Desk, tmp_path: Path) -> None:
    file = write_sound(tmp_path / "tone.mp4", [tone(seconds=3)], codec="aac", picture_s=3)
    quiet = replace(desk.footage, file=file)
    sheet = desk.hear(footage=quiet, info=probe(file))
    assert (sheet.cues, sheet.language) == ((), "es")
    assert len(sheet.heard) == 1
    assert replay.loads == []


def test_footage_without_sound_has_no_cues(desk: Desk) -> None:
    sheet = desk.hear(info=replace(desk.info, audio=()))
    assert sheet == CueSheet(footage="interview.mp4", language="es")
    assert replay.loads == []


def test_nothing_decided_before_holds_for_another_file_without_sound(desk: Desk) -> None:
    heard = desk.hear()
    decided = approve(heard, ["c1"], "Kim", "2025-01-13T10:00:00+00:00")
    sheet = desk.save(waive(decided, "c2", who="Kim", reason="no interpreter"))
    assert sheet.engine
    mute = replace(desk.info, audio=(), digest="0" * 64)
    first, second = desk.hear(info=mute).cues
    assert (first.status, first.approved_by, second.waiver, second.waived_by) == (
        *(Status.EDITED, ""),
        *("", ""),
    )
    assert [cue.flags[0].code for cue in (first, second)] == ["heard-differently"] * 2
    assert desk.hear(info=replace(mute, digest=desk.info.digest)).cues[0].approved_by == "Kim"


def test_a_waiver_of_a_machine_cue_lapses_with_another_file(desk: Desk) -> None:
    # As of a translator's file: no engine of ours heard it, so nothing is heard again.
    sheet = replace(desk.hear(), engine="", model="")
    desk.save(waive(sheet, "c1", who="Kim", reason="no interpreter"))
    assert desk.hear().cues[0].waiver == "no interpreter"
    assert desk.hear(info=replace(desk.info, digest="0" * 64)).cues[0].waiver == ""


def test_nothing_left_of_the_footage(desk: Desk) -> None:
    with pytest.raises(MediaError, match="nothing is left"):
        desk.hear(footage=replace(desk.footage, in_ms=9000))


def test_a_damaged_result_is_heard_again(desk: Desk, own_cache: Path) -> None:
    sheet = desk.hear()
    (kept,) = (own_cache / "speech").glob("*.json")
    for content in ("", "[]", '{"language": 1}', kept.read_text("utf-8")[:-30]):
        kept.write_text(content, "utf-8")
        assert desk.hear() == sheet
    assert len(replay.loads) == 5


def test_a_cache_that_cannot_be_written_stops_nothing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "blocked").write_text("")
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path / "blocked"))
    assert desk.hear().cues


SECOND_RUN = """
import sys
from pathlib import Path
from clipmaker.media.model import AudioFacts, MediaInfo
from clipmaker.profile.model import SubtitleProfile
from clipmaker.speech.recognise import cue_sheet
from clipmaker.speech.tongues import mismatched
from clipmaker.story.model import Footage
file, sheet, digest, duration = sys.argv[1:]
audio = AudioFacts(index=0, codec="aac", sample_rate_hz=16000, channels=1, layout="mono")
found = cue_sheet(
    Footage(file=Path(file), credit="x", language="es"),
    MediaInfo(file=Path(file), digest=digest, container="mov", duration_ms=int(duration),
              video=None, audio=(audio,)),
    "en",
    profile=SubtitleProfile(name="x", dated="", source="", lines=2, lines_at_most=3, cps_wished=17,
                            cps_at_most=20, shortest_ms=833, longest_ms=7000, gap_ms=67),
    measure=len, width_px=30, sheet_file=Path(sheet),
)
assert found.cues
heavy = {"faster_whisper", "ctranslate2", "onnxruntime", "av", "torch"} & set(sys.modules)
assert not heavy, heavy
"""


def test_a_covered_sheet_imports_nothing_heavy(desk: Desk) -> None:
    sheet = desk.hear()
    desk.save(approve(sheet, [c.id for c in sheet.cues], "Kim", "2026"))
    arguments = [desk.footage.file, desk.file, desk.info.digest, desk.info.duration_ms]
    subprocess.run([sys.executable, "-c", SECOND_RUN, *map(str, arguments)], check=True, timeout=60)


def test_the_file_that_is_saved_is_the_sheet_that_is_used(desk: Desk) -> None:
    saved = desk.save(desk.hear())
    assert load(desk.file) == saved


STORY = """\
version: 1
date: 2025-01-13
slug: s
shots:
  - kind: title
    text: Title
  - kind: footage
    file: interview.mp4
    credit: Agency
    language: es
  - kind: end
    sources: [Nobody]
"""


@pytest.mark.parametrize("before", [Status.MACHINE, Status.EDITED])
def test_what_somebody_edits_while_it_listens_is_kept_and_used(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, before: Status
) -> None:
    from clipmaker.make.gather import Sources, gather
    from clipmaker.make.hearing import Hearing, listen

    story = desk.folder / "story.yaml"
    story.write_text(STORY, "utf-8")
    (desk.folder / "interview.mp4").write_bytes(desk.footage.file.read_bytes())
    gathered = gather(Sources(story=story, profile="tiny"))
    (first,) = listen(gathered, Hearing(engine="replay")).values()
    if before is Status.EDITED:
        save(edit(load(desk.file), first.cues[1].id, who="Kim", text="Once."), desk.file)
    real = replay.Replay.hear

    def interrupted(*args: Any) -> Any:
        now = load(desk.file)
        if now.cues[1].text != "Twice.":
            save(edit(now, now.cues[1].id, who="Kim", text="Twice."), desk.file, now)
        return real(*args)

    monkeypatch.setattr(replay.Replay, "hear", interrupted)
    replay.digest = "f" * 64
    (second,) = listen(gathered, Hearing(engine="replay", model="small")).values()
    assert second.model.startswith("small")
    assert [cue.text for cue in second.cues][1] == "Twice."
    assert load(desk.file).cues == second.cues
