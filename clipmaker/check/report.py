"""A report as data for report.json and as lines for people."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from clipmaker.check.model import Report, Verdict

_MARKS = {Verdict.PASS: "ok", Verdict.FAIL: "FAIL", Verdict.UNKNOWN: "?"}


def as_data(report: Report) -> dict[str, Any]:
    """Return a report as plain values."""
    return {
        "profile": report.profile,
        "profile_dated": report.profile_dated,
        "passed": report.passed,
        "results": [
            {**asdict(result), "verdict": result.verdict.value} for result in report.results
        ],
    }


def as_lines(report: Report) -> list[str]:
    """Return one line a rule, those that failed with what was expected."""
    width = max(len(result.rule) for result in report.results)
    return [
        f"{_MARKS[r.verdict]:>4}  {r.rule:<{width}}  {r.measured}"
        + (f"  (expected {r.expected})" if r.verdict is Verdict.FAIL else "")
        for r in report.results
    ]
