"""The desk's list, clips, subtitles, texts and sign-off, asked as its pages ask."""

import json
import os
import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from desk_help import CLIP, HOST, Browser, publish, settings, warn_in

from clipmaker.cues.sheets.sheet import load, save
from clipmaker.desk.security import MAX_BODY_BYTES


def cue(facts: Any, name: str) -> Any:
    return next(c for c in facts["sheets"][0]["cues"] if c["id"] == name)


def test_the_list_shows_stories_and_clips(browser: Browser, tmp_path: Path) -> None:
    publish(tmp_path / "output", "2025-01-12", "other-clip", "v1")
    rows = {row["slug"]: row for row in browser.get("/api/clips").json()}
    assert (rows["captured-soldier"]["state"], rows["captured-soldier"]["open"]) == ("new", 8)
    assert rows["other-clip"]["state"] == "approved"
    page = browser.get("/").text
    assert "Captured North Korean says he wants to live in Ukraine" in page
    assert "Headline of other-clip" in page


def test_the_same_reading_twice_is_not_offered(browser: Browser, story: Path) -> None:
    file = story.parent / "interview.cues.yaml"
    sheet = load(file)
    both = {"c1": sheet.cues[0].text, "c2": "Something else."}
    save(replace(sheet, cues=tuple(replace(c, other=both.get(c.id, "")) for c in sheet.cues)), file)
    facts = browser.clip()
    assert [cue(facts, name)["takes"] for name in ("c1", "c2", "c3")] == [False, True, False]


def test_where_several_languages_are_spoken_each_line_names_its_own(
    browser: Browser, story: Path
) -> None:
    def named() -> Any:
        (sheet,) = browser.clip()["sheets"]
        tongues = [(one["language"], one["language_name"]) for one in sheet["cues"][:3]]
        return sheet["several"], sheet["language_name"], tongues

    assert named() == (False, "Korean", [("ko", "Korean")] * 3)
    file = story.parent / "interview.cues.yaml"
    sheet = load(file)
    spoken = {"c2": "ru", "c3": "uk"}
    cues = tuple(replace(one, language=spoken.get(one.id, "")) for one in sheet.cues)
    save(replace(sheet, cues=cues), file)
    each = [("ko", "Korean"), ("ru", "Russian"), ("uk", "Ukrainian")]
    assert named() == (True, "Korean, Russian, Ukrainian", each)


def test_two_stories_for_two_audiences_work_on_one_sheet(story: Path, tmp_path: Path) -> None:
    german = story.with_name("deutsch.yaml")
    text = re.sub(r"(?m)^(slug|language):.*\n", "", story.read_text("utf-8"))
    german.write_text(f"{text}\nlanguage: de\nslug: gefangener\n", "utf-8")
    both = Browser(settings(tmp_path, stories=(story, german)))
    there = "/api/clips/2025-01-13/gefangener"

    def change(do: str, **body: Any) -> Any:
        base = both.get(there).json()["sheets"][0]["base"]
        asked = {"do": do, "footage": "interview.mp4", "base": base, "page": "two", "who": "Kim"}
        return both.post(f"{there}/cues", {**asked, **body}).json()

    english = both.clip()
    assert cue(both.get(there).json(), "c1")["text"] == ""
    change("edit", id="c1", text="Wissen Sie, wo Sie sind?")
    told = change("approve", ids=["c1"])
    assert told["sheet"]["audience"] == "de"
    one = cue(both.get(there).json(), "c1")
    assert (one["text"], one["approved_by"]) == ("Wissen Sie, wo Sie sind?", "Kim")
    # A page that was open on the English story goes on where it was, though the file is another.
    asked = {"do": "approve", "footage": "interview.mp4", "page": "one", "who": "Ana",
             "base": english["sheets"][0]["base"], "ids": ["c2"]}  # fmt: skip
    assert both.post(f"/api{CLIP}/cues", asked).status_code == 200
    after = both.clip()
    assert cue(after, "c1")["text"] == cue(english, "c1")["text"]
    assert (cue(after, "c1")["status"], cue(after, "c2")["status"]) == ("machine", "approved")
    assert cue(both.get(there).json(), "c2")["approved_by"] == ""


