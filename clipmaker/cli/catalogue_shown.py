"""How ``clipmaker catalogue`` shows a clip."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clipmaker.catalogue.model import CatalogueEntry


def megabytes(size: int) -> str:
    """Return a size as people read it."""
    return f"{size / 1e6:,.1f} MB"


def counted(number: int, what: str) -> str:
    """Return a number and what it counts."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def row(entry: CatalogueEntry) -> tuple[str, ...]:
    """Return a clip as a row of the table."""
    state = "corrected since" if entry.corrected else "correction" if entry.correction else ""
    beside = f"{entry.of} in {entry.differs}" if entry.differs else ""
    withdrawn = "WITHDRAWN" if entry.withdrawn else ""
    note = ", ".join(filter(None, (beside, state, withdrawn)))
    version = f"v{entry.version}" if entry.version else "draft"
    return (
        entry.day.isoformat(),
        entry.slug,
        version,
        entry.brand,
        review(entry),
        note,
        shown(entry),
    )


def review(entry: CatalogueEntry) -> str:
    """Return how many of a clip's subtitles may go out, and by what."""
    if not entry.cues:
        return "no subtitles"
    if not entry.waived:
        return f"{entry.approved} of {entry.cues} approved"
    cleared = entry.approved + entry.waived
    by = f"{entry.approved} approved, {entry.waived} waived"
    return f"{cleared} of {entry.cues} cleared: {by}"


def shown(entry: CatalogueEntry) -> str:
    """Return a clip's folder as people read it."""
    from clipmaker.cli.files import short

    return str(short(entry.folder))


def as_data(entry: CatalogueEntry) -> dict[str, Any]:
    """Return what is known of a clip, as JSON can hold it."""
    return {
        "folder": str(entry.folder),
        "day": entry.day.isoformat(),
        "slug": entry.slug,
        "headline": entry.headline,
        "brand": entry.brand,
        "profile": entry.profile,
        "state": entry.state.value,
        "version": entry.version,
        "newest": entry.newest,
        "correction": entry.correction,
        "corrected": entry.corrected,
        "published": entry.published.isoformat(timespec="seconds"),
        "bytes": entry.size_bytes,
        "cues": entry.cues,
        "approved": entry.approved,
        "waived": entry.waived,
        "fingerprint": entry.fingerprint,
        "of": entry.of,
        "differs": entry.differs,
        "story": entry.origin,
        "withdrawn": entry.withdrawn,
    }
