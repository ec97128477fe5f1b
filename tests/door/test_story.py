"""Stories: what is read, and every mistake at once."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from kinds import SPECS

from clipmaker.errors import InputError
from clipmaker.story.load import load_story
from clipmaker.story.model import Card, Footage
from clipmaker.story.photo import Box, Photo, Point

Write = Callable[[str], Path]

GOOD = """\
version: 1
date: 2025-01-13
shots:
  - kind: title
    kicker: Ukraine war
    text: Captured soldier says he wants
      to *stay in Ukraine*
    photo: {file: kursk.jpg, credit: "Photo: AFP", focus: [0.5, 0.3]}
  - kind: footage
    file: interview.mp4
    credit: Office of the President
    in: 0:03
    out: "0:21.500"
    language: ko
    focus_box: [0.3, 0.1, 0.7, 0.6]
    subtitles: false
  - kind: end
    sources: [AFP, NIS]
"""
HEAD = "version: 1\ndate: 2025-01-13\nslug: s\nshots:\n"


def problems(file: Path, **more: object) -> list[str]:
    """The problems of a story, without its path."""
    with pytest.raises(InputError) as caught:
        load_story(file, specs=SPECS, **more)  # type: ignore[arg-type]
    return [str(problem).removeprefix(f"{file}:") for problem in caught.value.problems]


def only(file: Path, **more: object) -> str:
    """The one problem of a story."""
    (problem,) = problems(file, **more)
    return problem


def card(text: str, kind: str = "caption") -> str:
    """A story of one card."""
    return f"{HEAD}  - kind: {kind}\n    {text}\n"


def footage(keys: str) -> str:
    """A story of a card and footage with more keys."""
    return (
        f"{HEAD}  - {{kind: caption, text: x}}\n"
        f"  - kind: footage\n    file: interview.mp4\n    credit: AFP\n    {keys}\n"
    )


def test_a_good_story(write: Write, tmp_path: Path) -> None:
    file = write(GOOD)
    story = load_story(file, specs=SPECS)
    assert story.file == file
    assert story.date == date(2025, 1, 13)
    assert story.headline == "Captured soldier says he wants to stay in Ukraine"
    assert story.slug == "captured-soldier-says-he-wants-to-stay-in-ukraine"
    assert (story.brand, story.language) == ("news-60", "en")
    title, interview, end = story.shots
    assert title == Card(
        kind="title",
        fields={
            "kicker": "Ukraine war",
            "text": "Captured soldier says he wants to *stay in Ukraine*",
            "photo": Photo(
                file=tmp_path / "kursk.jpg", credit="Photo: AFP", focus=Point(x=0.5, y=0.3)
            ),
        },
    )
    assert interview == Footage(
        file=tmp_path / "interview.mp4",
        credit="Office of the President",
        in_ms=3000,
        out_ms=21500,
        language="ko",
        focus_box=Box(left=0.3, top=0.1, right=0.7, bottom=0.6),
        subtitles=False,
    )
    assert isinstance(end, Card)
    assert end.texts("sources") == ("AFP", "NIS")
    assert [shot.line for shot in story.shots] == [4, 9, 17]


def test_everything_wrong_at_once(write: Write) -> None:
    story = """\
version: 1
date: 13 January 2025
brand: new-60
titel: x
slug: Foo Bar
shots:
  - kind: end
    sources: []
  - kind: titel
  - kind: title
    txt: hello
    kicker: 5
    photo:
      file: /etc/passwd
      focus: [2, 0.5]
  - kind: footage
    file: intervew.mp4
    in: 3.5
    language: korean
    subtitles: no
  - text: x
  - hello
