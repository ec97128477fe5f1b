"""People, spellings and covered faces, written into a story's file from the desk's forms."""

from pathlib import Path
from typing import Any

import pytest
from desk_help import CLIP, Browser, settings

from clipmaker.cards.registry import specs
from clipmaker.desk.staff import Role, StaffMember, change_staff, digest_of
from clipmaker.story.arrange import read_story_text, with_top_values
from clipmaker.story.load import load_story

HEAD = "version: 1\ndate: 2025-01-13\n"
LISTED = """\
people:
  # Asked in writing.
  - name: Ri Kwang-ho
    role: Prisoner of war   # as AFP says
  # His guard.
  - {name: A. Kim, role: Guard}
  - name: O. Hrytsenko
    speaker: Woman
glossary:
- spelling: Kursk
  source:
  - 쿠르스크
  - Курск
# The end of it.
shots: []
"""


def changed(text: str, **values: Any) -> str:
    return with_top_values(read_story_text(Path("story.yaml"), text), values).text


def test_a_person_is_added_changed_and_removed_and_every_other_line_stays() -> None:
    text = HEAD + LISTED
    ri = {"name": "Ri Kwang-ho", "role": "Prisoner of war"}
    kim, woman = {"name": "A. Kim", "role": "Guard"}, {"name": "O. Hrytsenko", "speaker": "Woman"}
    named = changed(text, people=[ri, {**kim, "role": "Officer"}, woman])
    assert named == text.replace("role: Guard", "role: Officer")
    assert changed(text, people=[ri, woman]) == text.replace(
        "  # His guard.\n  - {name: A. Kim, role: Guard}\n", ""
    )
    more = changed(text, people=[ri, kim, woman, {"name": "B. Lee", "role": "Child"}])
    assert more == text.replace("glossary:", "  - name: B. Lee\n    role: Child\nglossary:")
    both = changed(text, people=[{**ri, "speaker": "Soldier"}, {"name": "New: one"}, kim, woman])
    fresh = 'says\n    speaker: Soldier\n  - name: "New: one"\n'
    assert both == text.replace("says\n", fresh)
    terms = changed(text, glossary=[{"spelling": "Kursk", "source": "Курск", "note": "a region"}])
    assert "- spelling: Kursk\n  source:" in terms
    tagged = changed(f"{HEAD}hashtags:\n- Kursk\n# Last.\nshots: []\n", hashtags=["Odesa", "Port"])
    assert tagged == f"{HEAD}hashtags:\n  [Odesa, Port]\n# Last.\nshots: []\n"
    assert "# The end of it.\nshots" in terms


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\n# last"])
def test_a_list_at_the_end_of_a_file_takes_one_more(end: str) -> None:
    text = f"{HEAD}shots: []\npeople:\n  - name: A{end}"
    more = changed(text, people=[{"name": "A", "role": "Guard"}, {"name": "B"}])
    kept = read_story_text(Path("story.yaml"), more).top["people"]
    assert kept == [{"name": "A", "role": "Guard"}, {"name": "B"}]
    assert end.strip() in more
    assert changed(more, people=[{"name": "A"}]).rstrip("\n") == text.rstrip("\n")


def facts(browser: Browser) -> Any:
    return browser.get(f"/api{CLIP}/story?page=one").json()


def send(browser: Browser, do: str, **body: Any) -> Any:
    asked = {"do": do, "base": facts(browser)["base"], "page": "one", "who": "Mara Lind", **body}
    return browser.post(f"/api{CLIP}/story", asked)


@pytest.mark.slow
def test_people_and_spellings_are_kept_taken_back_and_refused_in_words(
    browser: Browser, story: Path
) -> None:
    before = story.read_bytes()
    people = [{"name": "Ri Kwang-ho", "role": "Prisoner of war", "speaker": "Soldier"}]
    glossary = [{"spelling": "Kursk", "source": ["쿠르스크", "Курск"]}]
    told = send(browser, "fields", values={"people": people, "glossary": glossary}).json()
    assert (told["top"]["people"], told["top"]["glossary"]) == (people, glossary)
    read = load_story(story, specs=specs())
    assert (read.people[0].speaker, read.glossary[0].spelling) == ("Soldier", "Kursk")
    assert told["undo"] == "people and spellings"
    for values, said in (
        ({"people": [{"role": "Guard"}]}, "a person needs a name"),
        ({"people": [{"name": "A", "speaker": "B"}, {"name": "B"}]}, "have one speaker"),
        ({"glossary": [{"spelling": "Kursk"}, {"spelling": "KURSK"}]}, "stands twice"),
        ({"glossary": [{"source": "Курск"}]}, "needs its spelling"),
    ):
        answer = send(browser, "fields", values=values)
        assert (answer.status_code, said in answer.json()["error"]) == (422, True), answer.text
    stale = send(browser, "fields", base="0" * 64, values={"people": []})
    assert "changed elsewhere" in stale.json()["error"]
    assert send(browser, "undo").status_code == 200
    assert story.read_bytes() == before


def footage(browser: Browser) -> tuple[int, dict[str, Any]]:
    shots = [one["values"] for one in facts(browser)["shots"]]
    at = next(at for at, one in enumerate(shots) if one["kind"] == "footage")
    return at, shots[at]


@pytest.mark.slow
def test_a_reason_to_show_a_face_is_signed_by_whoever_saves_it(browser: Browser) -> None:
    at, shot = footage(browser)
    reason = {"faces": "none", "because": "She asked to be shown.", "by": "Somebody Else"}
    send(browser, "set", at=at, shot={**shot, "protect": reason})
    signed = footage(browser)[1]
    assert signed["protect"]["by"] == "Mara Lind"
    # Saved again by another, the decision stays theirs who took it; another reason does not.
    send(browser, "set", at=at, who="Tom Ray", shot={**signed, "credit": "AFPTV, 2025"})
    assert footage(browser)[1]["protect"]["by"] == "Mara Lind"
    other = {**signed, "protect": {**signed["protect"], "because": "Another reason."}}
    send(browser, "set", at=at, who="Tom Ray", shot=other)
    assert footage(browser)[1]["protect"]["by"] == "Tom Ray"
    photo = {"file": "frame.jpg", "credit": "AFP", "protect": reason}
    answer = send(browser, "add", at=1, shot={"kind": "photo", "photo": photo})
    assert "frame.jpg" in answer.json()["error"]


@pytest.mark.slow
def test_who_may_not_decide_about_faces_shows_none(story: Path, tmp_path: Path) -> None:
    staff = tmp_path / "staff.yaml"
    digest = digest_of("long enough, I hope")
    tom = StaffMember(name="Tom Ray", roles=frozenset({Role.WRITE}), password=digest)
    change_staff(staff, "Tom Ray", tom)
    browser = Browser(settings(tmp_path, staff=staff))
    asked = {"name": "Tom Ray", "password": "long enough, I hope"}
    assert browser.post("/api/sign-in", asked).status_code == 200
    at, shot = footage(browser)
    credited = {**shot, "credit": "AFPTV, 2025"}
    assert send(browser, "set", at=at, shot=credited).status_code == 200
    shown = {**credited, "protect": {"faces": "none", "because": "He asked.", "by": "Mara Lind"}}
    assert "somebody who may approve" in send(browser, "set", at=at, shot=shown).json()["error"]
    assert footage(browser)[1] == credited