def test_a_version_beside_a_clip_is_called_so_and_the_story_stays_with_its_own(
    browser: Browser, tmp_path: Path
) -> None:
    output, day, own = tmp_path / "output", "2025-01-13", "captured-soldier"
    clip = {"of": own, "differs": {"profile": "news-59"}, "origin": "../elsewhere.yaml"}
    publish(output, day, f"{own}-news-59", "v1", clip=clip, profile={"name": "news-59"})
    publish(output, day, own, "v1")
    rows = {row["slug"]: row for row in browser.get("/api/clips").json()}
    assert rows[f"{own}-news-59"]["headline"] == f"Headline of {own}-news-59 (news-59)"
    assert rows[own]["headline"] == "Captured North Korean says he wants to live in Ukraine"
    assert len(rows) == 2


def test_a_headline_that_changes_without_a_slug_stays_with_its_clip(
    browser: Browser, story: Path, tmp_path: Path
) -> None:
    text = story.read_text(encoding="utf-8")
    slug = re.compile(r"^slug: .*\n", re.MULTILINE)
    story.write_text(slug.sub("", text), encoding="utf-8")
    origin = os.path.relpath(story, tmp_path / "output")
    clip = {"of": "captured-soldier", "origin": origin}
    publish(tmp_path / "output", "2025-01-13", "captured-soldier", "v1", clip=clip)
    (row,) = browser.get("/api/clips").json()
    assert (row["slug"], row["version"]) == ("captured-soldier", "v1")
    story.write_text(slug.sub("slug: another-name\n", text), encoding="utf-8")
    rows = {row["slug"]: row for row in browser.get("/api/clips").json()}
    assert rows["another-name"]["state"] == "failed"
    assert "slug: captured-soldier" in rows["another-name"]["reason"]


def test_five_hundred_clips_are_read_once(browser: Browser, tmp_path: Path) -> None:
    for i in range(500):
        publish(tmp_path / "output", f"2025-02-{1 + i % 28:02d}", f"clip-{i}")
    assert len(browser.get("/api/clips").json()) == 501
    read: list[Path] = []
    original = Path.read_text

    def counted(self: Path, *args: Any, **options: Any) -> str:
        read.append(self)
        return original(self, *args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "read_text", counted)
        assert len(browser.get("/api/clips").json()) == 501
    assert not [file for file in read if file.name == "manifest.json"]


def test_a_story_with_mistakes_is_failed_with_its_reason(browser: Browser, story: Path) -> None:
    story.write_text(story.read_text(encoding="utf-8").replace("kind: quote", "kind: quot"))
    row = browser.get("/api/clips").json()[0]
    assert row["state"] == "failed"
    assert "quot" in row["reason"]
    page = browser.get("/clips/-/captured-soldier")
    assert page.status_code == 200
    assert "quot" in page.text
    assert str(story.parent) not in row["reason"]
    story.write_text(story.read_text(encoding="utf-8").replace("kind: quot\n", "kind: quote\n"))
    readable = browser.get("/clips/-/captured-soldier")
    assert (readable.status_code, readable.headers["location"]) == (303, CLIP)


def test_a_clip_tells_its_cues_with_their_doubts(browser: Browser) -> None:
    facts = browser.clip()
    one = cue(facts, "c1")
    assert (one["text"], one["status"], one["open"]) == (
        "Do you know where you are?",
        "machine",
        True,
    )
    assert one["flags"][0]["severity"] == "serious"
    assert one["lines"] == ["Do you know where", "you are?"] or " ".join(one["lines"]) == (
        "Do you know where you are?"
    )
    assert len(facts["shots"]) == 8
    assert facts["sheets"][0]["stretches"] == [
        {"in_ms": 0, "out_ms": 21000, "clip_ms": facts["sheets"][0]["stretches"][0]["clip_ms"]}
    ]