"""
    found = problems(write(story), brand_names=["news-60", "other"])
    expected = [
        "2: date: expected a date such as 2025-01-13, found “13 January 2025”",
        "3: brand: unknown brand “new-60”: known are news-60, other (did you mean “news-60”?)",
        "4: titel: unknown key: a story takes version, date, slug, brand, language, link",
        "5: slug: expected lower-case letters, digits and single hyphens",
        "7: shots[0]: a card of kind end may only stand last",
        "8: shots[0].sources: expected 1 to 30 texts, found 0",
        "9: shots[1].kind: unknown kind “titel”: one of title, caption, end, footage "
        "(did you mean “title”?)",
        "10: shots[2].text: is required, but missing",
        "11: shots[2].txt: unknown key: a title card takes kind, kicker, text, dateline, photo "
        "(did you mean “text”?)",
        "12: shots[2].kicker: expected a text, found the number 5: put it in quotes",
        "13: shots[2].photo.credit: a photo needs a credit: whose pictures are these?",
        "14: shots[2].photo.file: “/etc/passwd” lies outside the story's folder",
        "15: shots[2].photo.focus: expected 2 numbers from 0 to 1: [across, down]",
        "16: shots[3].credit: footage needs a credit: whose pictures are these?",
        "17: shots[3].file: there is no file “intervew.mp4” in the story's folder "
        "(did you mean “interview.mp4”?)",
        '18: shots[3].in: expected a time in quotes, as in "0:03", found the number 3.5',
        "19: shots[3].language: expected a language code of ISO 639-1, as in ko, found “korean” "
        "(did you mean “ko”?)",
        "20: shots[3].subtitles: expected true or false, found “no” (did you mean “false”?)",
        "21: shots[4]: needs a kind: one of title, caption, end, footage",
        "22: shots[5]: expected keys, each on a line of its own, found “hello”",
    ]
    assert len(found) == len(expected)
    for line, start in zip(found, expected, strict=True):
        assert line.startswith(start)


@pytest.mark.parametrize(
    ("head", "problem"),
    [
        ("date: 2025-01-13\nshots: [{kind: caption, text: x}]", "1: version: is required"),
        ("version: 1\nshots: [{kind: caption, text: x}]", "1: date: is required, as in date:"),
        ("version: 1\ndate: 2025-01-13", "1: shots: is required"),
        ("version: 1\ndate: 2025-01-13\nshots:", "3: shots: expected a list"),
        ("version: 1\ndate: 2025-01-13\nshots: []", "3: shots: needs at least one card"),
        ("version: '1'\ndate: 2025-01-13\nshots: [{kind: caption, text: x}]", "1: version: expec"),
        ("version: true\ndate: 2025-01-13\nshots: [{kind: caption, text: x}]", "1: version: expec"),
        ("version: 1\ndate: 2025-02-30\nshots: [{kind: caption, text: x}]", "2: date: expected"),
        ("version: 1\ndate: 20250113\nshots: [{kind: caption, text: x}]", "2: date: expected"),
    ],
)
def test_the_top_of_a_story(write: Write, head: str, problem: str) -> None:
    assert only(write(head)).startswith(problem)


def test_another_version_is_the_only_problem_that_counts(write: Write) -> None:
    text = "version: 2\nnonsense: true\n"
    expected = "1: version: this story is version 2; this Clipmaker reads version 1"
    assert only(write(text)) == f"{expected}: upgrade Clipmaker"
    assert only(write("version: 0")) == expected.replace("is version 2", "is version 0")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("text: ''", "is empty"),
        ("text: '   '", "is empty"),
        ("text:", "expected a text, found nothing"),
        ("text: ~", "expected a text, found nothing"),
        ('text: "\\u200d\\u200b"', "is empty"),
        ('text: "a\\x07b"', "holds U+0007 (a control character)"),
        ('text: "a\\ud800b"', "holds U+D800"),
        ('text: "a\\u202eb"', "holds U+202E (right-to-left override)"),
        ('text: "a\\uffffb"', "holds U+FFFF"),
        ("text: " + "word " * 500, "2499 characters are more than the 2000 allowed"),
        ("text: true", "expected a text, found true: put it in quotes"),
        ("text: [a, b]", "expected a text, found a list"),
        ("text: {a: b}", "expected a text, found keys: a text with a colon"),
    ],
)
def test_texts_that_are_refused(write: Write, text: str, problem: str) -> None:
    assert only(write(card(text))).startswith(f"6: shots[0].text: {problem}")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("text: >\n      one\n      two\n\n      three", "one two three"),
        ("text: |\n      one\n      two\n", "one two"),
        ('text: "  a \\t b  "', "a b"),
        ('text: "cafe\\u0301"', "café"),
        ('text: "\\ufeffa"', "a"),
        ('text: "10\\u00a0000"', "10\u00a0000"),
        ("text: می\u200cخواهم", "می\u200cخواهم"),
        ("text: 포로 병사", "포로 병사"),
        ('text: ":\'\\\\%{}[];,"', ":'\\%{}[];,"),
        ("text: no", "no"),
        ("text: 12:30", "12:30"),
        ("text: 2025-01-13", "2025-01-13"),
        ('text: "*literal* here"', "*literal* here"),
    ],
)
def test_texts_are_kept_as_written(write: Write, text: str, kept: str) -> None:
    (shot,) = load_story(write(card(text)), specs=SPECS).shots
    assert isinstance(shot, Card)
    assert shot.text("text") == kept


@pytest.mark.parametrize("written", ["", "''", "~", "'  '"])
@pytest.mark.parametrize("what", ["footage", "photo"])
def test_an_empty_credit_is_no_credit(write: Write, what: str, written: str) -> None:
    if what == "footage":
        text = footage("").replace("credit: AFP", f"credit: {written}")
    else:
        photo = f"photo:\n      file: kursk.jpg\n      credit: {written}"
        text = card(f"text: x\n    {photo}", "title")
    assert only(write(text)).endswith(
        f"{'a photo' if what == 'photo' else 'footage'} needs a credit: whose pictures are these?"
    )


@pytest.mark.parametrize(
    ("keys", "problem"),
    [
        ("in: 3", 'in: expected a time in quotes, as in "0:03", found the number 3'),
        ("in: 0.5", "in: expected a time in quotes"),
        ("in: '3'", "in: expected a time such as"),
        ("in: '0:75'", "in: expected a time such as"),
        ("in: '-0:03'", "in: expected a time such as"),
        ("in: '0:03.1234'", "in: expected a time such as"),
        ("out: '0:00'", "out: out (0:00) must come after in (0:00)"),
        ("in: '0:10'\n    out: '0:03.5'", "out: out (0:03.500) must come after in (0:10)"),
        ("out:", "out: expected a time such as"),
        ("language: kr-KR", "language: expected a language code"),
        ("language: 5", "language: expected a language code in quotes"),
        ("language: KO", "language: expected a language code of ISO 639-1, as in ko, found “KO” "),
        ("subtitles: 1", "subtitles: expected true or false"),
        ("focus: [0.5]", "focus: expected 2 numbers"),
        ("focus: [0.5, .nan]", "focus: expected 2 numbers"),
        ("focus: [true, 0.5]", "focus: expected 2 numbers"),
        ("focus: 0.5", "focus: expected 2 numbers"),
        ("focus_box: [0.5, 0.1, 0.5, 0.6]", "focus_box: the right edge must be right of"),
        ("fit: cropp", "fit: expected one of auto, contain, crop, fill, found “cropp” (did you"),
        ("fit: true", "fit: expected one of auto, contain, crop, fill, found true"),
        ("bars: cut", "bars: expected keep, found “cut”; bars are cut off when the line is left"),
        ("focus_box: [0, 0, 1]", "focus_box: expected 4 numbers"),
        ("sourc: x", "sourc: unknown key: footage takes kind, file, credit, in, out"),
    ],
)
def test_footage_that_is_refused(write: Write, keys: str, problem: str) -> None:
    assert f"shots[1].{problem}" in only(write(footage(keys)))


def test_times_of_an_hour(write: Write) -> None:
    story = load_story(write(footage("in: '1:02:03'\n    out: '1:02:03.5'")), specs=SPECS)
    shot = story.shots[1]
    assert isinstance(shot, Footage)
    assert (shot.in_ms, shot.out_ms) == (3_723_000, 3_723_500)


def test_story_with_nothing_but_footage(write: Write) -> None:
    text = HEAD + "  - {kind: footage, file: interview.mp4, credit: AFP}\n"
    assert only(write(text)) == "4: shots: needs at least one card"


class TestFiles:
    """Media lie in the story's folder or under a folder that the user allowed."""

    def with_file(self, write: Write, name: str) -> Path:
        return write(footage("").replace("interview.mp4", f'"{name}"'))

    def test_outside(self, write: Write, tmp_path: Path) -> None:
        folder = tmp_path / "story"
        folder.mkdir()
        (tmp_path / "outside.mp4").write_bytes(b"x")
        (folder / "link.mp4").symlink_to(tmp_path / "outside.mp4")
        (folder / "deep").symlink_to(tmp_path)
        text = footage("")
        for name in (
            "../outside.mp4",
            str(tmp_path / "outside.mp4"),
            "link.mp4",
            "deep/outside.mp4",
        ):
            file = folder / "story.yaml"
            file.write_text(text.replace("interview.mp4", name))
            assert "lies outside the story's folder: name its folder with --media-root" in only(
                file
            )
            story = load_story(file, specs=SPECS, media_roots=[tmp_path])
            assert isinstance(story.shots[1], Footage)
            assert story.shots[1].file == tmp_path / "outside.mp4"

    def test_inside_by_a_detour(self, write: Write, tmp_path: Path) -> None:
        (tmp_path / "media").mkdir()
        (tmp_path / "inside.mp4").symlink_to("interview.mp4")
        for name in ("media/../interview.mp4", "inside.mp4", str(tmp_path / "interview.mp4")):
            story = load_story(self.with_file(write, name), specs=SPECS)
            assert isinstance(story.shots[1], Footage)
            assert story.shots[1].file == tmp_path / "interview.mp4"

    def test_found_under_a_media_root(self, write: Write, tmp_path: Path) -> None:
        archive = tmp_path / "archive"
        archive.mkdir()
        (archive / "old.mp4").write_bytes(b"x")
        folder = tmp_path / "today"
        folder.mkdir()
        file = folder / "story.yaml"
        file.write_text(footage("").replace("interview.mp4", "old.mp4"))
        story = load_story(file, specs=SPECS, media_roots=[archive])
        assert isinstance(story.shots[1], Footage)
        assert story.shots[1].file == archive / "old.mp4"
        file.write_text(footage("").replace("interview.mp4", "olt.mp4"))
        assert only(file, media_roots=[archive]).endswith(
            "there is no file “olt.mp4” in the story's folder and the media roots "
            "(did you mean “old.mp4”?)"
        )

    @pytest.mark.parametrize(
        ("name", "problem"),
        [
            ("", "is empty: write the name of a file"),
            (".", "“.” is a folder"),
            ("https://example.org/a.mp4", "is an address: save the file first"),
            ("a" * 300 + ".mp4", "cannot be read: File name too long"),
            ("nowhere/interview.mp4", "there is no file “nowhere/interview.mp4”"),
            ("\\0", "cannot be a file name"),
        ],
    )
    def test_names_that_are_refused(self, write: Write, name: str, problem: str) -> None:
        assert problem in only(self.with_file(write, name))

    def test_what_is_no_file(self, write: Write, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.mp4")
        (tmp_path / "loop.mp4").symlink_to("loop.mp4")
        assert "is not an ordinary file" in only(self.with_file(write, "pipe.mp4"))
        assert "loop.mp4" in only(self.with_file(write, "loop.mp4"))

    def test_either_unicode_form_of_a_name(self, write: Write, tmp_path: Path) -> None:
        (tmp_path / "cafe\u0301.mp4").write_bytes(b"x")
        story = load_story(self.with_file(write, "caf\u00e9.mp4"), specs=SPECS)
        assert isinstance(story.shots[1], Footage)
        assert story.shots[1].file.name == "cafe\u0301.mp4"

    def test_odd_names(self, write: Write, tmp_path: Path) -> None:
        for name in ("a:b.mp4", "100%.mp4", "-y.mp4", "한국.mp4", "it's, [so] {odd};.mp4"):
            (tmp_path / name).write_bytes(b"x")
            story = load_story(self.with_file(write, name), specs=SPECS)
            assert isinstance(story.shots[1], Footage)
            assert story.shots[1].file.name == name


class TestNames:
    """Every clip gets a name that a folder can have, or the story is asked for one."""

    def story(self, headline: str) -> str:
        return f"version: 1\ndate: 2025-01-13\nshots:\n  - {{kind: title, text: '{headline}'}}\n"

    def test_headline_that_has_no_letters_for_a_name(self, write: Write) -> None:
        for headline in ("포로 병사", "الجندي الأسير", "1 000 북한군", "!!!"):
            assert only(write(self.story(headline))) == (
                f"1: slug: is required, because no name can be made from “{headline}”: "
                "write one, as in slug: captured-soldier"
            )

    def test_written_name(self, write: Write) -> None:
        story = load_story(
            write(self.story("포로 병사").replace("shots", "slug: pow\nshots")), specs=SPECS
        )
        assert (story.slug, story.headline) == ("pow", "포로 병사")

    def test_no_headline(self, write: Write) -> None:
        text = "version: 1\ndate: 2025-01-13\nshots:\n  - {kind: end, sources: [AFP]}\n"
        assert "because no card has a headline" in only(write(text))
        named = load_story(write(text.replace("shots", "slug: the-end\nshots")), specs=SPECS)
        assert named.headline == "The end"

    def test_missing_headline_is_told_once(self, write: Write) -> None:
        text = "version: 1\ndate: 2025-01-13\nshots:\n  - {kind: title}\n"
        assert only(write(text)) == "4: shots[0].text: is required, but missing"

    def test_first_title_wins(self, write: Write) -> None:
        text = (
            "version: 1\ndate: 2025-01-13\nshots:\n  - {kind: caption, text: First}\n"
            "  - {kind: title, text: 'A *headline*'}\n  - {kind: title, text: Second}\n"
        )
        assert load_story(write(text), specs=SPECS).headline == "A headline"


def test_aliases_share_a_credit(write: Write) -> None:
    text = (
        f"{HEAD}  - {{kind: caption, text: &who AFP}}\n"
        "  - {kind: footage, file: interview.mp4, credit: *who }\n"
    )
    shot = load_story(write(text), specs=SPECS).shots[1]
    assert isinstance(shot, Footage)
    assert shot.credit == "AFP"


@pytest.mark.parametrize(
    "text",
    [
        "version: 1\ndate: [2025]\nslug: {}\nbrand: []\nlanguage: {}\nshots: {a: b}",
        "version: []\ndate: 1.5\nshots:\n  - [[]]\n  - {kind: {}}\n  - {kind: [a]}\n  - 5\n  -\n",
        "version: 1\ndate: 2025-01-13\nshots:\n  - {kind: title, text: {}, photo: []}\n"
        "  - {kind: end, sources: [1, [], {}, ~]}\n  - {kind: footage, file: [], in: {}}",
    ],
)
def test_nonsense_types_show_no_traceback(write: Write, text: str) -> None:
    for problem in problems(write(text), brand_names=["news-60"]):
        assert int(problem.split(":")[0]) >= 1


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("[uk, korean]", "expected a language code of ISO 639-1, as in ko, found “korean” "),
        ("[uk, kr]", "“kr” is Kanuri, not a country"),
        ("[]", "this list is empty"),
        ("[uk, ko, uk]", "uk stands here twice"),
        ("[uk, 3]", "expected a language code in quotes, as in ko, found the number 3"),
    ],
)
def test_languages_of_footage_that_are_none(write: Write, written: str, message: str) -> None:
    (found,) = problems(write(footage(f"language: {written}")))
    assert "language" in found
    assert message in found


def test_thousands_of_languages_are_refused_at_once(write: Write) -> None:
    (found,) = problems(write(footage(f"language: [{', '.join(['ko', 'ru'] * 20_000)}]")))
    assert "ko stands here twice" in found


def test_footage_in_several_languages(write: Write) -> None:
    _, several = load_story(write(footage("language: [uk, ko]")), specs=SPECS).shots
    assert isinstance(several, Footage)
    assert (several.language, several.languages, several.tongues) == (
        "",
        ("uk", "ko"),
        ("uk", "ko"),
    )
    _, one = load_story(write(footage("language: [ko]")), specs=SPECS).shots
    assert isinstance(one, Footage)
    assert (one.language, one.languages, one.tongues) == ("ko", (), ("ko",))
