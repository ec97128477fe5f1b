"""The file of a cue sheet: people write in it, and nothing they write is lost."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cue_values import cue, machine_cue, sheet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clipmaker.cues.maker import By, Maker, credited
from clipmaker.cues.model import Confidence, Cue, CueSheet, Flag, Severity, Span, Status, Word
from clipmaker.cues.reviewing.review import approve, edit, waive
from clipmaker.cues.sheets.sheet import load, save, sheet_path
from clipmaker.door.invisible import visible
from clipmaker.errors import DiskError, InputError, ReviewError

SHEET = sheet(
    machine_cue("c1", 0, 2000), machine_cue("c2", 2500, 4123), machine_cue("c3", 5000, 6000)
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return sheet_path(tmp_path, Path("/media/interview.mp4"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) >= 1, old
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_it_lies_beside_the_story(tmp_path: Path) -> None:
    assert sheet_path(tmp_path, Path("/media/a b.mp4")) == tmp_path / "a b.cues.yaml"


def test_it_explains_itself_and_reads_easily(file: Path) -> None:
    save(SHEET, file)
    text = file.read_text("utf-8")
    assert text.startswith("# Subtitles of interview.mp4. Correct them here")
    assert "- id: c2\n  start: 0:02.500\n  end: 0:04.123\n  source: 그는 말했다\n" in text
    assert "  text: He said so.\n  status: machine\n" in text


def test_a_sheet_comes_back_as_it_was(file: Path) -> None:
    saved = save(SHEET, file)
    assert load(file) == SHEET == saved
    assert load(file).read_from == saved.read_from


TEXT = st.text(
    alphabet=st.characters(
        codec="utf-8",
        exclude_categories=("Cc", "Cs", "Cn", "Co"),
        exclude_characters="\u202d\u202e\ufeff\u2028\u2029\u0085",
    ),
    max_size=30,
).map(lambda text: " ".join(text.split()))  # fmt: skip


def showable(text: str) -> bool:
    import unicodedata

    return unicodedata.normalize("NFC", text) == text and (
        not text or any(unicodedata.category(char)[0] in "LNPS" for char in text)
    )


TEXTS = st.one_of(
    st.sampled_from(
        ["*so*", "no", "- a", "a: b", "12:30", "# x", "x # y", "'q'", '"', "~", "null", "0x1",
         "1e5", "{a}", "[b, c]", "a\\n", "&x", "!y", "%z", "@", "`", "1_000", "-", "?", "a:", "…"]
    ),
    TEXT.map(visible).filter(showable),
)  # fmt: skip
NUMBERS = st.floats(-5, 5).map(lambda number: round(number, 2))
MAKERS = st.lists(
    st.builds(Maker, by=st.sampled_from([By.MACHINE, By.PERSON]), name=TEXTS)
    | st.builds(credited, TEXTS.filter(bool)),
    max_size=3,
).map(tuple)
WAIVERS = st.one_of(
    st.just({}),
    st.fixed_dictionaries({name: TEXTS.filter(bool) for name in ("waived_by", "waiver")}),
)
CONFIDENCE = st.none() | st.builds(
    Confidence, avg_logprob=NUMBERS, no_speech_prob=NUMBERS, compression_ratio=NUMBERS
)


@st.composite
def sheets(draw: st.DrawFn) -> CueSheet:
    cues, at = [], 0
    for number in range(draw(st.integers(0, 4))):
        start = at + draw(st.integers(0, 5000))
        at = start + draw(st.integers(1, 4_000_000))
        status = draw(st.sampled_from(list(Status)))
        word = draw(TEXTS.filter(bool))
        source, text = draw(TEXTS), draw(TEXTS)
        cues.append(
            Cue(
                id=f"c{number}",
                start_ms=start,
                end_ms=at,
                source=source,
                text=text,
                speaker=draw(TEXTS),
                status=status,
                note=draw(TEXTS),
                comment=draw(TEXTS),
                comment_by=draw(TEXTS),
                edited_by=draw(TEXTS),
                approved_by=draw(TEXTS.filter(bool)) if status is Status.APPROVED else "",
                wholesale=draw(st.booleans()),
                source_by=draw(MAKERS) if source else (),
                text_by=draw(MAKERS) if text else (),
                **draw(WAIVERS),
                heard=draw(CONFIDENCE),
                translated=draw(CONFIDENCE),
                flags=tuple(
                    Flag(
                        code="a-b", severity=draw(st.sampled_from(list(Severity))), message=message
                    )
                    for message in draw(st.lists(TEXTS.filter(bool), max_size=2))
                ),
                words=(Word(text=word, start_ms=start, end_ms=at, probability=0.25),),
            )
        )
    return sheet(*cues, heard=(Span(start_ms=0, end_ms=max(1, at)),))


@given(sheets())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_sheet_comes_back_as_it_was(tmp_path: Path, written: CueSheet) -> None:
    file = tmp_path / "x.cues.yaml"
    file.unlink(missing_ok=True)
    save(written, file)
    assert load(file) == written
    before = file.read_bytes()
    save(load(file), file)
    assert file.read_bytes() == before


@given(sheets(), sheets())
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_saving_over_another_sheet_gives_the_same_as_saving_it_alone(
    tmp_path: Path, first: CueSheet, second: CueSheet
) -> None:
    file = tmp_path / "x.cues.yaml"
    file.unlink(missing_ok=True)
    there = save(first, file)
    save(replace(second, read_from=there.read_from), file)
    assert load(file) == second


COMMENTED = """\
# My own headline
version: 1
footage: interview.mp4   # from the agency
language: ko
note_free: 1
cues:
# the first answer
- start: "0:01.0"
  end: 0:03
  text: "He said: wait."   # compare with the recording

