"""What is withdrawn is listed, marked, told to whoever has it, and not used again."""

import csv
import json
import os
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "catalogue"))

from published_clips import facts, publish

from clipmaker.errors import DiskError, ExitCode, InputError, ReviewError
from clipmaker.publish.deliveries import Delivery, deliveries, note_delivery
from clipmaker.publish.place import publish_final
from clipmaker.publish.withdrawals import (
    Withdrawal,
    load_withdrawals,
    refuse_told_again,
    telling_digest,
)
from clipmaker.render.store import sha256

SIGNED = ("--reason", "the agency withdrew it", "--as", "A. Kim")
DAY = Path("output/2025-01-13")


@pytest.fixture
def output(tmp_path: Path, footage: Path) -> Path:
    """Clips a (v1, v2, draft) and b of the footage under two names, and c without it."""
    shutil.copy(footage, tmp_path / "film.mp4")
    folder = tmp_path / "output"
    for slug, version, name in (
        ("a", "v1", "interview.mp4"),
        ("a", "draft", "interview.mp4"),
        ("b", "v1", "copy.mov"),
    ):
        publish(folder, slug, version, inputs={name: sha256(footage)})
    publish(folder, "a", "v2", inputs={"else.mp4": "e" * 64})
    publish(folder, "c", "v1")
    for slug, version in (("a", "v2"), ("b", "v1")):
        (folder / "2025-01-13" / slug / "latest").symlink_to(version)
    note_delivery(folder, Delivery(clip="2025-01-13/a/v1", to="/mnt/ingest/a", at="2025-01-13"))
    note_delivery(folder, Delivery(clip="2025-01-13/a/v1", to="=cdn:a", at="2025-01-13"))
    return folder


def test_every_clip_that_holds_it_is_marked_and_listed(clipmaker, output: Path) -> None:
    done = clipmaker("catalogue", "withdraw", "film.mp4", *SIGNED, "--list", "todo.csv", "--json")
    assert done.code == 0, done.err
    said = json.loads(done.out)
    assert (said["by"], said["reason"]) == ("A. Kim", "the agency withdrew it")
    assert [(row["action"], row["slug"], row["version"]) for row in said["to_do"]] == [
        ("do not use", "a", "draft"),
        ("correct", "a", "v1"),
        ("correct", "a", "v1"),
        ("take down", "b", "v1"),
    ]
    rows = list(csv.DictReader(Path("todo.csv").read_text("utf-8-sig").splitlines()))
    assert [row["delivered_to"] for row in rows] == ["", "/mnt/ingest/a", "'=cdn:a", ""]

    mark = (DAY / "a" / "WITHDRAWN.txt").read_text()
    assert "v1: film.mp4 was withdrawn by A. Kim" in mark
    assert "v2" not in mark
    assert (DAY / "a" / "latest").is_symlink()
    assert not (DAY / "b" / "latest").is_symlink()
    listed = json.loads(clipmaker("catalogue", "--withdrawn", "--json").out)
    assert sorted((row["slug"], row["version"]) for row in listed) == [
        ("a", 0),
        ("a", 1),
        ("b", 1),
    ]
    assert clipmaker("catalogue").out.count("WITHDRAWN") == 3
    assert clipmaker("verify", DAY / "a" / "v1").out.count("was not published") == 0


def test_nothing_is_made_of_it_whatever_it_is_called(clipmaker, output: Path, story: Path) -> None:
    call = ("render", story, "--profile", "tiny", "--draft")
    (story.parent / "interview.mp4").rename(story.parent / "fresh.mp4")
    text = story.read_text(encoding="utf-8").replace("interview.mp4", "fresh.mp4")
    story.write_text(text, encoding="utf-8")
    # The file that was withdrawn need not be there any more: clips know what it held.
    assert clipmaker("catalogue", "withdraw", "copy.mov", *SIGNED).code == 0
    done = clipmaker(*call)
    assert done.code == ExitCode.REVIEW
    assert "fresh.mp4, known as copy.mov, was withdrawn by A. Kim" in done.err
    assert not (DAY / "tiny-story").exists()
    (output / "withdrawn.json").write_text("{")
    done = clipmaker(*call)
    assert (done.code, "nobody can tell what was withdrawn" in done.err) == (3, True)


