"""Why a segment is rendered: told from the parts of its key and from the render before."""

from dataclasses import replace
from pathlib import Path

import pytest
from plan_values import keys, plan_of, shots

from clipmaker.plan.model import RenderPlan
from clipmaker.render.memory import Memory, recall, remember


def recalled(folder: Path, plan: RenderPlan) -> Memory:
    remember(folder, Path("story.yaml"), "news-60", plan)
    return recall(folder, Path("story.yaml"), "news-60")


def reasons(before: Memory, plan: RenderPlan) -> list[str]:
    kept = before.keys
    return [before.reason(s, reused=s.key in kept, damaged=False) for s in plan.segments]


def test_without_a_render_before_everything_is_new(tmp_path: Path) -> None:
    assert set(reasons(recall(tmp_path, Path("s"), "p"), plan_of(shots()))) == {
        "rendered for the first time"
    }


def test_nothing_changed(tmp_path: Path) -> None:
    assert set(reasons(recalled(tmp_path, plan_of(shots())), plan_of(shots()))) == {"unchanged"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"line": "He told us"}, "its subtitles changed"),
        ({"brand": "b2"}, "the brand changed"),
        ({"ffmpeg": "ffmpeg 10"}, "FFmpeg changed"),
        ({"file": "d2"}, "its file changed"),
    ],
)
def test_what_changed_is_named(tmp_path: Path, change: dict[str, str], reason: str) -> None:
    headline_or_line = {k: v for k, v in change.items() if k in ("line", "headline")}
    facts = {k: v for k, v in change.items() if k not in headline_or_line}
    before = recalled(tmp_path, plan_of(shots()))
    after = plan_of(shots(**headline_or_line), **facts)
    told = reasons(before, after)
    changed = [a != b for a, b in zip(keys(plan_of(shots())), keys(after), strict=True)]
    assert any(changed)
    expected = [reason if was else "unchanged" for was in changed]
    if changed[-1] and "brand" not in change:
        # The last card shows only the end of the footage before it.
        expected[-1] = "the picture before it changed"
    assert told == expected


def test_what_comes_out_of_a_changed_card_says_so(tmp_path: Path) -> None:
    before = recalled(tmp_path, plan_of(shots()))
    told = reasons(before, plan_of(shots(headline="words")))
    assert told[:2] == ["its text changed", "the picture before it changed"]
    assert set(told[2:]) == {"unchanged"}


def test_a_moved_card_says_so(tmp_path: Path) -> None:
    before = recalled(tmp_path, plan_of(shots()))
    last = shots()[-1]
    moved = [*shots()[:-1], replace(last, start_frame=last.start_frame + 15)]
    assert (
        reasons(before, plan_of(moved))[-1]
        == "its place in the clip and where the shots begin changed"
    )


def test_what_the_cache_lost_is_told(tmp_path: Path) -> None:
    plan = plan_of(shots())
    before = recalled(tmp_path, plan)
    one = plan.segments[0]
    assert before.reason(one, reused=False, damaged=False) == "it was no longer in the cache"
    assert "damaged" in before.reason(one, reused=False, damaged=True)
    assert Memory().reason(one, reused=True, damaged=False) == "rendered before"


def test_many_changes_are_counted(tmp_path: Path) -> None:
    before = recalled(tmp_path, plan_of(shots()))
    after = plan_of(shots(line="x", headline="y"), brand="b2", ffmpeg="f", file="d2")
    footage = next(s for s in after.segments if s.cues)
    said = before.reason(footage, reused=False, damaged=False)
    assert said == "FFmpeg, its file and 3 other things changed"


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"segments": [1]}', '{"segments": [{"key": 1}]}']
)
def test_a_memory_that_cannot_be_read_is_none(tmp_path: Path, text: str) -> None:
    recalled(tmp_path, plan_of(shots()))
    (file,) = tmp_path.glob("*.json")
    file.write_text(text)
    assert recall(tmp_path, Path("story.yaml"), "news-60") == Memory()
