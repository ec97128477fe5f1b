"""What is pasted from a clip's page, and each platform's limits in its own counting."""

from pathlib import Path
from typing import Any

import pytest
from desk_help import Browser, publish, settings

POST = """\
Flut: 2.000 Menschen müssen gehen

Es regnete die ganze Nacht. Am Morgen stand das Wasser in der Stadt.

https://example.org/flut

♪ Calm, CC0

#Flut #Hafen
"""


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A newsroom's own platforms, none to begin with."""
    monkeypatch.setenv("CLIPMAKER_CONFIG", str(tmp_path / "config"))
    place = tmp_path / "config" / "packages"
    place.mkdir(parents=True)
    return place


def asked(tmp_path: Path, post: str | None) -> Any:
    day, slug = "2025-01-12", "flood"
    story = {"slug": slug, "date": day, "headline": "Flut", "language": "de"}
    beside = {"post.txt": "0" * 64} if post is not None else {}
    folder = publish(tmp_path / "output", day, slug, story=story, files=beside)
    if post is not None:
        (folder / "post.txt").write_text(post, "utf-8")
    answer = Browser(settings(tmp_path)).get(f"/api/clips/{day}/{slug}/versions/draft")
    assert answer.status_code == 200, answer.text
    return answer.json()["post"]


def row(facts: Any, title: str) -> Any:
    return next(one for one in facts["platforms"] if one["title"] == title)


def test_each_part_is_copied_by_itself_and_counted_as_each_platform_counts(
    tmp_path: Path,
) -> None:
    facts = asked(tmp_path, POST)
    assert facts["headline"] == "Flut: 2.000 Menschen müssen gehen"
    assert facts["text"].splitlines() == [
        "Es regnete die ganze Nacht. Am Morgen stand das Wasser in der Stadt.",
        "",
        "https://example.org/flut",
        "",
        "♪ Calm, CC0",
    ]
    assert (facts["hashtags"], facts["language"], facts["broken"]) == ("#Flut #Hafen", "de", [])
    own = len(POST.strip())
    assert row(facts, "Facebook")["text"] == f"{own} of 63,206"
    # An address counts 23 at X, this one has 24; the note counts twice.
    assert row(facts, "X")["text"] == f"{own} of 280"
    assert row(facts, "X")["told"] == "The title begins the text."
    shorts = row(facts, "YouTube Shorts")
    assert (shorts["headline"], shorts["hashtags"]) == ("33 of 100", "2 of 15")
    assert shorts["told"] == "Its package leaves out link: https://example.org/flut."


def test_what_is_over_a_limit_is_told_in_words_and_what_fits_can_be_copied(tmp_path: Path) -> None:
    long = POST.replace(
        "Es regnete", "Der Fluss stieg schneller als alle dachten. " * 6 + "Es regnete"
    )
    found = row(asked(tmp_path, long), "X")
    assert found["text"] == "420 of 280: 140 too many"
    assert found["told"].startswith("Its package leaves out hashtag: #Hafen; hashtag: #Flut; sent")
    assert found["taken"].startswith("Flut: 2.000 Menschen müssen gehen\n\nDer Fluss stieg")


def test_a_title_that_fits_nowhere_is_told_and_hides_no_other_platform(tmp_path: Path) -> None:
    facts = asked(tmp_path, "Flood " * 60)
    assert facts["headline"] == ("Flood " * 60).strip()
    shorts = row(facts, "YouTube Shorts")
    assert shorts["headline"] == "359 of 100: 259 too many"
    assert (shorts["fits"], shorts["taken"]) == (False, "")
    assert "as YouTube Shorts counts, and 100 are the most" in shorts["told"]
    assert row(facts, "The newsroom's own site")["text"] == "359"


def test_a_clip_without_a_post_has_none(tmp_path: Path) -> None:
    assert asked(tmp_path, None) is None


def test_a_platform_of_ones_own_counts_too_and_a_broken_one_is_named(
    tmp_path: Path, own: Path
) -> None:
    (own / "screens.toml").write_text(
        'title = "Screens"\ndated = 2026-01-01\nsource = "us"\nshapes = ["9:16"]\nhashtags = 1\n',
        "utf-8",
    )
    (own / "broken.toml").write_text("nonsense = 1", "utf-8")
    facts = asked(tmp_path, POST)
    assert row(facts, "Screens")["hashtags"] == "2 of 1: 1 too many"
    assert row(facts, "Screens")["told"] == "Its package leaves out hashtags: #Hafen."
    assert [("broken.toml" in why, "nonsense" in why) for why in facts["broken"]] == [(True, True)]