# the second one
- id: c2
  # not sure about this
  text: >
    A folded
    text
  start: 0:04.000
  end: 0:05.500
  status: machine
# the end
""".replace("note_free: 1\n", "")


def test_comments_order_and_spelling_stay_when_nothing_changes(file: Path) -> None:
    file.write_text(COMMENTED, "utf-8")
    read = load(file)
    assert [c.text for c in read.cues] == ["He said: wait.", "A folded text"]
    assert [c.status for c in read.cues] == [Status.EDITED, Status.MACHINE]
    save(read, file)
    text = file.read_text("utf-8")
    for line in COMMENTED.splitlines():
        assert line in text.splitlines(), line
    assert load(file) == read


def test_changing_one_cue_touches_only_its_lines(file: Path) -> None:
    save(SHEET, file)
    before = file.read_text("utf-8").splitlines()
    change(file, "- id: c2", "# Kim: check this\n- id: c2   # here")
    text = file.read_text("utf-8").split("- id: c2")
    text[1] = text[1].replace("He said so.", "He said so.   # compare", 1)
    file.write_text("- id: c2".join(text), "utf-8")
    save(edit(load(file), "c2", who="Lee", text="He said no."), file)
    after = file.read_text("utf-8").splitlines()
    assert "# Kim: check this" in after
    assert "- id: c2   # here" in after
    assert "  text: He said no.   # compare" in after
    added = [line for line in after if line not in before]
    assert [line.strip().split(":")[0] for line in added] == [
        "# Kim", "- id", "text", "status", "edited_by", "text_by", "seal",
    ]  # fmt: skip


def test_comments_of_a_cue_that_goes_stay(file: Path) -> None:
    save(SHEET, file)
    change(file, "- id: c2", "# what a pity\n- id: c2")
    change(file, "status: machine", "status: machine  # hm")
    read = load(file)
    save(replace(read, cues=read.cues[2:]), file)
    text = file.read_text("utf-8")
    assert "# what a pity" in text
    assert "# hm" in text
    assert len(load(file).cues) == 1
    save(replace(load(file), cues=()), file)
    assert load(file).cues == ()
    assert "# what a pity" in file.read_text("utf-8")


def test_a_sheet_in_brackets_is_understood_and_kept(file: Path) -> None:
    file.write_text(
        "# mine\nversion: 1\nfootage: a.mp4\nlanguage: ko\n"
        'cues: [{start: "0:01", end: "0:02", text: Yes}]\n',
        "utf-8",
    )
    read = load(file)
    save(approve(read, ["c1"], "Kim", "2026"), file)
    assert load(file).cues[0].approved_by == "Kim"
    assert "# mine" in file.read_text("utf-8")


def test_windows_line_ends_stay(file: Path) -> None:
    save(SHEET, file)
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    save(approve(load(file), ["c1"], "Kim", "2026"), file)
    content = file.read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n") > 10


def test_a_line_changed_by_hand_counts_as_edited(file: Path) -> None:
    save(SHEET, file)
    change(file, "text: He said so.", "text: He said no.")
    first, *others = load(file).cues
    assert (first.status, first.text, first.translated) == (Status.EDITED, "He said no.", None)
    assert first.heard is not None
    assert all(c.status is Status.MACHINE for c in others)


def test_a_source_changed_by_hand_loses_what_belonged_to_the_old_one(file: Path) -> None:
    save(SHEET, file)
    change(file, "source: 그는 말했다", "source: 그는 떠났다")
    first = load(file).cues[0]
    assert (first.status, first.heard, first.words) == (Status.EDITED, None, ())


def test_status_approved_by_hand_is_accepted(file: Path) -> None:
    save(SHEET, file)
    change(file, "status: machine", "status: approved\n  approved_by: Kim")
    assert load(file).cues[0].status is Status.APPROVED


def test_text_and_status_changed_together_are_an_approval(file: Path) -> None:
    save(SHEET, file)
    change(
        file,
        "text: He said so.\n  status: machine",
        "text: No.\n  status: approved\n  approved_by: Kim",
    )
    first = load(file).cues[0]
    assert (first.status, first.text) == (Status.APPROVED, "No.")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("text: He said so.", "text: He said no."),
        ("source: 그는 말했다", "source: 그는 떠났다"),
        ("start: 0:00.000", "start: 0:00.200"),
    ],
)
def test_an_approval_lapses_when_text_or_times_change(file: Path, old: str, new: str) -> None:
    save(approve(SHEET, ["c1"], "Kim", "2026-01-13T09:00:00Z"), file)
    assert load(file).cues[0].status is Status.APPROVED
    change(file, old, new)
    first = load(file).cues[0]
    assert (first.status, first.approved_by, first.approved_at) == (Status.EDITED, "", "")


def test_a_changed_line_can_be_approved_again_by_hand(file: Path) -> None:
    save(approve(SHEET, ["c1"], "Kim", "2026"), file)
    change(file, "text: He said so.", "text: He said no.")
    change(file, "approved_by: Kim", "approved_by: Lee")
    first = load(file).cues[0]
    assert (first.status, first.approved_by, first.approved_at) == (Status.APPROVED, "Lee", "")
    assert first.by_hand
    save(load(file), file)
    assert load(file).cues[0] == first
    again = approve(load(file), ["c1"], "Ana", "2027").cues[0]
    assert not again.by_hand


TAKEN_AWAY = {
    "its seal": r"(?m)^  seal:.*\n",
    "every seal and digest": r"(?m)^(  seal|digest|engine|model):.*\n",
    "when it was": r"(?m)^  approved_at:.*\n",
    "seal and time": r"(?m)^  (seal|approved_at):.*\n",
    "how it was": r"(?m)^  approved_as:.*\n",
    "who edited it": r"(?m)^  (edited_by|seal|approved_as):.*\n",
}


@pytest.mark.parametrize("change_text", [True, False])
@pytest.mark.parametrize("gone", TAKEN_AWAY)
def test_whatever_is_deleted_no_name_stands_for_words_it_was_not_given_to(
    file: Path, gone: str, change_text: bool
) -> None:
    wholesale = gone == "how it was"
    there = approve(SHEET, ["c1", "c2"], "Kim", "2026", wholesale=wholesale)
    save(replace(there, digest="a" * 64), file)
    if change_text:
        change(file, "text: He said so.", "text: He said no.")
    text = re.sub(TAKEN_AWAY[gone], "", file.read_text("utf-8"))
    assert text != file.read_text("utf-8")
    file.write_text(text, "utf-8")
    first = load(file).cues[0]
    assert (first.status, first.approved_by) == (Status.EDITED, "")
    assert not first.waiver


def test_who_loses_an_approval_with_its_seal_is_told_why(file: Path) -> None:
    save(waive(approve(SHEET, ["c1"], "Kim", "2026"), "c2", who="Kim", reason="late"), file)
    text = file.read_text("utf-8")
    file.write_text("\n".join(line for line in text.split("\n") if "seal:" not in line), "utf-8")
    one, two, three = load(file).cues
    assert [f.message for f in one.flags if f.code == "unsealed"] == [
        "The approval by Kim does not hold: this line has no seal, so nobody can tell which "
        "words it was given to; give it again"
    ]
    assert "waiver by Kim" in next(f.message for f in two.flags if f.code == "unsealed")
    assert (two.waiver, three.flags) == ("", SHEET.cues[2].flags)
    save(load(file), file)
    assert [f.code for f in load(file).cues[0].flags][:1] == ["unsealed"]


BARE = (
    "version: 1\nfootage: a.mp4\nlanguage: ko\ncues:\n"
    '- {start: "0:01", end: "0:02", text: Yes, status: approved, approved_by: Kim}\n'
)


def test_a_sheet_that_the_program_never_wrote_is_approved_by_nobody_it_knows(file: Path) -> None:
    file.write_text(BARE, "utf-8")
    first = load(file).cues[0]
    assert (first.status, first.approved_by) == (Status.EDITED, "")
    assert [flag.code for flag in first.flags] == ["unsealed"]
    save(load(file), file)
    change(file, "status: edited", "status: approved\n  approved_by: Kim")
    first = load(file).cues[0]
    assert (first.status, first.approved_by, first.by_hand) == (Status.APPROVED, "Kim", True)
    assert first.flags == ()
    file.write_text(BARE, "utf-8")
    assert approve(load(file), ["c1"], "Lee", "2026").cues[0].flags == ()


def test_what_is_stripped_of_all_that_the_program_wrote_keeps_no_approval(file: Path) -> None:
    there = replace(approve(SHEET, ["c1", "c2"], "Kim", "2026"), digest="a" * 64)
    save(waive(there, "c2", who="Kim", reason="late"), file)
    kept = re.compile(
        r"version:|footage:|language:|cues:|- id:|  (start|end|text|status|approved_by):"
    )
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if kept.match(line)), "utf-8")
    change(file, "text: He said so.", "text: He said no.")
    assert [cue.status for cue in load(file).cues[:2]] == [Status.EDITED] * 2
    assert not any(cue.approved_by or cue.waiver for cue in load(file).cues)


def test_a_short_seal_of_an_earlier_version_is_read_and_written_anew(file: Path) -> None:
    save(approve(SHEET, ["c1"], "Kim", "2026"), file)
    old = old_seal(load(file).cues[0])
    text = re.sub(r"seal: [0-9a-f.]+", f"seal: {old}", file.read_text("utf-8"), count=1)
    file.write_text(text, "utf-8")
    assert load(file).cues[0].approved_by == "Kim"
    change(file, "text: He said so.", "text: He said no.")
    assert load(file).cues[0].status is Status.EDITED
    change(file, "approved_by: Kim", "approved_by: Lee")
    assert load(file).cues[0].status is Status.EDITED
    save(load(file), file)
    assert old not in file.read_text("utf-8")
    seals = re.findall(r"seal: (\S+)", file.read_text("utf-8"))
    assert all(len(part) == 32 for seal in seals for part in seal.split("."))


def old_seal(cue: Cue) -> str:
    parts = [
        f"{cue.start_ms}-{cue.end_ms}",
        cue.source,
        cue.text,
        f"{cue.status}|{cue.approved_by}|{cue.approved_at}",
    ]
    return ".".join(hashlib.sha256(part.encode()).hexdigest()[:6] for part in parts)


def test_another_way_to_write_a_time_is_no_change(file: Path) -> None:
    save(approve(SHEET, ["c2"], "Kim", "2026"), file)
    change(file, "start: 0:02.500", 'start: "0:02.5"')
    read = load(file)
    assert read.cues[1].status is Status.APPROVED
    save(approve(read, ["c1"], "Kim", "2026"), file)
    assert 'start: "0:02.5"' in file.read_text("utf-8")


def test_one_text_stands_for_both_in_the_audiences_language(file: Path) -> None:
    same = {"source": "He said so.", "text": "He said so."}
    save(sheet(machine_cue(**same), language="en"), file)
    change(file, "text: He said so.", "text: He said no.")
    assert load(file).cues[0].source == "He said no."


MISTAKES = [
    ("status: machine", "status: aproved", "cues[0].status", "expected one of", "approved"),
    ("  end: 0:02.000", "  end: 0:02,5", "cues[0].end", "expected a time such as", ""),
    ("  end: 0:02.000", "  ende: 0:02.000", "cues[0].ende", "unknown key", "end"),
    ("  end: 0:02.000", "  end: 0:00.000", "cues[0].end", "must come after the start", ""),
    ("  end: 0:02.000", "  end: 0:03.000", "cues[1].start", "before the cue in line", ""),
    ("- id: c2", "- id: c1", "cues[1].id", "already the name of the cue in line", ""),
    ("language: ko", "language: korean", "language", "expected a language code", "ko"),
    ("version: 1", "version: 2", "version", "expected version: 1", ""),
    ("  text: He", "  text: *He", "", "quote the line", ""),
    ('- "serious m', '- "seriuos m', "cues[0].flags[0]", "expected a flag", "serious"),
    ("  seal: ", "  seal: x", "cues[0].seal", "delete the line", ""),
]


@pytest.mark.parametrize(("old", "new", "field", "message", "nearest"), MISTAKES)
def test_mistakes_are_named_with_their_line(
    file: Path, old: str, new: str, field: str, message: str, nearest: str
) -> None:
    save(SHEET, file)
    change(file, old, new)
    with pytest.raises(InputError) as caught:
        load(file)
    found = [p for p in caught.value.problems if message in p.message]
    assert found, caught.value
    line = file.read_text("utf-8").splitlines()[found[0].line - 1]
    assert ("  start: 0:02.500" if field == "cues[1].start" else new) in line
    assert found[0].field == field
    assert found[0].nearest == nearest
    assert found[0].file == file


def test_all_mistakes_come_at_once(file: Path) -> None:
    save(SHEET, file)
    change(file, "status: machine", "status: fine")
    change(file, "start: 0:05.000", "start: five")
    with pytest.raises(InputError) as caught:
        load(file)
    assert len(caught.value.problems) == 2


def test_a_cue_past_the_end_of_the_footage_is_named(file: Path) -> None:
    save(SHEET, file)
    assert load(file, duration_ms=6000).cues
    with pytest.raises(InputError, match=r"cues\[2\].end: lies past the end.*0:05.500"):
        load(file, duration_ms=5500)


def test_an_unfinished_merge_is_named_by_its_lines(file: Path) -> None:
    save(SHEET, file)
    change(
        file,
        "  text: He said so.\n",
        "<<<<<<< mine\n  text: One.\n=======\n  text: Two.\n>>>>>>> theirs\n",
    )
    with pytest.raises(InputError, match="unfinished merge") as caught:
        load(file)
    lines = file.read_text("utf-8").splitlines()
    marks = [lines[problem.line - 1][:7] for problem in caught.value.problems]
    assert marks == ["<<<<<<<", ">>>>>>>"]


def test_a_file_with_mistakes_is_never_overwritten(file: Path) -> None:
    file.write_text("version: 1\ncues: [", "utf-8")
    with pytest.raises(InputError):
        save(SHEET, file)
    assert file.read_text("utf-8") == "version: 1\ncues: ["


def test_nothing_is_written_when_nothing_has_changed(file: Path) -> None:
    saved = save(SHEET, file)
    os.utime(file, (1, 1))
    save(saved, file)
    save(load(file), file)
    assert file.stat().st_mtime == 1


def test_permissions_and_links_stay(file: Path, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere.yaml"
    save(SHEET, real)
    real.chmod(0o640)
    file.symlink_to(real)
    save(approve(load(file), ["c1"], "Kim", "2026"), file)
    assert file.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert load(real).cues[0].status is Status.APPROVED


def test_what_somebody_wrote_while_the_machine_listened_wins(file: Path) -> None:
    before = save(SHEET, file)
    change(file, "text: He said so.", "text: He said no.")
    again = replace(before, cues=(machine_cue("c1", 0, 2100, text="New."), *before.cues[2:]))
    saved = save(again, file)
    assert [c.text for c in saved.cues] == ["He said no.", "He said so."]
    assert load(file) == saved


def test_two_people_on_one_cue_are_told(file: Path) -> None:
    read = save(SHEET, file)
    mine = edit(read, "c1", who="Lee", text="Mine.")
    change(file, "text: He said so.", "text: Theirs.")
    before = file.read_bytes()
    with pytest.raises(ReviewError, match=r"c1 at 0:00\.000"):
        save(mine, file)
    assert file.read_bytes() == before


def test_a_full_disk_leaves_the_old_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = save(SHEET, file)
    before = file.read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(DiskError, match="No space left"):
        save(approve(read, ["c1"], "Kim", "2026"), file)
    assert file.read_bytes() == before
    assert [entry.name for entry in file.parent.iterdir()] == [file.name]


SAVER = """
import sys
from pathlib import Path
from clipmaker.cues.sheets.sheet import load, save
from clipmaker.cues.reviewing.review import edit
file = Path(sys.argv[1])
print("ready", flush=True)
number = 0
while True:
    number += 1
    save(edit(load(file), "c1", who="Lee", text=f"Edit {number}. " + "x" * 1500), file)
    print(number, flush=True)
