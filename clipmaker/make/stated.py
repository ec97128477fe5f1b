"""What a clip states, held against its story's article, and what keeps it from being final."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from clipmaker.cues.model import Status
from clipmaker.cues.sheets.plain import clock
from clipmaker.errors import ReviewError
from clipmaker.make.gather import Gathered

if TYPE_CHECKING:
    from clipmaker.cues.reviewing.gate import ShownCue
    from clipmaker.facts.compare import StatedFact


def facts_stated(gathered: Gathered, cues: Sequence[ShownCue]) -> tuple[StatedFact, ...]:
    """Return the facts of a clip in the order of its story, none for a story without an article.

    Args:
        gathered: the story with its article.
        cues: every cue of the clip; of approved ones numbers and names are compared, too.
    """
    if gathered.article is None:
        return ()
    from clipmaker.facts.claims import StatedText, stated_texts
    from clipmaker.facts.compare import Comparison
    from clipmaker.facts.waivers import apply_fact_waivers

    story = gathered.story
    more = [term.spelling for term in (*gathered.glossary, *story.glossary)]
    comparison = Comparison(gathered.article, story.language, story.date, more)

    def spoken() -> Iterator[StatedFact]:
        for one in cues:
            if one.cue.status is Status.APPROVED and one.cue.text:
                where = f"{one.footage} {one.cue.id} at {clock(one.cue.start_ms)}"
                said = StatedText(where=where, card=0, line=0, text=one.cue.text)
                yield from comparison.facts(said, binding=False)

    written = (fact for text in stated_texts(story) for fact in comparison.facts(text))
    return apply_fact_waivers((*written, *spoken()), gathered.waived_facts)


def incomparable(gathered: Gathered) -> str:
    """Say that names and quotations of a story cannot be compared, "" where they can."""
    if gathered.article is None:
        return ""
    from clipmaker.facts.compare import Comparison

    story = gathered.story
    return Comparison(gathered.article, story.language, story.date, ()).incomparable


def disputed(facts: Sequence[StatedFact]) -> tuple[StatedFact, ...]:
    """Return the facts for which a final is refused."""
    return tuple(fact for fact in facts if fact.binding and fact.answer.value == "differs")


def fact_names(facts: Sequence[StatedFact]) -> dict[int, str]:
    """Return what each fact is called, by its place: the second of card 3 is 3.2."""
    counted: dict[str, int] = {}
    found: dict[int, str] = {}
    for place, fact in enumerate(facts):
        where = str(fact.card) if fact.card else fact.where.split(",")[0].split(" ")[0]
        counted[where] = counted.get(where, 0) + 1
        found[place] = f"{where}.{counted[where]}"
    return found


def fact_row(fact: StatedFact, name: str) -> dict[str, object]:
    """Return a fact as programs and pages are told it, under the name that it is called by."""
    return {
        "name": name,
        "kind": fact.kind.value,
        "text": fact.text,
        "where": fact.where,
        "answer": fact.answer.value,
        "reason": fact.reason,
        "nearest": fact.nearest,
        "article_line": fact.article_line,
        "binding": fact.binding,
        "waived_by": fact.waived_by,
        "waiver": fact.waiver,
    }


def told_fact(fact: StatedFact) -> str:
    """Return what is to be said of a fact that differs, as one line."""
    line = f" (line {fact.article_line})" if fact.article_line else ""
    near = f"; nearest: “{fact.nearest}”{line}" if fact.nearest else ""
    return f"{fact.where}: {fact.kind.value} “{fact.text}” {fact.reason}{near}"


def facts_refusal(facts: Sequence[StatedFact], story: str) -> ReviewError:
    """Return the error that refuses a final clip for its facts.

    Args:
        facts: those that differ, at least one.
        story: the story file as the user named it.
    """
    count = "1 fact does" if len(facts) == 1 else f"{len(facts)} facts do"
    lines = [f"{count} not agree with the story’s source:", *map(told_fact, facts)]
    return ReviewError(
        "\n".join(lines),
        remedy="Correct them; what may stand as it is needs a name and a reason: clipmaker facts "
        f'{shlex.quote(story)} --waive "3.1: REASON" --as NAME.',
    )
