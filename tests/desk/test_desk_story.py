"""A story begun, filled and changed at the desk, as a browser would send it."""

import io
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from desk_help import CLIP, EXAMPLE, HOST, Browser
from PIL import Image

from clipmaker.cards.registry import specs
from clipmaker.story.load import load_story

BYTES = {"content-type": "application/octet-stream", "origin": HOST}
ARTICLE = """\
Harbour opens again after 12 days

The harbour of Odesa opened again on Monday. 14 ships left it before noon.

“We were ready every day,” said Olena Hrytsenko, its director.

Sources: AFP, Reuters
"""


def send(browser: Browser, path: str, content: bytes, **headers: str) -> Any:
    return browser.client.post(path, content=content, headers={**BYTES, **headers})


def begin(browser: Browser, content: bytes, do: str = "begin", **asked: str) -> Any:
    query = {"who": "Mara Lind", "day": "2025-03-04", "name": "", **asked}
    path = "/api/new?" + "&".join(f"{key}={value}" for key, value in query.items())
    return send(browser, f"{path}&do={do}", content)


def folders(tmp_path: Path) -> list[str]:
    return sorted(one.name for one in (tmp_path / "stories").iterdir())


def picture(size: tuple[int, int] = (900, 1200)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, "JPEG")
    return out.getvalue()


def test_a_draft_is_shown_with_its_facts_and_nothing_stays(
    browser: Browser, tmp_path: Path
) -> None:
    draft = begin(browser, ARTICLE.encode(), "look").json()
    assert [one["kind"] for one in draft["cards"]] == ["title", "caption", "quote", "end"]
    assert draft["language"] == "en"
    assert draft["missing_s"] > 0
    assert {"12", "14"} <= {one["text"].split()[0] for one in draft["facts"]["rows"]}
    assert all(one["answer"] == "found" for one in draft["facts"]["rows"] if one["binding"])
    assert folders(tmp_path) == ["captured-soldier"]


def test_a_story_is_begun_in_a_folder_of_its_own_and_has_a_page(
    browser: Browser, tmp_path: Path
) -> None:
    made = [begin(browser, ARTICLE.encode()).json() for _ in range(2)]
    assert folders(tmp_path) == [
        "captured-soldier",
        "harbour-opens-again-after-12-days",
        "harbour-opens-again-after-12-days-2",
    ]
    for one in made:
        folder = tmp_path / "stories" / one["folder"]
        story = load_story(folder / "story.yaml", specs=specs())
        assert story.source == folder / "article.txt"
        assert browser.get(one["address"]).status_code == 200

    told = browser.get(f"/api{made[0]['address']}/history?of=story").json()
    assert [(one["who"], one["new"]) for one in told] == [("Mara Lind", "begun")]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../evil.txt", "evil.txt"),
        ("C:\\Users\\x\\the article.html", "the-article.html"),
        (".story.yaml", "story-yaml.txt"),
        ("…", "article.txt"),
        ("a" * 300 + ".txt", "a" * 60 + ".txt"),
    ],
)
def test_the_articles_name_is_made_safe(
    browser: Browser, tmp_path: Path, name: str, kept: str
) -> None:
    folder = begin(browser, ARTICLE.encode(), name=name).json()["folder"]
    assert {one.name for one in (tmp_path / "stories" / folder).iterdir()} == {"story.yaml", kept}


def test_what_is_no_article_is_refused_in_a_line(browser: Browser, tmp_path: Path) -> None:
    for content, asked, said in (
        (b"", {}, "there is no text yet"),
        (b"%PDF-1.7 x", {}, "PDF"),
        (picture(), {}, ""),
        (ARTICLE.encode(), {"day": ""}, "it has no date"),
        (ARTICLE.encode(), {"day": "soon"}, "2025-01-13"),
        (ARTICLE.encode(), {"room": "many"}, "a number"),
        (ARTICLE.encode(), {"room": "1e9999999"}, "a number"),
        (ARTICLE.encode(), {"room": "9" * 5000}, "a number"),
        (ARTICLE.encode(), {"room": "1/0"}, "a number"),
        (ARTICLE.encode(), {"brand": "a" * 300}, "unknown brand"),
        (ARTICLE.encode(), {"language": "zz"}, ""),
        (ARTICLE.encode(), {"brand": "none-such"}, ""),
        (ARTICLE.encode(), {"place": "/etc"}, "does not look"),
        (ARTICLE.encode(), {"who": ""}, "who you are"),
    ):
        answer = begin(browser, content, **asked)
        assert (answer.status_code, said in answer.text) == (422, True), answer.text
        assert ".new-" not in answer.text
        assert "--" not in answer.json()["error"]
        assert "--" not in answer.json()["remedy"]
    assert folders(tmp_path) == ["captured-soldier"]