"""


@pytest.mark.slow
def test_killing_it_in_the_middle_of_saving_loses_nothing(
    file: Path, wait_for: Callable[[subprocess.Popen[str], int], int]
) -> None:
    save(edit(SHEET, "c3", who="Kim", text="Kept."), file)
    for lines in (2, 3, 5, 8):
        with subprocess.Popen(
            [sys.executable, "-c", SAVER, str(file)], stdout=subprocess.PIPE, text=True
        ) as child:
            done = wait_for(child, lines)
            child.kill()
        read = load(file)
        assert read.cues[2].text == "Kept."
        number = int(read.cues[0].text.split()[1].rstrip("."))
        assert number >= done


def killed_at(event: int, file: Path) -> bool:
    """Save in a process that kills itself at so many calls to the system; whether it did."""
    child = os.fork()
    if child == 0:
        try:
            base = load(file)
            seen = 0

            def count(name: str, _args: object) -> None:
                nonlocal seen
                if name == "open" or name.startswith(("os.", "tempfile.")):
                    seen += 1
                    if seen == event:
                        os.kill(os.getpid(), signal.SIGKILL)

            sync = os.fsync

            def synced(handle: int) -> None:
                count("os.fsync", ())
                sync(handle)
                count("os.fsync", ())

            new = edit(base, "c1", who="Lee", text="New. " + "x" * 1500)
            os.fsync = synced
            sys.addaudithook(count)
            save(new, file, base)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@pytest.mark.slow
def test_killed_at_every_single_call_to_the_system_nothing_is_lost(file: Path) -> None:
    save(edit(SHEET, "c3", who="Kim", text="Kept."), file)
    before = file.read_bytes()
    found: list[str] = []
    event = 1
    while killed_at(event, file):
        read = load(file)
        assert read.cues[2].text == "Kept."
        assert read.cues[0].text in ("He said so.", "New. " + "x" * 1500)
        found.append(read.cues[0].text)
        if read.cues[0].text == "He said so.":
            assert file.read_bytes() == before
        # The next one saves as if nothing had been, and tidies up.
        save(edit(read, "c1", who="Kim", text="Again."), file)
        assert [entry.name for entry in file.parent.iterdir()] == [file.name]
        file.write_bytes(before)
        event += 1
    assert len(found) > 8
    assert len(set(found)) == 2


def test_a_cue_without_a_name_gets_one(file: Path) -> None:
    file.write_text(COMMENTED, "utf-8")
    assert [c.id for c in load(file).cues] == ["c1", "c2"]


def test_minutes_and_hours() -> None:
    from clipmaker.cues.sheets.plain import clock

    assert [clock(ms) for ms in (0, 61_500, 3_600_000)] == ["0:00.000", "1:01.500", "1:00:00.000"]


def test_a_written_sheet_needs_no_machine(file: Path) -> None:
    file.write_text(
        "version: 1\nfootage: interview.mp4\nlanguage: ko\ncues:\n"
        "- start: 0:01.000\n  end: 0:02.000\n  text: Yes.\n",
        "utf-8",
    )
    assert load(file) == CueSheet(
        footage="interview.mp4",
        language="ko",
        cues=(cue("c1", 1000, 2000, source="", source_by=(), text="Yes.", status=Status.EDITED),),
    )


OLD = """\
# Subtitles of interview.mp4. Correct them here in any text editor: what you write is kept.
# - Change “english”, “source”, “start” or “end” and save: the line then counts as edited.
version: 1
footage: interview.mp4
language: ko
audience: de
cues:

