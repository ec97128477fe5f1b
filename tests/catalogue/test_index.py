"""The index says what the manifests say, and is made again whenever it is gone or damaged."""

import shutil
import sqlite3
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from published_clips import publish

from clipmaker.catalogue import index as index_module
from clipmaker.catalogue.index import Catalogue
from clipmaker.catalogue.model import ClipState, Wanted
from clipmaker.catalogue.prune import old_drafts, remove
from clipmaker.cli.catalogue_shown import review


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


@pytest.fixture
def catalogue(tmp_path: Path, output: Path) -> Catalogue:
    return Catalogue(output, tmp_path / "index.sqlite")


def names(entries) -> list[str]:
    return [f"{e.day:%d} {e.slug} {e.folder.name}" for e in entries]


def test_nothing_published_is_an_empty_answer(catalogue: Catalogue) -> None:
    assert catalogue.entries() == ()
    assert catalogue.usage() == ()


def test_clips_by_day_brand_and_state_newest_day_first(catalogue: Catalogue, output: Path) -> None:
    publish(output, "b")
    publish(output, "a", "v1", brand="other")
    publish(output, "c", "v1", day="2025-01-14")
    assert names(catalogue.entries()) == ["14 c v1", "13 a v1", "13 b draft"]
    assert names(catalogue.entries(Wanted(day=date(2025, 1, 13)))) == ["13 a v1", "13 b draft"]
    assert names(catalogue.entries(Wanted(brand="other"))) == ["13 a v1"]
    assert names(catalogue.entries(Wanted(state=ClipState.DRAFT))) == ["13 b draft"]
    assert names(catalogue.entries(Wanted(slug="c", state=ClipState.DRAFT))) == []
    (one,) = catalogue.entries(Wanted(slug="b"))
    assert (one.headline, one.profile, one.cues, one.approved) == ("B", "tiny", 2, 1)
    assert one.video.is_file()


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ([], "2 of 2 approved"),
        ([{"status": "machine", "shown": False}], "2 of 2 approved"),
        (
            [{"status": "edited", "waiver": "no interpreter"}],
            "3 of 3 cleared: 2 approved, 1 waived",
        ),
        ([{"status": "approved", "waiver": "too fast"}], "3 of 3 approved"),
        ([{"status": "machine", "shown": True}], "2 of 3 approved"),
    ],
)
def test_only_what_a_clip_shows_is_counted_and_a_waiver_is_called_one(
    catalogue: Catalogue, output: Path, others: list[dict[str, Any]], told: str
) -> None:
    publish(output, "b", "v1", cues=[{"status": "approved"}, {"status": "approved"}, *others])
    (one,) = catalogue.entries()
    assert review(one) == told


def test_clips_that_use_a_file_are_found_by_its_name_and_by_its_content(
    catalogue: Catalogue, output: Path
) -> None:
    publish(output, "a", inputs={"interview.mp4": "aa"})
    publish(output, "b", inputs={"renamed.mp4": "aa", "photo.jpg": "bb"})
    publish(output, "c", inputs={"interview.mp4": "cc"})
    assert names(catalogue.entries(Wanted(uses=["interview.mp4"]))) == ["13 a draft", "13 c draft"]
    by_both = catalogue.entries(Wanted(uses=["interview.mp4", "aa"]))
    assert [e.slug for e in by_both] == ["a", "b", "c"]
    assert names(catalogue.entries(Wanted(uses=["' OR 1=1 --"]))) == []


def test_corrections_are_finals_after_the_first(catalogue: Catalogue, output: Path) -> None:
    for version in ("v1", "v2", "draft", "v10"):
        publish(output, "a", version)
    publish(output, "b", "v1")
    found = catalogue.entries(Wanted(corrected=True))
    assert names(found) == ["13 a v1", "13 a v2", "13 a v10"]
    assert [(e.correction, e.corrected, e.newest) for e in found] == [
        (False, True, False),
        (True, True, False),
        (True, False, True),
    ]
    (alone,) = catalogue.entries(Wanted(slug="b"))
    assert (alone.correction, alone.corrected) == (False, False)


