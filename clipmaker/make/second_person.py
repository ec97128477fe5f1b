"""A newsroom may want a second person: who signs a clip off has not approved its lines alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clipmaker.cues.maker import same_name
from clipmaker.make.decide import Decided
from clipmaker.story.model import TWO_PEOPLE

if TYPE_CHECKING:
    from clipmaker.publish.sign_off import SignOff

ANOTHER = "Let somebody else watch it and sign it off, as in --final --as NAME."


def alone(decided: Decided, sign_off: SignOff | None) -> str:
    """Return why a second person is missing, "" where none is asked for or one is there.

    Args:
        decided: the clip.
        sign_off: who signs it off; None when nobody does.
    """
    if decided.gathered.story.gate != TWO_PEOPLE:
        return ""
    if sign_off is None:
        return "this story asks for two people, and nobody signs it off"
    who = same_name(sign_off.who)
    lines = [one.cue for one in decided.cues if one.cue.text.strip()]
    own = [cue for cue in lines if same_name(cue.waived_by or cue.approved_by) == who]
    if not own:
        return ""
    count = "1 line" if len(own) == 1 else f"{len(own)} lines"
    return f"this story asks for two people, and {sign_off.who} decided about {count} already"
