"""The facts of a story as a table, also of one that does not fill its clip yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clipmaker.errors import BudgetError
from clipmaker.make.decide import decide
from clipmaker.make.gather import Gathered, Sources, gather
from clipmaker.make.stated import disputed, facts_stated

if TYPE_CHECKING:
    from clipmaker.facts.compare import StatedFact


@dataclass(frozen=True, kw_only=True)
class FactTable:
    """What a story states, held against its article; `gathered` is the story with its article."""

    gathered: Gathered
    facts: Sequence[StatedFact]

    @property
    def disputed(self) -> tuple[StatedFact, ...]:
        """Facts that keep a clip from being final."""
        return disputed(self.facts)


def fact_table(sources: Sources) -> FactTable:
    """Hold the facts of a story against its article; nothing is heard.

    The subtitles of a story that does not fill its clip yet are not compared.

    Raises:
        ClipmakerError: mistakes in the story, its article or its cue sheets.
    """
    try:
        decided = decide(sources, None)
    except BudgetError:
        gathered = gather(sources)
        return FactTable(gathered=gathered, facts=facts_stated(gathered, ()))
    return FactTable(gathered=decided.gathered, facts=decided.facts)