def test_only_manifests_that_are_new_are_read_again(
    catalogue: Catalogue, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        publish(output, f"s{number}")
    assert catalogue.refresh().read == 5
    read = []
    original = index_module.read_folder
    monkeypatch.setattr(
        index_module, "read_folder", lambda folder: read.append(folder.name) or original(folder)
    )
    assert catalogue.refresh().read == 0
    shutil.rmtree(output / "2025-01-13" / "s1" / "draft")
    shutil.rmtree(output / "2025-01-13" / "s2" / "draft")
    publish(output, "s2", size=5)
    done = catalogue.refresh()
    assert (done.read, done.gone, len(read)) == (1, 1, 1)
    (one,) = catalogue.entries(Wanted(slug="s2"))
    assert one.size_bytes == 5 + (one.folder / "manifest.json").stat().st_size


def test_links_workspaces_and_strangers_are_no_clips(catalogue: Catalogue, output: Path) -> None:
    folder = publish(output, "a", "v1")
    (folder.parent / "latest").symlink_to("v1")
    shutil.copytree(folder, folder.parent / ".work-1-0")
    shutil.copytree(folder, folder.parent / "v0")
    shutil.copytree(folder, output / "notes" / "a" / "v1")
    (output / "2025-01-13" / "a.txt").write_text("")
    assert names(catalogue.entries()) == ["13 a v1"]


def test_a_damaged_manifest_is_left_out_and_named(catalogue: Catalogue, output: Path) -> None:
    good = publish(output, "a")
    for number, text in enumerate(("{", "[]", '{"story": 3}', "\udcff")):
        bad = publish(output, f"bad{number}")
        (bad / "manifest.json").write_text(text, encoding="utf-8", errors="surrogateescape")
    assert [e.folder for e in catalogue.entries()] == [good]
    assert [folder.parent.name for folder, why in catalogue.refresh().unreadable if why] == [
        "bad0",
        "bad1",
        "bad2",
        "bad3",
    ]


@pytest.mark.parametrize("damage", ["deleted", "no database", "cut off", "another form", "emptied"])
def test_the_index_is_made_again(
    damage: str, catalogue: Catalogue, output: Path, tmp_path: Path
) -> None:
    for number in range(40):
        publish(output, f"s{number}")
    before = catalogue.entries()
    file = tmp_path / "index.sqlite"
    if damage == "deleted":
        file.unlink()
    elif damage == "no database":
        file.write_bytes(b"not a database at all" * 100)
    elif damage == "cut off":
        file.write_bytes(file.read_bytes()[:9000])
    elif damage == "emptied":
        file.write_bytes(b"")
    else:
        with sqlite3.connect(file) as db:
            db.execute("PRAGMA user_version = 99")
            db.execute("ALTER TABLE clip RENAME COLUMN brand TO label")
        db.close()
    assert catalogue.entries() == before
    assert catalogue.rebuild().read == 40
    assert catalogue.entries() == before


def test_many_may_ask_while_one_deletes(output: Path, tmp_path: Path) -> None:
    for number in range(30):
        publish(output, f"s{number}")
    file = tmp_path / "index.sqlite"
    wrong: list[object] = []

    def ask() -> None:
        for turn in range(10):
            other = Catalogue(output, file)
            if turn % 5 == 4:
                other.rebuild()
            if len(other.entries()) != 30:
                wrong.append(turn)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_where_no_index_can_be_kept_the_answer_is_the_same(output: Path, tmp_path: Path) -> None:
    publish(output, "a")
    (tmp_path / "file").write_text("")
    assert names(Catalogue(output, tmp_path / "file" / "index.sqlite").entries()) == ["13 a draft"]
    folder = tmp_path / "folder.sqlite"
    folder.mkdir()
    assert names(Catalogue(output, folder).entries()) == ["13 a draft"]


def test_usage_counts_every_byte(catalogue: Catalogue, output: Path) -> None:
    folders = [publish(output, "a", "draft"), publish(output, "a", "v1"), publish(output, "b")]
    publish(output, "c", day="2025-01-14")
    usage = catalogue.usage()[1]
    sizes = [sum(p.stat().st_size for p in folder.iterdir()) for folder in folders]
    assert (usage.drafts, usage.draft_bytes) == (2, sizes[0] + sizes[2])
    assert (usage.finals, usage.final_bytes) == (1, sizes[1])


@settings(max_examples=60, deadline=None)
@given(
    published_days_ago=st.integers(-400, 400),
    story_days_ago=st.integers(-400, 400),
    version=st.sampled_from(["draft", "v1", "v7"]),
)
def test_only_drafts_that_are_old_by_both_dates_are_pruned(
    tmp_path_factory: pytest.TempPathFactory,
    published_days_ago: int,
    story_days_ago: int,
    version: str,
) -> None:
    output = tmp_path_factory.mktemp("prune")
    now = datetime.now(UTC)
    day = (now - timedelta(days=story_days_ago)).date().isoformat()
    publish(output, "a", version, day=day, age_days=published_days_ago)
    entries = Catalogue(output, output / "index.sqlite").entries()
    old = old_drafts(entries, age=timedelta(days=30), now=now)
    expected = version == "draft" and published_days_ago >= 30 and story_days_ago > 30
    assert bool(old) == expected


def test_pruning_removes_a_draft_whole_and_leaves_its_finals(
    catalogue: Catalogue, output: Path
) -> None:
    final = publish(output, "a", "v1", age_days=99)
    publish(output, "a", age_days=99)
    publish(output, "b", age_days=99)
    for entry in old_drafts(catalogue.entries(), age=timedelta(days=30), now=datetime.now(UTC)):
        assert remove(entry)
    assert [e.folder for e in catalogue.entries()] == [final]
    assert sorted(p.name for p in (output / "2025-01-13").iterdir()) == ["a"]
    assert sorted(p.name for p in final.parent.iterdir()) == ["v1"]
    (master,) = catalogue.entries()
    with pytest.raises(ValueError, match="is not a draft"):
        remove(master)


def test_a_draft_that_was_made_again_meanwhile_stays(catalogue: Catalogue, output: Path) -> None:
    old = publish(output, "a", age_days=99)
    (entry,) = catalogue.entries()
    shutil.rmtree(old)
    publish(output, "a")
    assert not remove(entry)
    assert old.is_dir()
