"""What was published keeps its name, and another version lies beside it."""

import shutil
from pathlib import Path

import pytest

from clipmaker.catalogue.index import Catalogue
from clipmaker.desk.library import Library
from clipmaker.desk.settings import DeskSettings
from clipmaker.errors import InputError
from clipmaker.make.clip import Clip, Goal, Request, make_clip
from clipmaker.make.gather import Sources, Surroundings
from clipmaker.progress import ignore
from clipmaker.render.executor import LocalPool
from clipmaker.resources import assets_dir
from clipmaker.workers import wire
from clipmaker.workers.work import check

pytestmark = pytest.mark.slow


def made(story: Path, output: Path, profile: str = "tiny", goal: Goal = Goal.FINAL) -> Clip:
    sources = Sources(story=story, profile=profile, subtitles="tiny")
    return make_clip(Request(sources=sources, output=output, goal=goal))


def changed(story: Path, old: str, new: str) -> None:
    text = story.read_text(encoding="utf-8")
    assert old in text
    story.write_text(text.replace(old, new), encoding="utf-8")


def test_headlines_and_profiles_change_and_names_stay(tiny_story: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    day = out / "2025-01-13"
    other = tmp_path / "tiny-59.toml"
    shutil.copy(assets_dir() / "profiles" / "delivery" / "tiny.toml", other)
    changed(tiny_story, "slug: tiny-story\n", "")
    changed(tiny_story, "A headline with", "An early headline with")
    early = made(tiny_story, out, goal=Goal.DRAFT)
    changed(tiny_story, "An early headline with", "A headline with")
    first = made(tiny_story, out)
    assert not early.folder.exists()
    name = first.slug
    changed(tiny_story, "A headline with", "A corrected headline with")
    again = made(tiny_story, out)
    assert again.folder == day / name / "v2"
    assert "write “slug: " in again.notes[0]
    beside = made(tiny_story, out, str(other))
    assert beside.folder == day / f"{name}-tiny-59" / "v1"
    assert beside.video.name == f"{name}-tiny-59.mp4"
    assert beside.video.is_file()
    assert (day / name / "latest").readlink() == Path("v2")
    assert sorted(one.name for one in day.iterdir()) == [name, f"{name}-tiny-59"]
    found = {(e.slug, e.version): e for e in Catalogue(out, tmp_path / "index").entries()}
    assert {key: (e.correction, e.corrected) for key, e in found.items()} == {
        (name, 1): (False, True),
        (name, 2): (True, False),
        (f"{name}-tiny-59", 1): (False, False),
    }
    for profile, expected in (("tiny", name), (str(other), f"{name}-tiny-59")):
        around = Surroundings(profile=profile, subtitles="tiny")
        settings = DeskSettings(output=out, stories=(tiny_story,), surroundings=around)
        known = Library(settings).find(("2025-01-13", expected))
        assert known and known.story and known.final
        task = wire.WorkerTask(number=0, do=wire.Do.CHECK, story=tiny_story)
        with LocalPool() as pool:
            said = check(task, settings.for_workers(), ignore, pool)
        assert said.checked and said.checked.slug == expected
    changed(tiny_story, "version: 1\n", "version: 1\nslug: something-else\n")
    with pytest.raises(InputError, match="would become a second clip"):
        made(tiny_story, out)
