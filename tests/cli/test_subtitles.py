"""What people do with cue sheets from the command line."""

from __future__ import annotations

import io
import json
import stat
from pathlib import Path

import pytest
from stories import Clipmaker

from clipmaker.cues.model import Status
from clipmaker.cues.sheets.sheet import load, save
from clipmaker.errors import ExitCode

SRT = "1\n00:00:00,100 --> 00:00:00,500\n<i>Training</i>\n"


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch):
    """Put lines into standard input."""

    def put(*lines: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    return put


def cues(story: Path):
    return load(story.parent / "interview.cues.yaml").cues


def test_a_story_without_a_command_is_heard(clipmaker: Clipmaker, story: Path) -> None:
    done = clipmaker("subtitles", story, "--profile", "tiny", "--json")
    assert done.code == 0, done.err
    named = clipmaker("subtitles", "hear", story, "--profile", "tiny", "--json")
    assert json.loads(done.out) == json.loads(named.out)
    assert json.loads(done.out)[0]["cues"][0]["text"] == "They said it was training"
    first = clipmaker("subtitles", "--profile", "tiny", story)
    assert "c1  0:00.100 to 0:00.500  machine" in first.out


def test_what_people_wrote_and_is_heard_otherwise_now_is_listed(
    clipmaker: Clipmaker, story: Path
) -> None:
    sheet = story.parent / "interview.cues.yaml"
    text = sheet.read_text("utf-8")
    flag = "  flags: ['warning heard-otherwise: Another model hears other words here: “x”']\n"
    at = text.index("- id: c1")
    head, cue = text[:at], text[at:].replace("status: machine", "status: approved", 1)
    cue = cue.replace("  status: approved\n", "  status: approved\n  approved_by: Kim\n" + flag, 1)
    sheet.write_text(head + cue, "utf-8")
    shown = clipmaker("subtitles", story, "--profile", "tiny")
    assert "what people wrote and what is heard now differ: c1 at 0:00.100" in shown.out


def test_a_comment_sends_a_cue_back_and_is_shown_to_whoever_reviews_next(
    clipmaker: Clipmaker, story: Path, keys
) -> None:
    keys("c Who told them?", "x")
    clipmaker("subtitles", "review", story, "--profile", "tiny", "--as", "Kim")
    assert (cues(story)[0].comment, cues(story)[0].comment_by) == ("Who told them?", "Kim")
    keys("q")
    shown = clipmaker("subtitles", "review", story, "--profile", "tiny", "--as", "Lee")
    assert "serious: Kim sent it back: “Who told them?”" in shown.out


def test_help_lists_the_commands_in_the_order_of_work(clipmaker: Clipmaker) -> None:
    shown = clipmaker("subtitles", "--help").out
    order = [
        shown.index(f"\n  {name} ") for name in ("hear", "review", "approve", "import", "export")
    ]
    assert order == sorted(order)


def test_review_shows_both_texts_and_why_it_is_doubtful(
    clipmaker: Clipmaker, story: Path, keys
) -> None:
    keys("q")
    shown = clipmaker("subtitles", "review", story, "--profile", "tiny", "--as", "Kim")
    assert shown.code == 0, shown.err
    assert "interview.mp4 c1  1 of 1  0:00.100 to 0:00.500" in shown.out
    assert "훈련이라고 했습니다" in shown.out
    assert "They said it was training" in shown.out
    assert "serious: Translated from Korean by a small model" in shown.out
    assert "1 cue is still open, 1 of them with a serious flag" in shown.out
    assert cues(story)[0].status is Status.MACHINE


def test_review_edits_and_approves_and_says_what_comes_next(
    clipmaker: Clipmaker, story: Path, keys
) -> None:
    keys("e Drill", "x", "a")
    shown = clipmaker("subtitles", "review", story, "--profile", "tiny", "--as", "Kim")
    first = cues(story)[0]
    assert (first.text, first.edited_by, first.approved_by) == ("Drill", "Kim", "Kim")
    assert first.approved_at.endswith("+00:00")
    assert "clipmaker render" in shown.out
    again = clipmaker("subtitles", "review", story, "--profile", "tiny")
    assert again.out.startswith("nothing is left to review")


def test_review_goes_on_after_a_refusal_and_the_end_of_the_keys(
    clipmaker: Clipmaker, story: Path, keys
) -> None:
    keys("e a\u202eb", "w", "e They said it was training", "s 다른 말", "u", "u", "", "u", "w late")
    shown = clipmaker("subtitles", "review", story, "--profile", "tiny", "--as", "Kim")
    assert shown.code == 0, shown.err
    assert "not saved: this text cannot be shown" in shown.out
    assert shown.out.count("nothing changed") == 2
    assert "there is nothing to undo" in shown.out
    first = cues(story)[0]
    assert (first.waived_by, first.waiver, first.source) == ("Kim", "late", "훈련이라고 했습니다")


def test_review_says_when_a_cue_is_approved_but_too_fast(
    clipmaker: Clipmaker, story: Path, keys
) -> None:
    keys("A", "a")
    shown = clipmaker("subtitles", "review", story, "--profile", "tiny", "--as", "Kim")
    assert "every open line is doubted: each needs a look of its own" in shown.out
    assert "approved, but too fast to read for a final" in shown.out


PLAYER = """\
#!/bin/sh
for last; do :; done
head -c 44 "$last" > {told}
exit {code}
"""


@pytest.mark.parametrize(("code", "told"), [(0, ""), (3, "not played: mpv ended with code 3")])
def test_review_plays_the_cue(
    clipmaker: Clipmaker,
    story: Path,
    keys,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: int,
    told: str,
) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    player = programs / "mpv"
    player.write_text(PLAYER.format(told=tmp_path / "head", code=code))
    player.chmod(player.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    keys("h", "q")
    shown = clipmaker("subtitles", "review", story, "--profile", "tiny")
    assert told in shown.out
    assert ("not played" in shown.out) == bool(told)
    head = (tmp_path / "head").read_bytes()
    # 0.4 s and what stands around it, 16 bits at 16 kHz.
    assert head[:4] == b"RIFF"
    assert int.from_bytes(head[40:44], "little") == (500 + 300) * 16 * 2


def test_review_says_when_there_is_no_player(
    clipmaker: Clipmaker, story: Path, keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    keys("h")
    shown = clipmaker("subtitles", "review", story, "--profile", "tiny")
    assert "not played: there is no player on this machine" in shown.out


def test_nothing_heard_is_nothing_to_review(clipmaker: Clipmaker, story: Path, keys) -> None:
    (story.parent / "interview.cues.yaml").unlink()
    keys("a")
    done = clipmaker("subtitles", "review", story, "--profile", "tiny")
    assert done.code == ExitCode.REVIEW
    assert "nothing was heard yet of interview.mp4" in done.err
    assert "clipmaker subtitles" in done.err


def test_approving_by_name_and_all_at_once(clipmaker: Clipmaker, story: Path) -> None:
    call = ("subtitles", "approve", story, "--profile", "tiny", "--as", "Kim")
    assert clipmaker(*call).code == 2
    assert clipmaker(*call, "--cue", "c9").code == ExitCode.REVIEW
    assert clipmaker(*call, "--footage", "x.mp4", "--all").code == ExitCode.REVIEW
    done = clipmaker(*call, "--cue", "c1")
    assert done.out == (
        "interview.mp4: approved 1; 1 of them with a serious flag\n"
        "interview.mp4: a final will refuse c1 at 0:00.100: more than 20 characters a second "
        "cannot be read; shorten or waive\n"
    )
    assert (cues(story)[0].approved_by, cues(story)[0].wholesale) == ("Kim", False)
    sheet = story.parent / "interview.cues.yaml"
    sheet.write_text(sheet.read_text("utf-8").replace("They said it was", "It was"), "utf-8")
    left = clipmaker(*call, "--all")
    assert left.code == ExitCode.REVIEW
    assert "approved 0, recorded as wholesale" in left.out
    assert "1 subtitle with a doubt stays open" in left.err
    assert "interview.mp4 c1 at 0:00.100: “It was training”" in left.err
    assert "approve it by its name: --cue c1" in left.err
    assert cues(story)[0].status is Status.EDITED
    done = clipmaker(*call, "--all", "--cue", "c1")
    assert "approved 1, recorded as wholesale; 1 of them with a doubt" in done.out
    assert cues(story)[0].wholesale


def test_nobody_approves_all_without_a_name(clipmaker: Clipmaker, story: Path) -> None:
    before = cues(story)
    done = clipmaker("subtitles", "approve", story, "--profile", "tiny", "--all", "--cue", "c1")
    assert done.code == ExitCode.USAGE
    assert "Add --as NAME" in done.err
    assert cues(story) == before


def test_a_final_is_refused_with_flags_and_a_waiver_needs_a_name(
    clipmaker: Clipmaker, story: Path
) -> None:
    call = ("render", story, "--profile", "tiny", "--final")
    refused = clipmaker(*call)
    assert refused.code == ExitCode.REVIEW
    assert "interview.mp4 c1 at 0:00.100: “They said it was training”" in refused.err
    assert "not approved (machine)" in refused.err
    assert "too fast: 62.5 characters a second" in refused.err
    assert "serious: Translated from Korean" in refused.err
    assert "clipmaker subtitles review" in refused.err
    waiver = "interview.mp4 c1: a test"
    nameless = clipmaker(*call, "--waive", waiver)
    assert (nameless.code, "--waive needs --as NAME" in nameless.err) == (2, True)
    wrong = clipmaker(*call, "--waive", "interview.mp4 c2: a test", "--as", "Kim")
    assert (wrong.code, "has no cue c2" in wrong.err) == (ExitCode.REVIEW, True)


@pytest.mark.slow
def test_a_final_asks_for_the_name_behind_an_approval(clipmaker: Clipmaker, story: Path) -> None:
    sheet = story.parent / "interview.cues.yaml"
    short = sheet.read_text("utf-8").replace("They said it was training", "Lessons")
    sheet.write_text(short, "utf-8")
    save(load(sheet), sheet)
    approved = sheet.read_text("utf-8").replace("status: machine", "status: approved")
    sheet.write_text(approved, "utf-8")
    call = ("render", story, "--profile", "tiny", "--final")
    nameless = clipmaker(*call)
    assert nameless.code == ExitCode.REVIEW
    assert "c1" in nameless.err and "Approved by nobody's name: write" in nameless.err
    signed = approved.replace("status: approved", "status: approved\n  approved_by: Kim")
    sheet.write_text(signed, "utf-8")
    named = clipmaker(*call)
    assert named.code == 0, named.err


def take(clipmaker: Clipmaker, story: Path, file: Path, *more: object):
    return clipmaker("subtitles", "import", story, file, "--profile", "tiny", "--as", "Kim", *more)


def test_import_takes_a_translation_in(clipmaker: Clipmaker, story: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.srt"
    file.write_text(SRT)
    done = take(clipmaker, story, file, "--credit", "AFP")
    assert done.out.startswith(
        "interview.cues.yaml: 1 cue changed\nnext: clipmaker subtitles review"
    )
    first = cues(story)[0]
    assert (first.text, first.credit, first.edited_by) == ("Training", "AFP", "Kim")
    assert (first.status, first.source) == (Status.EDITED, "훈련이라고 했습니다")
    again = take(clipmaker, story, file, "--credit", "AFP")
    assert again.out == "interview.cues.yaml: 0 cues changed, 1 said the same already\n"


def test_what_is_left_out_of_a_file_is_said(
    clipmaker: Clipmaker, story: Path, tmp_path: Path
) -> None:
    file = tmp_path / "a.json"
    # As Python writes them: NaN is no JSON, and engines write it all the same.
    file.write_text(
        '{"segments": [{"start": 0, "end": 0, "text": "Thanks."}, {"start": 0.2, "end": 1.4, '
        '"text": "Training", "avg_logprob": NaN}]}'
    )
    done = take(clipmaker, story, file)
    assert done.code == 0
    told = "segment 1 at 0:00.000 lasts no time and is left out: “Thanks.”"
    assert f"note: a.json: {told}" in done.err
    assert "note: a.json: 1 of 2 segments have figures that are unknown" in done.err
    assert cues(story)[0].text == "Training"
    check = clipmaker("check", file)
    assert told in check.err


def test_import_asks_for_an_encoding(clipmaker: Clipmaker, story: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.srt"
    file.write_bytes(SRT.replace("Training", "Cafés, señor").encode("cp1252"))
    refused = take(clipmaker, story, file)
    assert refused.code == ExitCode.INPUT
    assert "--encoding" in refused.err
    assert take(clipmaker, story, file, "--encoding", "cp1252").code == 0
    assert cues(story)[0].text == "Cafés, señor"


def test_import_goes_by_the_files_name(clipmaker: Clipmaker, story: Path, tmp_path: Path) -> None:
    file = tmp_path / "interview.ko.srt"
    file.write_text(SRT.replace("Training", "훈련"), encoding="utf-8")
    assert take(clipmaker, story, file).code == 0
    assert cues(story)[0].source == "훈련"
    assert cues(story)[0].text == "They said it was training"
    done = take(clipmaker, story, file, "--language", "fr")
    assert done.code == ExitCode.INPUT
    assert (
        "this is French, but interview.mp4 is in Korean and its audience reads English" in done.err
    )


def test_import_never_overrules_people_unasked(
    clipmaker: Clipmaker, story: Path, tmp_path: Path
) -> None:
    clipmaker("subtitles", "approve", story, "--profile", "tiny", "--cue", "c1", "--as", "Lee")
    file = tmp_path / "a.srt"
    file.write_text(SRT)
    before = (story.parent / "interview.cues.yaml").read_bytes()
    refused = take(clipmaker, story, file)
    assert refused.code == ExitCode.REVIEW
    assert "c1 at 0:00.100, by Lee: “They said it was training”" in refused.err
    assert (story.parent / "interview.cues.yaml").read_bytes() == before
    assert take(clipmaker, story, file, "--replace").code == 0
    assert cues(story)[0].text == "Training"


def test_import_checks_times_and_moves_them(
    clipmaker: Clipmaker, story: Path, tmp_path: Path
) -> None:
    file = tmp_path / "a.srt"
    file.write_text(SRT.replace("00:00:00", "10:00:00"))
    refused = take(clipmaker, story, file)
    assert refused.code == ExitCode.INPUT
    assert "past the end of the footage, which is 0:01" in refused.err
    assert take(clipmaker, story, file, "--offset", "-10:00:00").code == 0
    assert cues(story)[0].start_ms == 100
    assert take(clipmaker, story, file, "--offset", "soon").code == 2


def test_import_begins_a_sheet_where_there_is_none(
    clipmaker: Clipmaker, story: Path, tmp_path: Path
) -> None:
    (story.parent / "interview.cues.yaml").unlink()
    file = tmp_path / "a.srt"
    file.write_text(SRT)
    assert take(clipmaker, story, file).code == 0
    sheet = load(story.parent / "interview.cues.yaml")
    assert (sheet.language, sheet.engine, len(sheet.cues)) == ("ko", "", 1)
    text = story.read_text("utf-8")
    story.write_text(text.replace("    language: ko\n", ""), "utf-8")
    (story.parent / "interview.cues.yaml").unlink()
    asked = take(clipmaker, story, file)
    assert asked.code == ExitCode.INPUT
    assert "which language is spoken in interview.mp4?" in asked.err


def test_a_machines_transcript_stays_a_draft(
    clipmaker: Clipmaker, story: Path, tmp_path: Path
) -> None:
    file = tmp_path / "a.json"
    segment = {"start": 0.1, "end": 0.5, "text": "훈련"}
    file.write_text(json.dumps({"language": "ko", "segments": [segment]}))
    assert take(clipmaker, story, file).code == 0
    assert (cues(story)[0].source, cues(story)[0].status) == ("훈련", Status.MACHINE)


def test_a_translators_round_trip(clipmaker: Clipmaker, story: Path, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    done = clipmaker(
        "subtitles", "export", story, "--profile", "tiny", "--format", "csv", "-o", table
    )
    assert (done.code, done.out) == (0, "csv: a.csv\n")
    assert take(clipmaker, story, table).out.startswith("interview.cues.yaml: 0 cues changed, 1")
    text = table.read_text("utf-8").replace("They said it was training", "Drill")
    table.write_text(text, "utf-8")
    assert take(clipmaker, story, table, "--credit", "Park").code == 0
    assert (cues(story)[0].text, cues(story)[0].credit) == ("Drill", "Park")
    (story.parent / "interview.cues.yaml").unlink()
    assert take(clipmaker, story, table).code == ExitCode.INPUT


def test_export_in_both_languages(clipmaker: Clipmaker, story: Path) -> None:
    call = ("subtitles", "export", story, "--profile", "tiny")
    done = clipmaker(*call)
    assert "1 of 1 subtitles are not approved" in done.err
    assert done.out == ("1\n00:00:00,100 --> 00:00:00,500\nThey said it was training\n")
    korean = clipmaker(*call, "--format", "vtt", "--language", "ko").out
    assert korean.startswith("WEBVTT\n\nNOTE Language: ko\n")
    assert korean.endswith("00:00:00.500\n훈련이라고 했습니다\n")
    assert clipmaker(*call, "--language", "fr").code == ExitCode.INPUT
    assert clipmaker(*call, "--format", "csv", "--language", "ko").code == 2
    assert "\ufeff" not in clipmaker(*call, "--format", "csv").out


def test_check_judges_anybodys_subtitles(clipmaker: Clipmaker, tmp_path: Path) -> None:
    file = tmp_path / "a.srt"
    file.write_text(SRT)
    done = clipmaker("check", file, "--profile", "bbc-vertical")
    assert done.code == 0, done.out
    assert done.out.endswith("a.srt: 1 subtitle, passed, profile bbc-vertical of 2026-08-24\n")
    broken = clipmaker("check", file, "--json")
    assert broken.code == ExitCode.CHECK
    rules = {r["rule"]: r["broken"] for r in json.loads(broken.out)["results"] if r["broken"]}
    assert rules == {"shortest": [{"place": "line 2", "measured": "0.4 s"}]}
    assert clipmaker("check", file, "--profile", "bbc").code == ExitCode.INPUT


@pytest.mark.parametrize(
    ("command", "code"),
    [(("render", "--final"), 8), (("subtitles", "hear"), 0)],
)
def test_a_story_in_another_language_does_not_show_a_sheets_english(
    clipmaker: Clipmaker, story: Path, command: tuple[str, ...], code: int
) -> None:
    sheet = story.parent / "interview.cues.yaml"
    approved = sheet.read_text("utf-8").replace("status: machine", "status: approved")
    sheet.write_text(approved, "utf-8")
    german = story.with_name("german.yaml")
    text = story.read_text("utf-8").replace("slug: tiny-story", "slug: german\nlanguage: de")
    german.write_text(text, "utf-8")
    english = load(sheet).cues[0]
    done = clipmaker(*command, german, "--profile", "tiny")
    assert done.code == code, done.err
    assert english.text not in done.out + done.err
    assert "There is no German text" in done.out + done.err
    assert load(sheet).cues[0].text == english.text


KOREAN = "훈련이라고 했습니다. 그리고 집에 가고 싶었다"


@pytest.mark.parametrize(
    ("name", "text", "taken_for", "is_"),
    [
        ("interview.ko.srt", "They said it was training", "Korean", "en"),
        ("interview.en.srt", KOREAN, "English", "ko"),
        ("interview.srt", "Нам сказали, что это учения", "English", "ko"),
    ],
)
def test_words_in_letters_of_another_language_are_asked_about(
    clipmaker: Clipmaker,
    story: Path,
    tmp_path: Path,
    name: str,
    text: str,
    taken_for: str,
    is_: str,
) -> None:
    file = tmp_path / name
    file.write_text(SRT.replace("Training", text), encoding="utf-8")
    before = cues(story)
    done = take(clipmaker, story, file)
    assert done.code == ExitCode.INPUT
    assert f"it is taken to be in {taken_for}, and its words are in" in done.err
    assert f"--language {is_}" in done.err
    assert cues(story) == before
    assert take(clipmaker, story, file, "--language", is_).code == 0


@pytest.mark.parametrize(
    ("language", "told"), [("kr", "“kr” is Kanuri; did you mean ko?"), ("zz", "found “zz”")]
)
def test_a_language_that_is_none_is_refused_before_anything_is_heard(
    clipmaker: Clipmaker, story: Path, language: str, told: str
) -> None:
    done = clipmaker("subtitles", "language", story, "--cue", "c1", "--language", language)
    assert done.code == 2
    assert told in done.err


def test_a_line_in_which_the_language_is_not_made_out_stays_as_it_was(
    clipmaker: Clipmaker, story: Path
) -> None:
    file = story.parent / "interview.cues.yaml"
    before = file.read_text("utf-8")
    done = clipmaker("subtitles", "language", story, "--cue", "c1", "--language", "Korean")
    assert done.code == 8
    assert "no Korean was made out in c1; nothing was changed" in done.err
    assert file.read_text("utf-8") == before
