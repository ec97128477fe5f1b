"""What a story states, held against its article, as pages show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clipmaker.make.stated import fact_names, fact_row, incomparable

if TYPE_CHECKING:
    from clipmaker.make.fact_table import FactTable


def fact_rows(table: FactTable | None) -> dict[str, Any]:
    """Return the facts of a story in its order; none where there is nothing to compare with."""
    if table is None or table.gathered.article is None:
        return {"source": "", "note": "", "rows": []}
    names = fact_names(table.facts)
    rows = [fact_row(fact, names[place]) for place, fact in enumerate(table.facts)]
    article = table.gathered.article.file.name
    return {"source": article, "note": incomparable(table.gathered), "rows": rows}
