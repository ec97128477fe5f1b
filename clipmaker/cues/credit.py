"""Who translated what is shown over footage, from the facts of its cues; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clipmaker.cues.model import Cue, Status


@dataclass(frozen=True, kw_only=True)
class Translation:
    """How the subtitles over one stretch of footage came about.

    Attributes:
        automated: whether a machine made some of them.
        checked: whether a person approved every one that a machine made.
        names: who translated others: agencies, translators.
        own: whether people of the newsroom wrote some of them.
    """

    automated: bool = False
    checked: bool = True
    names: tuple[str, ...] = ()
    own: bool = False


def translation_of(cues: Iterable[Cue], story_credit: str = "") -> Translation:
    """Return who translated cues.

    A name never stands for what a machine wrote: the credit in a story counts for the cues whose
    English is a person's.

    Args:
        cues: the cues that are shown.
        story_credit: who translated according to the story, "" when it does not say.
    """
    automated, checked, own = False, True, False
    names: list[str] = []
    for cue in cues:
        name = "" if cue.translated else cue.credit or story_credit
        if name:
            names.append(name)
        elif cue.translated or cue.heard or cue.words:
            automated = True
            checked = checked and cue.status is Status.APPROVED
        else:
            own = True
    return Translation(
        automated=automated, checked=checked, names=tuple(dict.fromkeys(names)), own=own
    )
