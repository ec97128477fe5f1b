"""What a check found, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """Outcome of one rule; ``unknown`` is for facts that a file alone cannot tell."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class CheckResult:
    """One rule's outcome.

    Attributes:
        rule: short name of the rule, ``duration``.
        verdict: outcome.
        measured: what was found, in words or numbers with their unit.
        expected: what the profile asks for.
        value: the measured number for programs, None for a rule that measures none.
    """

    rule: str
    verdict: Verdict
    measured: str
    expected: str
    value: float | None = None


@dataclass(frozen=True, kw_only=True)
class Report:
    """All results for one file under one profile."""

    profile: str
    profile_dated: str
    results: tuple[CheckResult, ...]

    @property
    def failed(self) -> tuple[CheckResult, ...]:
        """Results that broke a rule."""
        return tuple(r for r in self.results if r.verdict is Verdict.FAIL)

    @property
    def passed(self) -> bool:
        """Whether no rule was broken."""
        return not self.failed