def bring(browser: Browser, name: str, content: bytes) -> Any:
    """Send a file in one part."""
    asked = {"name": name, "size": len(content), "mark": "", "who": "Mara", "offset": 0, "sum": ""}
    return send(browser, f"/api{CLIP}/media/part?{urlencode(asked)}", content)


def test_footage_and_photos_are_kept_beside_the_story_and_never_overwrite(
    browser: Browser, story: Path
) -> None:
    film = (EXAMPLE / "interview.mp4").read_bytes()
    (story.parent / "later.cues.yaml").write_text("", encoding="utf-8")
    first = bring(browser, "harbour.jpg", picture()).json()
    assert (first["name"], first["told"]) == ("harbour.jpg", "picture, 900×1200")
    again = bring(browser, "other.jpg", picture()).json()
    assert (again["name"], again["there"]) == ("harbour.jpg", True)
    other = bring(browser, "../HARBOUR.JPG", picture((901, 1200))).json()
    assert other["name"] == "HARBOUR-2.JPG"
    assert bring(browser, "interview.mp4", film).json()["there"]
    longer = film + bytes(8)
    assert bring(browser, "story.yaml", longer).json()["name"] == "story.yaml.mp4"
    # Its subtitles would be taken for those of another file.
    assert bring(browser, "later.mp4", film + bytes(16)).json()["name"] == "later-2.mp4"
    names = {one.name for one in story.parent.iterdir()}
    assert names >= {"harbour.jpg", "HARBOUR-2.JPG", "story.yaml.mp4", "later-2.mp4"}
    assert not [name for name in names if name.startswith(".")]
    assert (story.parent / "interview.mp4").read_bytes() == film


def test_what_cannot_be_used_is_refused_and_nothing_of_it_stays(
    browser: Browser, story: Path
) -> None:
    before = {one.name for one in story.parent.iterdir()}
    for name, content, said in (
        ("paper.pdf", b"%PDF-1.7 " + bytes(100), "paper.pdf: this is a PDF document"),
        ("empty.mp4", b"", "empty"),
        ("cut.jpg", picture()[:400], "cut.jpg: "),
        ("half.mp4", (EXAMPLE / "interview.mp4").read_bytes()[:5000], "half.mp4: "),
        ("tiny.jpg", picture((4, 4)), "fewer than"),
    ):
        answer = bring(browser, name, content)
        assert (answer.status_code, said in answer.json()["error"]) == (422, True), answer.text
        assert str(story.parent) not in answer.text
    for size in ("9" * 5000, "-1", "1e9", str(10**11)):
        asked = f"/api{CLIP}/media/part?name=a.jpg&who=Mara&size={size}&offset=0"
        assert send(browser, asked, picture()[:2000]).status_code == 422
    assert {one.name for one in story.parent.iterdir()} == before


def test_uploads_are_taken_from_the_desks_own_pages_alone(browser: Browser) -> None:
    path = f"/api{CLIP}/media/part?name=a.jpg&who=Mara&size=9&offset=0"
    other = {**BYTES, "origin": "http://evil.example"}
    assert browser.client.post(path, content=picture(), headers=other).status_code == 403
    assert browser.client.post(path, content=picture(), headers={"origin": HOST}).status_code == 415
    assert send(browser, f"/api{CLIP}/texts", bytes(2 * 1024 * 1024)).status_code == 413
    nowhere = "/api/clips/2025-01-13/none/media/part?name=a.jpg"
    assert send(browser, nowhere, b"x").status_code == 404