- id: c1   # mine
  start: "0:01"
  end: "0:02"
  source: english 아니요
  english: Nein.   # so said
- {id: c2, start: "0:03", end: "0:04", source: 네, english: "english: ja"}
"""


def test_a_sheet_that_calls_its_text_english_is_read_and_written_anew(tmp_path: Path) -> None:
    file = tmp_path / "interview.cues.yaml"
    file.write_text(OLD, "utf-8")
    sheet = load(file)
    assert [cue.text for cue in sheet.cues] == ["Nein.", "english: ja"]
    save(edit(sheet, "c1", who="Ana", text="Nein!"), file)
    text = file.read_text("utf-8")
    assert "  text: Nein!   # so said\n" in text
    assert "- Change “text”, “source”" in text
    assert "source: english 아니요" in text
    assert "english:" not in text.replace('"english: ja"', "").replace("“english: ja”", "")
    assert [cue.text for cue in load(file).cues] == ["Nein!", "english: ja"]


def test_a_mistake_in_an_old_sheet_is_named_in_its_line(tmp_path: Path) -> None:
    file = tmp_path / "interview.cues.yaml"
    file.write_text(
        OLD.replace("Nein.", "a\\u202eb")
        .replace("english: a", 'english: "a')
        .replace("eb ", 'eb" '),
        "utf-8",
    )
    with pytest.raises(InputError, match=r"cues.yaml:13: cues\[0\].text: "):
        load(file)


def test_a_cue_with_both_names_of_its_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "interview.cues.yaml"
    file.write_text(OLD.replace("  english: Nein.", "  text: Doch.\n  english: Nein."), "utf-8")
    with pytest.raises(InputError, match=r"english: unknown key"):
        load(file)


@pytest.mark.parametrize("tracks", [(0,), (2,), (0, 1)])
def test_tracks_that_were_heard_belong_to_the_sheet(file: Path, tracks: tuple[int, ...]) -> None:
    save(replace(SHEET, audio_tracks=tracks), file)
    assert load(file).audio_tracks == tracks