def test_parts_of_a_file_are_given(browser: Browser, tmp_path: Path) -> None:
    publish(tmp_path / "output", "2025-01-13", "captured-soldier")
    path = "/files/2025-01-13/captured-soldier/draft/captured-soldier.mp4"
    part = browser.get(path, range="bytes=256-259")
    assert (part.status_code, part.content) == (206, bytes([0, 1, 2, 3]))
    assert part.headers["content-range"] == "bytes 256-259/2048"
    assert browser.get(path, range="bytes=99999-").status_code == 416


def test_an_edit_is_saved_in_the_file_and_keeps_its_comments(browser: Browser, story: Path) -> None:
    sheet = story.parent / "interview.cues.yaml"
    sheet.write_text("# A remark of the desk.\n" + sheet.read_text(encoding="utf-8"))
    done = browser.change("edit", id="c2", text="No. I do not know.")
    assert done.status_code == 200
    text = sheet.read_text(encoding="utf-8")
    assert text.startswith("# A remark of the desk.\n")
    saved = next(c for c in load(sheet).cues if c.id == "c2")
    assert (saved.text, saved.edited_by, saved.status) == (
        "No. I do not know.",
        "Mara Lind",
        "edited",
    )
    job = browser.clip()["job"]
    assert (job["state"], job["final"]) == ("queued", False)


@pytest.mark.parametrize(
    ("do", "body", "count"),
    [
        ("split", {"id": "c1", "at": 11}, 9),
        ("merge", {"ids": ["c1", "c2"]}, 7),
        ("shift", {"by_ms": 40, "ids": ["c8"]}, 8),
        ("replace", {"find": "Ukraine", "put": "Kursk"}, 8),
        ("delete", {"id": "c3"}, 7),
        ("approve", {"ids": ["c1"]}, 8),
        ("send-back", {"id": "c4", "comment": "Listen again"}, 8),
        ("waive", {"id": "c4", "reason": "No interpreter"}, 8),
        ("edit", {"id": "c4", "start_ms": 7000}, 8),
    ],
)
def test_every_operation_is_undone_and_done_again(
    browser: Browser, do: str, body: dict[str, Any], count: int
) -> None:
    bare = ("id", "start_ms", "end_ms", "text", "source", "status", "comment", "waiver")

    def cues(facts: Any) -> list[tuple[Any, ...]]:
        return [tuple(c[name] for name in bare) for c in facts["cues"]]

    before = cues(browser.clip()["sheets"][0])
    done = browser.change(do, **body)
    assert done.status_code == 200, done.text
    after = cues(done.json()["sheet"])
    assert len(after) == count
    assert after != before
    undone = browser.change("undo")
    assert cues(undone.json()["sheet"]) == before
    assert cues(browser.change("redo").json()["sheet"]) == after


@pytest.mark.parametrize(
    ("do", "body", "status"),
    [
        ("edit", {"id": "c99", "text": "x"}, 422),
        ("edit", {"id": "c1", "start_ms": 3000, "end_ms": 4000}, 422),
        ("edit", {"id": "c1", "text": 5}, 422),
        ("split", {"id": "c1", "at": 0}, 422),
        ("undo", {}, 422),
        ("destroy", {}, 422),
        ("approve", {"ids": ["c1"], "who": " "}, 422),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    browser: Browser, story: Path, do: str, body: dict[str, Any], status: int
) -> None:
    sheet = story.parent / "interview.cues.yaml"
    before = sheet.read_bytes()
    done = browser.change(do, **body)
    assert done.status_code == status
    assert done.json()["error"]
    assert sheet.read_bytes() == before


def test_two_pages_that_change_other_cues_both_win(browser: Browser, story: Path) -> None:
    base = browser.clip()["sheets"][0]["base"]
    assert browser.change("edit", id="c1", text="Where are you?").status_code == 200
    done = browser.change("edit", base=base, id="c2", text="I have no idea.")
    assert done.status_code == 200
    texts = {c["id"]: c["text"] for c in done.json()["sheet"]["cues"]}
    assert (texts["c1"], texts["c2"]) == ("Where are you?", "I have no idea.")


def test_two_pages_that_change_one_cue_see_both_versions(browser: Browser, story: Path) -> None:
    base = browser.clip()["sheets"][0]["base"]
    assert browser.change("edit", id="c1", text="Where are you?").status_code == 200
    done = browser.change("edit", base=base, page="two", id="c1", text="Do you know the place?")
    assert done.status_code == 409
    told = done.json()
    assert told["conflicts"] == ["c1"]
    assert told["ours"]["c1"]["text"] == "Do you know the place?"
    assert next(c for c in told["sheet"]["cues"] if c["id"] == "c1")["text"] == "Where are you?"
    sheet = load(story.parent / "interview.cues.yaml")
    assert next(c for c in sheet.cues if c.id == "c1").text == "Where are you?"


def test_a_hand_edit_meanwhile_is_noticed(browser: Browser, story: Path) -> None:
    base = browser.clip()["sheets"][0]["base"]
    file = story.parent / "interview.cues.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("You are in Ukraine.", "This is Ukraine."),
        encoding="utf-8",
    )
    done = browser.change("edit", base=base, id="c3", text="You are now in Ukraine.")
    assert done.status_code == 409
    assert "This is Ukraine." in file.read_text(encoding="utf-8")


