"""Articles as texts of a test."""

from pathlib import Path

from clipmaker.summary.formats import plain_lines
from clipmaker.summary.read import Summary, summary_of


def read_summary(text: str, file: Path, *, language: str = "", as_written: bool = False) -> Summary:
    """Read an article as a plain text file holds it."""
    return summary_of(plain_lines(text, file), file, language=language, as_written=as_written)
