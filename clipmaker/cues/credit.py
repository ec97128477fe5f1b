"""Who made what is shown over footage, from the makers of its texts; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clipmaker.cues.maker import By
from clipmaker.cues.model import Cue, Status


@dataclass(frozen=True, kw_only=True)
class Translation:
    """How the subtitles over one stretch of footage came about.

    Attributes:
        automated: whether a machine made some of them.
        checked: whether a person approved every one that a machine made, each by itself.
        names: who outside the newsroom made others: agencies, translators.
        own: whether people of the newsroom wrote some of them.
        unknown: whether nobody knows who made some of them.
    """

    automated: bool = False
    checked: bool = True
    names: tuple[str, ...] = ()
    own: bool = False
    unknown: bool = False


def translation_of(cues: Iterable[Cue], story_credit: str = "") -> Translation:
    """Return who made the texts of cues.

    A name never stands for what a machine wrote: the credit in a story counts for the cues whose
    text is a person's, or nobody's that is known. What was approved wholesale was not checked.

    Args:
        cues: the cues that are shown.
        story_credit: who translated according to the story, "" when it does not say.
    """
    automated, checked, own, unknown = False, True, False, False
    names: list[str] = []
    for cue in cues:
        kinds = {maker.by for maker in cue.text_by}
        names += [maker.name for maker in cue.text_by if maker.by is By.CREDIT]
        if By.MACHINE in kinds:
            automated = True
            checked = checked and seen_alone(cue)
        if story_credit and (By.PERSON in kinds or not kinds):
            names.append(story_credit)
        else:
            own = own or By.PERSON in kinds
            unknown = unknown or not kinds
    return Translation(
        automated=automated,
        checked=checked,
        names=tuple(dict.fromkeys(names)),
        own=own,
        unknown=unknown,
    )


def seen_alone(cue: Cue) -> bool:
    """Whether a person approved a cue by itself, not together with others."""
    return cue.status is Status.APPROVED and not cue.wholesale


def told_makers(cue: Cue) -> str:
    """Return who made what a cue shows, in a few words; "" when nobody knows."""
    return ", ".join(_told(maker.by, maker.name) for maker in cue.text_by)


def _told(by: By, name: str) -> str:
    if by is By.MACHINE:
        return f"by machine ({name})" if name else "by machine"
    return f"by {name}" if name else "by a person"