def test_a_page_from_before_a_restart_is_told(
    browser: Browser, story: Path, tmp_path: Path
) -> None:
    base = browser.clip()["sheets"][0]["base"]
    file = story.parent / "interview.cues.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "# end\n", encoding="utf-8")
    restarted = Browser(settings(tmp_path))
    done = restarted.change("edit", base=base, id="c3", text="You are now in Ukraine.")
    assert done.status_code == 409
    assert done.json()["conflicts"] == ["c3"]


def test_an_unsaved_text_is_looked_at(browser: Browser, story: Path) -> None:
    before = (story.parent / "interview.cues.yaml").read_bytes()
    body = {"footage": "interview.mp4", "id": "c2", "who": "x", "text": "word " * 20}
    told = browser.post(f"/api{CLIP}/cues/look", body).json()
    assert told["cps"] > 50
    assert told["lines"] is None
    assert "too-fast" in [flag["code"] for flag in told["flags"]]
    assert (story.parent / "interview.cues.yaml").read_bytes() == before


def test_texts_are_tried_before_they_are_saved(browser: Browser, story: Path) -> None:
    told = browser.get(f"/api{CLIP}/texts").json()
    assert sum(shot["seconds"] for shot in told["shots"]) == told["length"] == 60.0
    assert told["problem"] == ""
    assert [(t["name"], t["label"]) for t in told["texts"] if t["shot"] == 0] == [
        ("kicker", "kicker"),
        ("text", "text"),
        ("dateline", "dateline"),
        ("photo.credit", "photo, credit"),
        ("photo.alt", "photo, alt"),
    ]
    long = {"shot": 1, "name": "text", "text": "word " * 90}
    tried = browser.post(f"/api{CLIP}/texts/try", {"texts": [long]}).json()
    assert "card 2 (text and source) takes 31.5 s to read" in tried["problem"]
    assert "66 words" in tried["remedy"]
    before = story.read_bytes()
    body = {"texts": [long], "base": told["base"], "who": "Mara Lind", "page": "one"}
    assert browser.post(f"/api{CLIP}/texts", body).status_code == 422
    assert story.read_bytes() == before


def test_a_content_warning_has_the_place_of_its_footage(browser: Browser, story: Path) -> None:
    warn_in(story)
    shots = browser.get(f"/api{CLIP}/texts").json()["shots"]
    kinds = [(shot["place"], shot["kind"]) for shot in shots]
    warning = next(i for i, (_, kind) in enumerate(kinds) if kind == "warning")
    assert kinds[warning + 1] == (kinds[warning][0], "footage")
    assert [place for place, kind in kinds if kind != "warning"] == list(range(7))


