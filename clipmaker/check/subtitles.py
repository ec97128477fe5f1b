"""Checks anybody's subtitle file by a subtitle profile."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from clipmaker.errors import MOST_LISTED
from clipmaker.exchange.lint import Linted, LintFinding, lint
from clipmaker.exchange.read import each_once, read_subtitles
from clipmaker.profile.model import SubtitleProfile


@dataclass(frozen=True, kw_only=True)
class Linting:
    """What was found in a subtitle file.

    Attributes:
        profile: name of the subtitle profile.
        profile_dated: when its numbers were last compared with their source.
        form: name of the file's format.
        count: how many subtitles the file holds.
        findings: one for each rule of the profile.
        notes: what a person has to know about the file, such as what is not shown.
    """

    profile: str
    profile_dated: str
    form: str
    count: int
    findings: tuple[LintFinding, ...]
    notes: tuple[str, ...] = ()

    @property
    def failed(self) -> tuple[LintFinding, ...]:
        """Rules that a subtitle breaks."""
        return tuple(finding for finding in self.findings if finding.broken)


def check_subtitles(file: Path, profile: SubtitleProfile, encoding: str = "") -> Linting:
    """Judge a subtitle file of any format that can be read, as it stands.

    Args:
        file: the file.
        profile: what it is judged by.
        encoding: name of its encoding, "" to go by the file.

    Raises:
        InputError: it cannot be read, or is not what its name says.
    """
    found = read_subtitles(file, encoding)
    once = each_once(found)
    cues = [
        Linted(start_ms=e.start_ms, end_ms=e.end_ms, lines=e.lines, place=e.place)
        for e in found.events
    ]
    return Linting(
        profile=profile.name,
        profile_dated=profile.dated,
        form=found.form,
        count=len(cues),
        findings=lint(cues, profile),
        notes=once.notes,
    )


def as_data(linting: Linting) -> dict[str, Any]:
    """Return what was found as plain values."""
    return {
        "profile": linting.profile,
        "profile_dated": linting.profile_dated,
        "format": linting.form,
        "subtitles": linting.count,
        "notes": list(linting.notes),
        "passed": not linting.failed,
        "results": [
            {
                "rule": finding.rule,
                "verdict": "fail" if finding.broken else "pass",
                "expected": finding.expected,
                "broken": [asdict(broken) for broken in finding.broken],
            }
            for finding in linting.findings
        ],
    }


def as_lines(linting: Linting) -> list[str]:
    """Return one line a rule, and one for each of the first subtitles that break it."""
    width = max(len(finding.rule) for finding in linting.findings)
    lines = []
    for finding in linting.findings:
        if not finding.broken:
            lines.append(f"  ok  {finding.rule}")
            continue
        share = f"{len(finding.broken)} of {linting.count}"
        lines.append(f"FAIL  {finding.rule:<{width}}  {share}  (expected {finding.expected})")
        shown = finding.broken[:MOST_LISTED]
        lines += [f"      {broken.place}: {broken.measured}" for broken in shown]
        if more := len(finding.broken) - len(shown):
            lines.append(f"      and {more} more (--json names them all)")
    return lines