def test_it_is_taken_back_by_name_and_stays_on_record(clipmaker, output: Path) -> None:
    assert clipmaker("catalogue", "take-back", "film.mp4", *SIGNED).code == ExitCode.REVIEW
    for _twice in range(2):
        assert clipmaker("catalogue", "withdraw", "film.mp4", *SIGNED).code == 0
    back = clipmaker(
        "catalogue", "take-back", "interview.mp4", "--reason", "cleared", "--as", "B. Li"
    )
    assert (back.code, back.out.startswith("taken back by B. Li: film.mp4")) == (0, True)
    assert clipmaker("catalogue", "--withdrawn").out == "no clip\n"
    assert (DAY / "b" / "latest").readlink() == Path("v1")
    assert not list(DAY.glob("*/WITHDRAWN.txt"))
    (entry,) = json.loads((output / "withdrawn.json").read_text())["entries"]
    assert (entry["by"], entry["back_by"], entry["back_reason"]) == ("A. Kim", "B. Li", "cleared")


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("nothing.mp4", *SIGNED), ExitCode.INPUT, "there is no such file, and no clip shows"),
        (("film.mp4", "--as", "A"), ExitCode.USAGE, "--reason"),
        (("film.mp4", "--reason", " ", "--as", "A"), ExitCode.REVIEW, "a name and a reason"),
        (("film.mp4", *SIGNED, "--list", "x.txt"), ExitCode.USAGE, "neither .csv nor .json"),
        (("two.mp4", *SIGNED), ExitCode.INPUT, "2 files of different content"),
        (("twice", *SIGNED), ExitCode.INPUT, "2 clips go by that name"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_line(
    clipmaker, output: Path, args: tuple[str, ...], code: ExitCode, says: str
) -> None:
    publish(output, "twice", "v1", inputs={"two.mp4": "1" * 64})
    publish(output, "twice", "v1", inputs={"two.mp4": "2" * 64}, day="2025-01-14")
    done = clipmaker("catalogue", "withdraw", *args)
    assert (done.code, says in done.err) == (code, True), done.err
    assert not (output / "withdrawn.json").exists()


def test_a_withdrawn_clip_takes_its_other_shapes_along(clipmaker, output: Path) -> None:
    publish(output, "c-1x1", "v1", of="c", differs={"format": "1:1"})
    assert clipmaker("catalogue", "withdraw", DAY / "c" / "v1", *SIGNED).code == 0
    rows = json.loads(clipmaker("catalogue", "--withdrawn", "--json").out)
    assert [row["slug"] for row in rows] == ["c"]
    assert clipmaker("catalogue", "withdraw", "2025-01-13/c", *SIGNED).code == 0
    rows = json.loads(clipmaker("catalogue", "--withdrawn", "--json").out)
    assert sorted(row["slug"] for row in rows) == ["c", "c-1x1"]


def test_a_clip_that_tells_the_same_again_is_refused_and_a_corrected_one_is_not(
    clipmaker, output: Path
) -> None:
    cue = {"id": "c1", "status": "approved", "text": "ninety", "source": "아흔"}
    made = {"state": "final", "brand": "sixty", "inputs": {"x.mp4": "3" * 64}}
    publish(output, "d", "v1", inputs={"x.mp4": "3" * 64}, cues=[cue])
    assert clipmaker("catalogue", "withdraw", "d", *SIGNED).code == 0
    elsewhere = facts("d", "2025-01-13", **{**made, "brand": "other"}, cues=[cue])
    with pytest.raises(ReviewError, match=r"d was withdrawn by A\. Kim .* tell the same again"):
        refuse_told_again(output, elsewhere)
    corrected = facts("d", "2025-01-13", **made, cues=[{**cue, "text": "nineteen"}])
    assert telling_digest(corrected) != telling_digest(elsewhere)
    refuse_told_again(output, corrected)

    # A correction is the newest, and is found.
    fresh = output / "fresh"
    shutil.copytree(output / "2025-01-13" / "d" / "v1", fresh)
    publish_final(fresh, output / "2025-01-13" / "d")
    assert (DAY / "d" / "latest").readlink() == Path("v2")


def test_a_damaged_register_is_never_taken_for_an_empty_one(tmp_path: Path) -> None:
    for damaged in ("", "[]", '{"entries": [{"what": 1}]}', '{"entries": [{"what": "x"}]}'):
        (tmp_path / "withdrawn.json").write_text(damaged)
        with pytest.raises(InputError, match="nobody can tell what was withdrawn"):
            refuse_told_again(tmp_path, {})


def test_a_register_that_no_program_wrote_is_damaged(tmp_path: Path) -> None:
    register = tmp_path / "withdrawn.json"
    entry = {"what": "a", "sha256": [], "clips": [], "told": [], "by": "b", "at": "c"}
    for reason in (r"\ud800", r"\udcff x"):
        entries = json.dumps({"entries": [{**entry, "reason": "R"}]})
        register.write_text(entries.replace('"R"', f'"{reason}"'))
        with pytest.raises(InputError, match="nobody can tell what was withdrawn"):
            load_withdrawals(tmp_path)
    register.write_bytes(b'{"entries": []' + b" " * 9_000_000 + b"}")
    with pytest.raises(InputError, match="larger than any"):
        load_withdrawals(tmp_path)
    register.unlink()
    os.mkfifo(register)
    with pytest.raises(InputError, match="it is no file"):
        load_withdrawals(tmp_path)


def test_what_is_withdrawn_is_one_line_that_commands_no_terminal(tmp_path: Path) -> None:
    said = Withdrawal(
        what="a\nv9: all is well\r\n.mp4", reason="x\x1b]52;c;A\x07\u2028y", by="K\u202e", at="2025"
    )
    assert said.sentence == (
        "a v9: all is well .mp4 was withdrawn by K\\u202e on 2025: x\\u001b]52;c;A\\u0007 y"
    )


def test_a_record_of_deliveries_is_read_around_what_is_damaged(tmp_path: Path) -> None:
    good = Delivery(clip="2025-01-13/a/v1", to="/there\u2028/again", at="2025")
    (tmp_path / "deliveries.jsonl").write_bytes(
        b"[" * 100_000 + b"\n\xff\n" + b'{"clip": ' + b"9" * 6000 + b"}\n"
    )
    note_delivery(tmp_path, good)
    report = tmp_path / "bulletins" / "2025-01-13" / "day" / "bulletin.json"
    report.parent.mkdir(parents=True)
    report.write_text('{"stories": ' + "[" * 100_000)
    assert deliveries(tmp_path) == {"2025-01-13/a/v1": (good,)}
    (tmp_path / "deliveries.jsonl").unlink()
    os.mkfifo(tmp_path / "deliveries.jsonl")
    assert deliveries(tmp_path) == {}


def test_a_delivery_is_noted_beside_a_line_that_was_cut_and_into_nothing_else(
    tmp_path: Path,
) -> None:
    first, second = (Delivery(clip=f"2025-01-13/a/v{n}", to="/there", at="2025") for n in (1, 2))
    note_delivery(tmp_path, first)
    record = tmp_path / "deliveries.jsonl"
    with record.open("a") as stream:
        # Somebody was killed over it.
        stream.write('{"clip": "2025-01-1')
    note_delivery(tmp_path, second)
    assert list(deliveries(tmp_path).values()) == [(first,), (second,)]
    record.write_bytes(b"x" * 300_000 + b"\n" + record.read_bytes())
    assert list(deliveries(tmp_path).values()) == [(first,), (second,)]
    record.unlink()
    os.mkfifo(record)
    with pytest.raises(OSError, match="no ordinary file"):
        note_delivery(tmp_path, first)
    record.unlink()
    record.symlink_to(tmp_path.parent / "elsewhere")
    with pytest.raises(DiskError):
        note_delivery(tmp_path, first)
    assert not (tmp_path.parent / "elsewhere").exists()


def test_deliveries_are_known_of_reports_and_of_the_record(tmp_path: Path) -> None:
    report = tmp_path / "bulletins" / "2025-01-13" / "day" / "bulletin.json"
    report.parent.mkdir(parents=True)
    clip = {"folder": str(tmp_path / "2025-01-13" / "a" / "v1")}
    stories = [{"clip": clip, "delivered": "/there", "ended": None}, {"clip": None}, 3]
    report.write_text(json.dumps({"stories": stories}))
    (tmp_path / "deliveries.jsonl").write_text("{\n")
    note_delivery(tmp_path, Delivery(clip="2025-01-13/a/v1", to="tv:9", at="2025-01-13T06:00"))
    assert [one.to for one in deliveries(tmp_path)["2025-01-13/a/v1"]] == ["/there", "tv:9"]


def test_a_reason_that_is_no_text_is_refused(clipmaker, output: Path) -> None:
    for signed in (("--reason", "\udcff", "--as", "A. Kim"), ("--reason", "x", "--as", "\udcff")):
        done = clipmaker("catalogue", "withdraw", "film.mp4", *signed)
        assert (done.code, "bytes that are no text" in done.err) == (ExitCode.REVIEW, True)
    assert not (output / "withdrawn.json").exists()
