"""One changed byte, in whatever file of a published folder, is found and named."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from clipmaker.cli import cli
from clipmaker.cli.edge import run
from clipmaker.door.plain import from_json, to_json
from clipmaker.publish.manifest import fingerprint, write_manifest
from clipmaker.publish.review_record import review_page, review_record
from clipmaker.publish.sign_off import PlayedLine, SignOff
from clipmaker.publish.verify import masters_of, verify_file, verify_folder

KINDS = ("clip.mp4", "clip.en.srt", "clip.en.vtt", "cover.jpg", "report.json", "review.html")


def cue(**more: object) -> dict[str, object]:
    return {
        "id": "c1",
        "status": "approved",
        "source": "훈련이라고 했습니다",
        "text": "They said it was <training>",
        "edited_by": "Anna Kim",
        "approved_by": "Anna Kim",
        "approved_at": "2025-01-13T06:00:00+00:00",
        "waived_by": "",
        "waiver": "",
        "wholesale": False,
        "by_hand": False,
        "source_by": ["machine faster-whisper base"],
        "text_by": ["machine faster-whisper base", "person Anna Kim"],
        "flags": [{"code": "names-differ", "severity": "serious"}],
        "shown": True,
        **more,
    }


def facts(*cues: dict[str, object], state: str = "final") -> dict[str, object]:
    told: dict[str, object] = {
        "manifest": 1,
        "state": state,
        "story": {"slug": "clip", "date": "2025-01-13", "headline": "A & B", "language": "en"},
        "speech": [{"footage": "interview.mp4", "language": "ko", "cues": list(cues)}],
        "narration": None,
    }
    told["fingerprint"] = fingerprint(told)
    told["clip"] = {"name": "clip", "origin": "../story.yaml"}
    told["sign_off"] = {"who": "Ri", "when": "2025-01-13T06:10", "note": "", "watched": "ab"}
    return told


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "output" / "2025-01-13" / "clip" / "v1"
    folder.mkdir(parents=True)
    for number, name in enumerate(KINDS):
        (folder / name).write_bytes(bytes(range(60)) + name.encode() * (number + 1))
    write_manifest(folder, facts(cue()))
    return folder


def test_what_was_published_is_as_it_was(folder: Path) -> None:
    found = verify_folder(folder)
    assert (found.broken, found.state, found.files, found.signed_by) == ((), "final", 6, "Ri")
    assert len(found.seal) == 64


def test_every_byte_of_every_file(folder: Path) -> None:
    for name in KINDS:
        file = folder / name
        right = file.read_bytes()
        for place in range(0, len(right), 7):
            wrong = bytearray(right)
            wrong[place] ^= 1
            file.write_bytes(wrong)
            assert verify_folder(folder).broken == (f"{name} was changed",)
        file.write_bytes(right)
    assert not verify_folder(folder).broken


def test_every_byte_of_the_manifest(folder: Path) -> None:
    file = folder / "manifest.json"
    right = file.read_bytes()
    for place in range(0, len(right), 5):
        wrong = bytearray(right)
        wrong[place] ^= 4
        file.write_bytes(wrong)
        broken = verify_folder(folder).broken
        assert broken, (place, right[place - 20 : place + 20])
        assert any("manifest.json" in one or "was not published" in one or "missing" in one
                   for one in broken)  # fmt: skip


def test_what_is_missing_added_or_linked(folder: Path) -> None:
    (folder / "cover.jpg").unlink()
    (folder / "extra.txt").write_text("x", encoding="utf-8")
    content = (folder / "clip.mp4").read_bytes()
    (folder.parent / "elsewhere.mp4").write_bytes(content)
    (folder / "clip.mp4").unlink()
    (folder / "clip.mp4").symlink_to(folder.parent / "elsewhere.mp4")
    assert set(verify_folder(folder).broken) == {
        "cover.jpg is missing",
        "extra.txt was not published with it",
        "clip.mp4 is no file of this folder",
    }


def test_a_final_with_a_line_that_nobody_approved_is_told(folder: Path) -> None:
    write_manifest(folder, facts(cue(status="machine")))
    assert verify_folder(folder).broken == ("interview.mp4 c1 is in a final, approved by nobody",)


def test_a_copy_is_matched_to_its_master(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "download.mp4"
    copy.write_bytes((folder / "clip.mp4").read_bytes())
    wrong, digest = verify_file(copy)
    assert wrong == "there is no manifest beside it"
    assert masters_of(digest, tmp_path / "output") == (folder / "clip.mp4",)
    assert verify_file(folder / "clip.mp4")[0] == ""


def test_the_command_says_so_and_exits(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def call(*args: object) -> int:
        monkeypatch.setattr(sys, "argv", ["clipmaker", "verify", *map(str, args)])
        return int(run(cli))

    assert call(folder) == 0
    assert "signed off by Ri" in capsys.readouterr().out
    (folder / "clip.en.srt").write_bytes(b"other")
    assert call(folder) == 7
    assert "broken: clip.en.srt was changed" in capsys.readouterr().out
    assert call(folder, "--json") == 7
    assert json.loads(capsys.readouterr().out)["broken"] == ["clip.en.srt was changed"]
    assert call(folder.parent) == 3
    assert "no manifest in it" in capsys.readouterr().err


def test_the_record_calls_things_what_they_are() -> None:
    record = review_record(
        facts(
            cue(),
            cue(id="c2", wholesale=True),
            cue(id="c3", status="machine", waived_by="Ri", waiver="no interpreter"),
            cue(id="c4", status="machine", shown=False),
        )
    )
    assert [line["review"] for line in record["lines"]] == [
        "approved",
        "approved wholesale",
        "waived",
    ]
    page = review_page(record)
    assert "They said it was &lt;training&gt;" in page
    assert "A &amp; B" in page
    assert "approved wholesale by Anna Kim" in page
    assert "waived by Ri: no interpreter" in page
    assert "Signed off by Ri, who had watched it," in page
    assert "1 approved, 1 approved wholesale, 1 waived" in page


def test_the_record_says_what_was_played_only_where_the_sign_off_knows() -> None:
    told = facts(cue(), cue(id="c2"), cue(id="c3"))
    footage = "interview.mp4"
    silent = review_record(told)
    assert {line["played"] for line in silent["lines"]} == {None}
    assert "played" not in review_page(silent)
    first = cue()["id"]
    sign_off = SignOff(
        who="Ri",
        when="2025-01-13T06:10",
        played=(
            PlayedLine(footage=footage, cue=first, by=("Ri", "Anna <Kim>")),
            PlayedLine(footage=footage, cue="c2"),
            PlayedLine(footage="another.mp4", cue="c3", by=("Ri",)),
        ),
    )
    record = review_record({**told, "sign_off": asdict(sign_off)})
    assert [(line["id"], line["played"], line["played_by"]) for line in record["lines"]] == [
        (first, True, ["Ri", "Anna <Kim>"]),
        ("c2", True, []),
        ("c3", False, []),
    ]
    page = review_page(record)
    assert page.count("; played at the desk by Ri and Anna &lt;Kim&gt;") == 1
    assert page.count("; played at the desk; doubts") == 1
    assert page.count("; not played at the desk") == 1
    # A final that was signed off at the desk, where nobody played anything.
    nobody = review_record({**told, "sign_off": asdict(SignOff(who="Ri", when="x", played=()))})
    assert {line["played"] for line in nobody["lines"]} == {False}
    assert from_json(SignOff, to_json(sign_off)) == sign_off