def test_files_beside_the_story_are_given_out_and_nothing_else(
    browser: Browser, story: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.jpg"
    secret.write_bytes(picture())
    (story.parent / "link.jpg").symlink_to(secret)
    at = f"/files{CLIP}/media"
    part = browser.get(f"{at}/interview.mp4", range="bytes=0-99")
    assert (part.status_code, len(part.content)) == (206, 100)
    for name in ("story.yaml", "link.jpg", "..%2fsecret.jpg", "interview.cues.yaml", "none.mp4"):
        assert browser.get(f"{at}/{name}").status_code == 404


def shots(browser: Browser) -> Any:
    return browser.get(f"/api{CLIP}/story?page=one").json()


def do(browser: Browser, what: str, **body: Any) -> Any:
    base = body.pop("base", None) or shots(browser)["base"]
    asked = {"do": what, "base": base, "page": "one", "who": "Mara Lind", **body}
    return browser.post(f"/api{CLIP}/story", asked)


def kinds(facts: Any) -> list[str]:
    return [one["values"]["kind"] for one in facts["shots"]]


def test_cards_are_added_moved_copied_changed_and_removed_and_comments_stay(
    browser: Browser, story: Path
) -> None:
    before = story.read_text(encoding="utf-8")
    added = do(browser, "add", at=1, shot={"kind": "caption", "text": "It is *so*: new"}).json()
    assert kinds(added)[:3] == ["title", "caption", "caption"]
    moved = do(browser, "move", at=1, to=3).json()
    assert moved["shots"][3]["values"]["text"] == "It is *so*: new"
    copied = do(browser, "copy", at=3).json()
    assert copied["shots"][4]["values"] == copied["shots"][3]["values"]
    quote = {"kind": "quote", "text": "It is so", "speaker": "A. Kim"}
    changed = do(browser, "set", at=4, shot=quote).json()
    assert changed["shots"][4]["values"] == quote
    assert load_story(story, specs=specs()).shots[4].kind == "quote"
    for _ in range(2):
        do(browser, "remove", at=3)
    assert story.read_text(encoding="utf-8") == before
    assert "# Nobody is seen in it" in before
    told = browser.get(f"/api{CLIP}/history?of=story").json()
    assert [one["new"] for one in told][-1] == "added shot 2"


def test_changes_are_taken_back_and_done_again(browser: Browser, story: Path) -> None:
    before = story.read_bytes()
    do(browser, "remove", at=0)
    removed = story.read_bytes()
    assert do(browser, "undo").json()["redo"] == "removed shot 1"
    assert story.read_bytes() == before
    assert do(browser, "redo").json()["undo"] == "removed shot 1"
    assert story.read_bytes() == removed
    story.write_bytes(removed + b"# by hand\n")
    refused = do(browser, "undo")
    assert (refused.status_code, "changed elsewhere" in refused.text) == (422, True)
    assert story.read_bytes().endswith(b"# by hand\n")


def test_fields_of_the_story_are_written_and_taken_away(browser: Browser, story: Path) -> None:
    values = {"hashtags": ["Ukraine"], "post": "It’s: so", "cover": 2, "formats": ["9:16", "1:1"]}
    now = do(browser, "fields", values=values, gone=["brand"]).json()["top"]
    assert {name: now[name] for name in values} == values
    assert "brand" not in now
    read = load_story(story, specs=specs())
    assert (read.post, read.hashtags, read.cover and read.cover.shot) == (
        "It’s: so",
        ("Ukraine",),
        1,
    )
    assert story.read_text(encoding="utf-8").startswith("# What was reported")


def test_what_is_no_story_is_refused_and_the_old_file_stays(browser: Browser, story: Path) -> None:
    before, base = story.read_bytes(), shots(browser)["base"]
    for what, body, said in (
        ("add", {"at": 1, "shot": {"kind": "caption"}}, "text"),
        ("add", {"at": 1, "shot": {"kind": "no-kind", "text": "x"}}, "no-kind"),
        ("add", {"at": 1, "shot": {"kind": "footage", "file": "/etc/passwd", "credit": "x"}}, ""),
        ("add", {"at": 99, "shot": {"kind": "caption", "text": "x"}}, "no such card"),
        ("add", {"at": 8, "shot": {"kind": "caption", "text": "x"}}, "only stand last"),
        ("remove", {"at": -1}, "no such card"),
        ("move", {"at": 0, "to": 7}, "only stand last"),
        ("fields", {"values": {"date": "2030-01-01"}}, "in the file"),
        ("fields", {"values": {"brand": "none-such"}}, "none-such"),
        ("set", {"at": 0, "shot": {"kind": "title", "text": "x\nversion: 9"}}, ""),
        ("move", {"at": 0, "to": 1, "base": "other"}, "changed elsewhere"),
    ):
        answer = do(browser, what, **{"base": base, **body})
        if story.read_bytes() != before:
            # A line break in a text is a space of it.
            assert what == "set", body
            do(browser, "undo")
            continue
        assert (answer.status_code, said in answer.text) == (422, True), (body, answer.text)
        assert str(story.parent) not in answer.text
    assert story.read_bytes() == before
    for shot in ({"kind": {"a": [[[[[[[]]]]]]]}}, {"Kind!": 1}, [], "x", {"kind": 10**12}):
        assert do(browser, "add", at=0, shot=shot).status_code == 422


def test_a_card_is_shown_though_nothing_is_rendered_and_the_story_is_too_long(
    browser: Browser, story: Path
) -> None:
    for _ in range(4):
        do(browser, "copy", at=1)
    assert browser.clip()["problem"]
    facts = shots(browser)
    key = facts["shots"][1]["picture"]
    assert key
    shown = browser.get(f"/api{CLIP}/shots/{key}.jpg")
    made = Image.open(io.BytesIO(shown.content))
    assert (made.size, len(made.getcolors(1 << 20) or ()) > 50) == ((540, 960), True)
    assert browser.get(f"/api{CLIP}/shots/0123456789.jpg").status_code == 204
