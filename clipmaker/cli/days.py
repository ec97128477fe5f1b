"""Days of the week as people write them in an option."""

from __future__ import annotations

import click


def parse_days(text: str) -> tuple[str, ...]:
    """Return days of the week in their order."""
    from clipmaker.schedule.model import DAYS

    words = [word.strip().lower()[:3] for word in text.split(",") if word.strip()]
    for word in words:
        if word not in DAYS:
            raise click.BadParameter(f"“{word}” is not one of {', '.join(DAYS)}")
    return tuple(day for day in DAYS if day in words)
