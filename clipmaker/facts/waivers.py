"""Facts that somebody lets stand though the article says otherwise; a file beside the story.

A waiver holds for one fact in one text: when either is changed it lapses.
Imports pydantic and ruamel.yaml: import this module only where a story has a source.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString as Quoted

from clipmaker.door.checked import check
from clipmaker.door.document import refuse
from clipmaker.door.yaml import read_yaml
from clipmaker.errors import DiskError, ReviewError
from clipmaker.facts.compare import Answer, StatedFact
from clipmaker.facts.written import WrittenFactWaivers
from clipmaker.machine.writing import one_at_a_time, write_whole

_HEAD = """\
Facts of {story} that may stand as they are, each by somebody's name and for a reason.
A waiver lapses when the fact or the text that it stands in is changed.\
"""


@dataclass(frozen=True, kw_only=True)
class FactWaiver:
    """Somebody lets one fact stand as it is.

    Attributes:
        fact: the fact, as it stands in the story.
        within: the whole text that it stands in.
        who: who takes that upon themselves.
        when: ISO 8601 time.
        reason: why.
    """

    fact: str
    within: str
    who: str
    when: str
    reason: str


def waivers_path(story: Path) -> Path:
    """Return where the waivers of a story's facts are kept: ``story.facts.yaml``."""
    return story.with_name(f"{story.stem}.facts.yaml")


def load_waivers(file: Path) -> tuple[FactWaiver, ...]:
    """Read the waivers of a story; none where there is no such file.

    Raises:
        InputError: it cannot be read or holds mistakes; all of them are listed, by line.
    """
    if not file.exists():
        return ()
    document = read_yaml(file)
    written, problems = check(document, WrittenFactWaivers)
    if written is None:
        raise refuse(problems)
    return tuple(
        FactWaiver(fact=one.fact, within=one.within, who=one.by, when=one.at, reason=one.reason)
        for one in written.waived
    )


def apply_fact_waivers(
    facts: Iterable[StatedFact], waivers: Sequence[FactWaiver]
) -> tuple[StatedFact, ...]:
    """Return facts with those that somebody lets stand marked as waived."""
    known = {(one.fact, one.within): one for one in waivers}
    found = []
    for fact in facts:
        waiver = known.get((fact.text, fact.whole))
        if waiver and fact.answer is Answer.DIFFERS:
            fact = replace(fact, answer=Answer.WAIVED, waived_by=waiver.who, waiver=waiver.reason)
        found.append(fact)
    return tuple(found)


def waive_facts(
    story: Path, facts: Sequence[StatedFact], *, who: str, when: str, reason: str
) -> None:
    """Keep that facts of a story may stand as they are.

    Args:
        story: the story file.
        facts: the facts.
        who: who takes that upon themselves.
        when: ISO 8601 time.
        reason: why.

    Raises:
        ReviewError: the person or the reason is missing.
        DiskError: the file cannot be written.
    """
    who, reason = " ".join(who.split()), " ".join(reason.split())
    if not who or not reason:
        raise ReviewError(
            "a waiver needs a name and a reason",
            remedy='Write it as in --waive "3.1: the ministry said so by telephone" --as NAME.',
        )
    file = waivers_path(story)
    with one_at_a_time(story.parent):
        fresh = [
            FactWaiver(fact=one.text, within=one.whole, who=who, when=when, reason=reason)
            for one in facts
        ]
        replaced = {(one.fact, one.within) for one in fresh}
        stay = [one for one in load_waivers(file) if (one.fact, one.within) not in replaced]
        content = _text([*stay, *fresh], story.name).encode()
        try:
            write_whole(file, content, durable=True, within=story.parent)
        except OSError as error:
            raise DiskError(f"{file}: it cannot be written: {error.strerror or error}") from error


def _text(waivers: Sequence[FactWaiver], story: str) -> str:
    yaml = YAML()
    yaml.width, yaml.allow_unicode = 92, True
    yaml.indent(mapping=2, sequence=4, offset=2)
    top = CommentedMap(version=1)
    top["waived"] = CommentedSeq(
        CommentedMap(
            {
                "fact": Quoted(one.fact),
                "within": Quoted(one.within),
                "by": Quoted(one.who),
                "at": Quoted(one.when),
                "reason": Quoted(one.reason),
            }
        )
        for one in waivers
    )
    top.yaml_set_start_comment(_HEAD.format(story=story))
    out = io.StringIO()
    yaml.dump(top, out)
    return out.getvalue()
