"""What bulletins say against a final: where they are looked for, and how a story is refused.

One rule for the terminal and for the desk. A run of a bulletin asks its own bulletin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from clipmaker.bulletin.clocks import compared, machine_clock
from clipmaker.bulletin.seen import Bulletins, Wait, made_into
from clipmaker.errors import ReviewError
from clipmaker.machine.stamps import folders_in

REMEDY = (
    "Whoever answers for the bulletin lifts that in its file; the draft can be worked on meanwhile."
)


def sentence_of(wait: Wait) -> str:
    """Return what a bulletin lets a story wait for, as a sentence of a message."""
    return f"this story may not go out yet. {wait.told}"


def refuse_held(waits: Sequence[Wait]) -> None:
    """Refuse a final that some bulletin lets wait.

    Raises:
        ReviewError: naming every hold and embargo.
    """
    if waits:
        raise ReviewError("\n".join(map(sentence_of, waits)), remedy=REMEDY)


def places_around(stories: Iterable[Path]) -> Iterator[Path]:
    """Yield the folders of stories, those above them, and those beside them.

    Args:
        stories: story files, or folders in which stories lie.
    """
    for place in stories:
        folder = (place if place.is_dir() else place.parent).resolve()
        yield from (folder, *folder.parents, *folders_in(folder.parent))


def waits_for(story: Path, output: Path) -> tuple[Wait, ...]:
    """Return why a story may not go out now, by every bulletin that can be seen from it.

    Those lie above and beside the story, or their runs have left reports in the output folder.

    Args:
        story: the story file.
        output: the folder of finished clips; it need not be there.
    """
    bulletins = Bulletins()
    places = dict.fromkeys(places_around([story]))
    inside = (file for place in places for file in bulletins.inside(place))
    files = dict.fromkeys((*inside, *made_into(output)))
    now = compared(output).surely if output.is_dir() else machine_clock()
    return bulletins.waits(files, story, now)
