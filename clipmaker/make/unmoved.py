"""Refuses what was made from files that changed under it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from clipmaker.cues.reviewing.gate import ShownCue, Waiver, waivers
from clipmaker.cues.sheets.sheet import sheet_path
from clipmaker.errors import ChangedError, ClipmakerError
from clipmaker.machine.stamps import Stamps, changed
from clipmaker.machine.writing import one_at_a_time
from clipmaker.make.decide import Decided, decide
from clipmaker.make.face_gate import faces_moved
from clipmaker.make.gather import Sources
from clipmaker.plan.model import RenderPlan
from clipmaker.render.store import Store
from clipmaker.resources import segments_dir

if TYPE_CHECKING:
    from clipmaker.publish.manifest import MadeClip


@contextmanager
def unmoved(before: Stamps, plan: RenderPlan) -> Iterator[None]:
    """Refuse what was made while somebody edited or removed a file that it is made from.

    Pieces made meanwhile may show the new file under the old one's key: they are dropped.

    Raises:
        ChangedError: naming the files.
    """
    failure: ClipmakerError | None = None
    try:
        yield
    except ClipmakerError as error:
        failure = error
    if moved := changed(before):
        store = Store(segments_dir())
        for key in [*(segment.key for segment in plan.segments), plan.sound_key]:
            store.drop(key)
        what = ", ".join(
            f"{file.name} was {'edited' if file.exists() else 'removed'}" for file in moved
        )
        raise ChangedError(
            f"{what} while the clip was made; nothing was published",
            remedy="Run it again when the files are as they should be.",
        ) from failure
    if failure:
        raise failure


@contextmanager
def still_cleared(
    decided: Decided, sources: Sources, waived: Sequence[Waiver], made: MadeClip
) -> Iterator[None]:
    """Let a final go out only while the cue sheets still say what it was made from.

    The gate is asked with the sheets as they are on the disk now, and nobody can save one
    through this program before the block has ended.

    Args:
        decided: what the final was made from.
        sources: the story and its surroundings.
        waived: cues that may go out as they are, besides what the sheets say.
        made: the input of its manifest.

    Raises:
        ChangedError: naming the sheets and what is different.
    """
    with one_at_a_time(decided.gathered.story.file.parent):
        _refuse_other_sheets(decided, sources, waived, made)
        if told := faces_moved(decided.gathered):
            raise _refusal(told)
        if moved := changed(decided.gathered.stamps):
            raise _refusal([f"{file.name} was edited" for file in moved])
        yield


def _refuse_other_sheets(
    decided: Decided, sources: Sources, waived: Sequence[Waiver], made: MadeClip
) -> None:
    from clipmaker.publish.manifest import manifest

    moved = [file for file, was in _sheets(decided).items() if _digest(file) != was]
    if not moved:
        return
    names = ", ".join(file.name for file in moved)
    try:
        now = decide(sources, None, waived=waived)
    except ClipmakerError as error:
        raise _refusal([f"{names} was edited: {error.message}"]) from error
    again = replace(
        made,
        timeline=now.timeline,
        plan=now.plan,
        sheets=now.sheets,
        narration=now.narration,
        waivers=waivers(now.cues, now.gathered.subtitles, strict=bool(now.gathered.story.gate)),
    )
    if manifest(again)["fingerprint"] != manifest(made)["fingerprint"]:
        raise _refusal([f"{names} was edited", *_differences(decided, now)])


def _sheets(decided: Decided) -> dict[Path, str]:
    """Return the file of every cue sheet of a clip, with the digest that it was read with."""
    folder, over = decided.gathered.story.file.parent, decided.gathered.story.voice_over
    found = {
        sheet_path(folder, Path(sheet.footage)): sheet.read_from
        for sheet in decided.sheets.values()
    }
    if decided.narration is not None and over is not None and over.heard:
        found[sheet_path(folder, over.file)] = decided.narration.read_from
    return found


def _digest(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def _differences(before: Decided, now: Decided) -> list[str]:
    """Return which cues say something else now, or lost their approval, for people."""
    was, held = _by_name(before.cues), {(one.footage, one.cue.id) for one in now.held}
    told = []
    for name, one in _by_name(now.cues).items():
        footage, cue = name
        if name in held:
            told.append(f"{footage} {cue} is not approved any more")
        elif name not in was or was[name].cue != one.cue:
            told.append(f"{footage} {cue} is another one")
    told += [f"{footage} {cue} is gone" for footage, cue in was.keys() - _by_name(now.cues).keys()]
    return told


def _by_name(cues: Sequence[ShownCue]) -> Mapping[tuple[str, str], ShownCue]:
    return {(one.footage, one.cue.id): one for one in cues}


def _refusal(what: Sequence[str]) -> ChangedError:
    return ChangedError(
        f"{'; '.join(what)}: changed while the clip was made; nothing was published",
        remedy="Look at what is there now, and run it again.",
    )
