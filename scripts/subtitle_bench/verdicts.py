"""What became of everything that was tried, in words."""

VERDICTS: dict[str, str] = {}
