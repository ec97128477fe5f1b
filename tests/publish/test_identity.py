"""A corrected headline forks no clip, and another version of a clip is no correction of it."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clipmaker.errors import InputError
from clipmaker.publish.identity import (
    Identity,
    IdentityQuestion,
    day_of,
    identify,
    redated,
)
from clipmaker.story.model import Card, Story

DAY = "2025-01-13"


def story(file: Path, slug: str = "soldier-captured", **changes: Any) -> Story:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()
    card = Card(kind="caption", fields={"text": "He was captured near Kursk."})
    values: dict[str, Any] = {
        "file": file,
        "date": date(2025, 1, 13),
        "slug": slug,
        "named": False,
        "headline": slug.replace("-", " "),
        "shots": (card,),
        **changes,
    }
    return Story(**values)


def asked(one: Story, **changes: str) -> IdentityQuestion:
    values = {"own_brand": one.brand, "brand": one.brand, "profile": "news-60", **changes}
    return IdentityQuestion(story=one, **values)


def made(output: Path, wanted: IdentityQuestion, version: str = "v1") -> Identity:
    """Publish by hand what a story makes."""
    found = identify(wanted, day_of(output, wanted.story.date.isoformat()))
    folder = output / wanted.story.date.isoformat() / found.name / version
    folder.mkdir(parents=True)
    profile = (wanted.profile, wanted.length, wanted.format.replace(":", "x"))
    fields = [{"kind": card.kind, "fields": dict(card.fields)} for card in wanted.story.shots]  # type: ignore[union-attr]
    said = {
        "story": {
            "headline": wanted.story.headline,
            "language": wanted.story.language,
            "content": fields,
        },
        "brand": {"name": wanted.brand},
        "profile": {"name": "-".join(filter(None, profile))},
        "clip": {"of": found.of, "origin": found.origin, "differs": dict(found.differs)},
    }
    (folder / "manifest.json").write_text(json.dumps(said))
    return found


def test_another_shape_is_a_clip_beside_the_master_whichever_comes_first(
    output: Path, first: Story
) -> None:
    square = made(output, asked(first, format="1:1"))
    assert (square.name, square.of) == ("soldier-captured-1x1", "soldier-captured")
    assert made(output, asked(first)).name == "soldier-captured"
    assert found(output, asked(first, format="1:1")).name == "soldier-captured-1x1"
    assert found(output, asked(first, format="4:5")).differs == {"format": "4x5"}


def test_another_length_or_no_music_is_a_clip_beside_the_master_whichever_comes_first(
    output: Path, first: Story
) -> None:
    short = made(output, asked(first, length="59s"))
    assert (short.name, short.of) == ("soldier-captured-59s", "soldier-captured")
    assert made(output, asked(first)).name == "soldier-captured"
    silent = replace(asked(first, length="59s", format="1:1"), silenced=True)
    assert found(output, silent).name == "soldier-captured-59s-no-music-1x1"
    assert found(output, asked(first, length="59s")).name == "soldier-captured-59s"


def found(output: Path, wanted: IdentityQuestion) -> Identity:
    return identify(wanted, day_of(output, wanted.story.date.isoformat()))


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


@pytest.fixture
def first(tmp_path: Path) -> Story:
    return story(tmp_path / "stories" / "a" / "story.yaml")


def test_a_corrected_headline_keeps_the_clip_and_says_so(output: Path, first: Story) -> None:
    assert made(output, asked(first)).name == "soldier-captured"
    later = replace(first, slug="soldier-was-not-captured", headline="Not captured")
    again = made(output, asked(later), "v2")
    assert (again.name, again.of) == ("soldier-captured", "soldier-captured")
    assert "write “slug: soldier-captured” into story.yaml" in again.note
    assert found(output, asked(replace(later, slug="once-more"))).name == "soldier-captured"
    assert found(output, asked(first)).note == ""


def test_a_changed_slug_is_refused_with_the_remedy(output: Path, first: Story) -> None:
    made(output, asked(first))
    with pytest.raises(InputError, match="would become a second clip") as refused:
        found(output, asked(replace(first, slug="another-name", named=True)))
    assert "“slug: soldier-captured”" in refused.value.remedy
    named = replace(first, named=True, headline="Not captured")
    assert found(output, asked(named)).name == "soldier-captured"


def test_a_file_that_holds_another_story_now_is_asked_about(output: Path, first: Story) -> None:
    made(output, asked(first))
    card = Card(kind="caption", fields={"text": "The harbour is clean."})
    with pytest.raises(InputError, match="is this the same story"):
        found(output, asked(replace(first, slug="clean-harbour", shots=(card,))))


def test_the_same_file_with_another_date_is_another_clip(output: Path, first: Story) -> None:
    made(output, asked(first))
    next_day = replace(first, date=date(2025, 1, 14), slug="clean-harbour", headline="Harbour")
    assert made(output, asked(next_day)).name == "clean-harbour"
    assert found(output, asked(first)).name == "soldier-captured"


def test_a_corrected_date_is_said_and_a_file_used_again_is_not(output: Path, first: Story) -> None:
    made(output, asked(first))
    later = replace(first, date=date(2025, 1, 14))
    told = redated(later, found(output, asked(later)), output)
    assert "2025-01-13/soldier-captured was published from this file" in told
    assert "clipmaker catalogue withdraw 2025-01-13/soldier-captured" in told
    card = Card(kind="caption", fields={"text": "The harbour is clean."})
    for other in (first, replace(later, shots=(card,)), replace(later, slug="another")):
        assert redated(other, found(output, asked(other)), output) == ""
    made(output, asked(later))
    assert redated(later, found(output, asked(later)), output) == ""


def test_a_folder_copied_with_its_slug_does_not_correct_another_story(
    output: Path, first: Story, tmp_path: Path
) -> None:
    made(output, asked(replace(first, named=True)))
    copied = story(tmp_path / "stories" / "b" / "story.yaml", named=True, headline="Harbour")
    with pytest.raises(InputError, match="is another story's clip") as refused:
        found(output, asked(copied))
    assert str(first.file) in refused.value.message
    next_day = replace(copied, date=date(2025, 1, 14))
    assert found(output, asked(next_day)).name == "soldier-captured"
    first.file.unlink()
    assert found(output, asked(copied)).name == "soldier-captured"


def test_two_copies_of_one_story_are_one(output: Path, first: Story, tmp_path: Path) -> None:
    made(output, asked(first))
    other = story(tmp_path / "clone" / "a" / "story.yaml")
    assert found(output, asked(other)).name == "soldier-captured"


def test_a_story_that_moved_and_got_another_headline_keeps_its_clip(
    output: Path, first: Story, tmp_path: Path
) -> None:
    made(output, asked(first))
    moved = story(tmp_path / "stories" / "done" / "b.yaml", "not-captured")
    assert found(output, asked(moved)).name == "not-captured"
    first.file.unlink()
    again = made(output, asked(moved), "v2")
    assert again.name == "soldier-captured"
    assert "write “slug: soldier-captured” into b.yaml" in again.note
    assert found(output, asked(replace(moved, slug="never-captured"))).name == "soldier-captured"
    card = Card(kind="caption", fields={"text": "The harbour is clean."})
    other = story(tmp_path / "stories" / "c" / "c.yaml", "clean-harbour", shots=(card,))
    assert found(output, asked(other)).name == "clean-harbour"
    assert found(output, asked(replace(moved, slug="mine", named=True, file=other.file))).name == (
        "mine"
    )


def test_a_folder_that_moves_with_its_output_stays_known(tmp_path: Path) -> None:
    one = story(tmp_path / "news" / "stories" / "a" / "story.yaml")
    made(tmp_path / "news" / "output", asked(one))
    (tmp_path / "news").rename(tmp_path / "archive")
    moved = replace(one, file=tmp_path / "archive" / "stories" / "a" / "story.yaml", slug="other")
    assert found(tmp_path / "archive" / "output", asked(moved)).name == "soldier-captured"


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"profile": "news-59"}, "soldier-captured-news-59"),
        ({"brand": "the-meridian"}, "soldier-captured-the-meridian"),
        ({"profile": "News 59", "brand": "x"}, "soldier-captured-news-59-x"),
    ],
)
def test_another_version_is_a_clip_beside_it(
    output: Path, first: Story, changes: dict[str, str], name: str
) -> None:
    made(output, asked(first))
    for version in ("draft", "v1", "v2"):
        assert made(output, asked(first, **changes), version).name == name
    beside = found(output, asked(first, **changes))
    assert (beside.name, beside.of) == (name, "soldier-captured")
    assert dict(beside.differs) == {
        key: changes[key] for key in ("profile", "brand") if key in changes
    }
    assert found(output, asked(first)).name == "soldier-captured"
    corrected = replace(first, slug="not-captured", headline="Not captured")
    assert found(output, asked(corrected, **changes)).name == name


def test_versions_before_the_clip_itself_are_told_apart_by_their_profiles(
    output: Path, first: Story
) -> None:
    brand = {"brand": "the-meridian"}
    assert made(output, asked(first, **brand)).name == "soldier-captured-the-meridian"
    short = found(output, asked(first, profile="news-59", **brand))
    assert (short.name, short.of) == ("soldier-captured-news-59-the-meridian", "soldier-captured")
    square = asked(first, format="1:1", profile="news-59")
    assert made(output, asked(first, format="1:1")).name == "soldier-captured-1x1"
    assert found(output, square).name == "soldier-captured-news-59-1x1"
    assert found(output, asked(first, **brand)).name == "soldier-captured-the-meridian"
    assert made(output, asked(first)).name == "soldier-captured"
    assert found(output, asked(first, **brand)).name == "soldier-captured-the-meridian"


def test_the_first_profile_is_the_clip_s_own_and_a_mistaken_later_version_changes_nothing(
    output: Path, first: Story
) -> None:
    made(output, asked(first, profile="square"))
    assert found(output, asked(first)).name == "soldier-captured-news-60"
    wrong = output / DAY / "soldier-captured" / "v2"
    wrong.mkdir()
    said = {"story": {}, "profile": {"name": "news-59"}, "brand": {"name": "news-60"}}
    (wrong / "manifest.json").write_text(json.dumps(said))
    assert found(output, asked(first, profile="square")).name == "soldier-captured"
    assert found(output, asked(first, profile="news-59")).name == "soldier-captured-news-59"


def test_a_brand_that_the_story_changes_itself_is_a_correction(output: Path, first: Story) -> None:
    made(output, asked(first))
    assert found(output, asked(replace(first, brand="the-meridian"))).name == "soldier-captured"


def test_another_language_is_a_clip_beside_it(output: Path, first: Story) -> None:
    made(output, asked(replace(first, named=True)))
    german = story(first.file.with_name("story.de.yaml"), named=True, language="de", headline="X")
    assert made(output, asked(german)).name == "soldier-captured-de"
    assert found(output, asked(german)).name == "soldier-captured-de"
    assert found(output, asked(replace(first, language="fr"))).name == "soldier-captured"


def test_what_was_published_before_this_was_known_goes_on(output: Path, first: Story) -> None:
    folder = output / DAY / "soldier-captured" / "v1"
    folder.mkdir(parents=True)
    old = {"story": {"headline": "x"}, "brand": {"name": "b"}, "profile": {"name": "news-60"}}
    (folder / "manifest.json").write_text(json.dumps(old))
    (output / DAY / "broken" / "v1").mkdir(parents=True)
    (output / DAY / "broken" / "v1" / "manifest.json").write_text("[")
    assert found(output, asked(first)).name == "soldier-captured"
    assert found(output, asked(first, brand="b")).name == "soldier-captured"


def test_a_draft_binds_no_name_and_is_superseded(output: Path, first: Story) -> None:
    made(output, asked(first), "draft")
    later = found(output, asked(replace(first, slug="not-captured")))
    assert later.name == "not-captured"
    assert later.superseded == (output / DAY / "soldier-captured" / "draft",)


def test_a_name_that_is_another_clip_s_version_is_refused(output: Path, first: Story) -> None:
    made(output, asked(first))
    made(output, asked(first, profile="news-59"))
    taken = story(first.file.with_name("b.yaml"), "soldier-captured-news-59", named=True)
    with pytest.raises(InputError, match="is another story's clip"):
        found(output, asked(taken))