def test_an_empty_desk_says_where_it_looks(story: Path, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    page = Browser(settings(tmp_path, stories=(tmp_path / "nothing",))).get("/").text
    assert "No clips yet" in page
    assert f"<code>{tmp_path / 'nothing'}</code>" in page


def test_a_clip_without_its_story_can_only_be_watched(browser: Browser, tmp_path: Path) -> None:
    publish(tmp_path / "output", "2025-01-12", "other-clip")
    facts = browser.get("/api/clips/2025-01-12/other-clip").json()
    assert (facts["editable"], facts["looked_in"]) == (False, [str(tmp_path / "stories")])
    assert "Only to be watched" in facts["reason"]
    refused = browser.post("/api/clips/2025-01-12/other-clip/render", {})
    assert (refused.status_code, browser.clip()["looked_in"]) == (409, [])
    assert "not in the desk’s folders" in refused.json()["error"]


def test_a_saved_text_leaves_the_rest_of_the_story(browser: Browser, story: Path) -> None:
    base = browser.get(f"/api{CLIP}/texts").json()["base"]
    before = story.read_text(encoding="utf-8")
    new = "Captured man: “I want to live in Ukraine”: #first"
    change = {"shot": 0, "name": "text", "text": new}
    body = {"texts": [change], "base": base, "who": "Mara Lind", "page": "one"}
    told = browser.post(f"/api{CLIP}/texts", body)
    assert told.status_code == 200, told.text
    after = story.read_text(encoding="utf-8")
    old_lines, new_lines = before.split("\n"), after.split("\n")
    changed = [
        i for i, pair in enumerate(zip(old_lines, new_lines, strict=True)) if pair[0] != pair[1]
    ]
    assert len(changed) == 1
    assert browser.clip()["slug"] == "captured-soldier"
    stale = browser.post(f"/api{CLIP}/texts", body)
    assert stale.status_code == 422
    assert "changed elsewhere" in stale.json()["error"]


def test_a_source_is_corrected_and_tried_like_any_text(browser: Browser, story: Path) -> None:
    told = browser.get(f"/api{CLIP}/texts").json()
    sources = [t["label"] for t in told["texts"] if t["kind"] == "end"]
    assert sources == ["sources 1", "sources 2", "sources 3", "next"]
    before = story.read_text(encoding="utf-8")
    change = {"shot": 7, "name": "sources[1]", "text": "Agence France-Presse"}
    body = {"texts": [change], "base": told["base"], "who": "Mara Lind", "page": "one"}
    saved = browser.post(f"/api{CLIP}/texts", body)
    assert saved.status_code == 200, saved.text
    after = story.read_text(encoding="utf-8")
    assert after == before.replace("      - AFP\n", "      - Agence France-Presse\n")
    for name in ("sources[9]", "sources", "sources[-1]", "sources[1].label", "sources[x]"):
        gone = {"texts": [{"shot": 7, "name": name, "text": "x"}]}
        tried = browser.post(f"/api{CLIP}/texts/try", gone).json()
        assert tried["problem"] == f"card 8 has no text “{name}”"


def test_sign_off_is_refused_until_everything_is_decided(browser: Browser) -> None:
    refused = browser.post(f"/api{CLIP}/sign-off", {"who": "Mara Lind", "watched": ""})
    assert refused.status_code == 422
    assert "8 subtitles" in refused.json()["error"]
    names = [c["id"] for c in browser.clip()["sheets"][0]["cues"]]
    assert browser.change("approve", ids=names).status_code == 200
    unwatched = browser.post(f"/api{CLIP}/sign-off", {"who": "Mara Lind", "watched": ""})
    assert "watched" in unwatched.json()["error"]


def test_what_was_asked_for_is_taken_up_after_a_kill(browser: Browser, tmp_path: Path) -> None:
    assert browser.post(f"/api{CLIP}/render", {}).status_code == 202
    notes = list((tmp_path / "output" / ".desk").glob("*.json"))
    assert json.loads(notes[0].read_text(encoding="utf-8"))["state"] == "queued"
    again = Browser(settings(tmp_path))
    jobs = again.app.state.desk.jobs
    jobs.take_up()
    assert again.clip()["job"]["state"] == "queued"
    assert again.post(f"/api{CLIP}/cancel", {}).json() == {"ended": True}
    assert not list((tmp_path / "output" / ".desk").glob("*.json"))


def test_what_is_to_be_decided_is_what_the_sheet_says_now(browser: Browser, tmp_path: Path) -> None:
    folder = publish(tmp_path / "output", "2025-01-13", "captured-soldier", speech=[])
    assert browser.clip()["open"] == 8
    old = time.time() - 3600
    os.utime(folder / "manifest.json", (old, old))
    assert browser.clip()["open"] == browser.get("/api/clips").json()[0]["open"] == 8


def sent(browser: Browser, name: str, content: bytes, **more: str) -> Any:
    query = {"footage": "interview.mp4", "name": name, "who": "Mara Lind", "page": "one", **more}
    return browser.client.post(
        f"/api{CLIP}/cues/import",
        params=query,
        content=content,
        headers={"origin": HOST, "content-type": "application/octet-stream"},
    )


def test_a_translators_table_comes_back(browser: Browser) -> None:
    given = browser.get(f"/api{CLIP}/cues/export?footage=interview.mp4&form=csv")
    assert given.headers["content-disposition"].endswith('captured-soldier.csv"')
    table = given.text.replace("You are in Ukraine.", "This is Ukraine.")
    taken = sent(browser, "from the translator.csv", table.encode(), credit="AFP")
    assert taken.status_code == 200, taken.text
    assert cue({"sheets": [taken.json()["sheet"]]}, "c3")["text"] == "This is Ukraine."
    assert taken.json()["undo"] == "the import"
    undone = browser.change("undo").json()
    assert cue({"sheets": [undone["sheet"]]}, "c3")["text"] == "You are in Ukraine."


def test_what_is_left_out_of_a_file_is_said_here_too(browser: Browser) -> None:
    ruby = "WEBVTT\n\n00:01.000 --> 00:02.000\n<ruby>Kim<rt>km</rt></ruby> is here.\n"
    taken = sent(browser, "interview.en.vtt", ruby.encode(), overrule="yes")
    assert taken.status_code == 200, taken.text
    assert taken.json()["notes"] == ["readings above words (ruby) are left out"]


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("film.mp4", b"x", 415),
        ("../../etc/passwd", b"x", 415),
        ("page.html", b"<script>", 415),
        ("broken.srt", b"\xff\xfe\x00nothing", 422),
        ("other.srt", b"not subtitles at all", 422),
        ("large.srt", b"x" * (MAX_BODY_BYTES + 1), 413),
    ],
)
def test_uploads_are_limited_by_kind_and_size(
    browser: Browser, story: Path, name: str, content: bytes, status: int
) -> None:
    before = sorted((p, p.stat().st_mtime_ns) for p in story.parent.iterdir())
    answer = sent(browser, name, content)
    assert answer.status_code == status, answer.text
    assert "clipmaker-" not in answer.text
    assert sorted((p, p.stat().st_mtime_ns) for p in story.parent.iterdir()) == before


def test_a_render_takes_no_approval_back(
    browser: Browser, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clipmaker.make.gather import Sources, gather
    from clipmaker.make.hearing import Hearing, listen
    from clipmaker.speech import recognise

    assert browser.change("edit", id="c4", text="They told us it was training.").is_success
    original = recognise.cue_sheet

    def slowly(*args: Any, **options: Any) -> Any:
        found = original(*args, **options)
        # Decided after the render has read the sheet, and before it saves it.
        assert browser.change("approve", ids=["c4"]).is_success
        return found

    monkeypatch.setattr(recognise, "cue_sheet", slowly)
    sheets = listen(gather(Sources(story=story)), Hearing())
    saved = load(story.parent / "interview.cues.yaml")
    for sheet in (saved, *sheets.values()):
        four = next(c for c in sheet.cues if c.id == "c4")
        assert (four.text, four.status, four.approved_by) == (
            "They told us it was training.",
            "approved",
            "Mara Lind",
        )
