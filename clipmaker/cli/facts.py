"""``clipmaker facts``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clipmaker.cli.options import source_options, story_argument
from clipmaker.cli.person import named
from clipmaker.cli.say import say, say_json, styled
from clipmaker.errors import ExitCode, InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clipmaker.facts.compare import StatedFact
    from clipmaker.make.fact_table import FactTable
    from clipmaker.make.gather import Surroundings


@click.command(
    epilog="Example: clipmaker facts story.yaml --all",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@story_argument
@click.option("--all", "every", is_flag=True, help="Show what agrees as well.")
@click.option(
    "--waive",
    "waived",
    multiple=True,
    metavar="“FACT: REASON”",
    help="Let one fact stand as it is, by its number in the table, as in “3.1: the ministry said "
    "so by telephone”; kept beside the story, and it lapses when its text is changed; may be given "
    "several times.",
)
@click.option("--as", "who", metavar="NAME", default="", help="Who waives; your login without it.")
@source_options
@click.option("--json", "as_json", is_flag=True, help="Print the table as JSON.")
@click.pass_context
def command(
    ctx: click.Context,
    story: Path,
    every: bool,
    waived: tuple[str, ...],
    who: str,
    surroundings: Surroundings,
    as_json: bool,
) -> None:
    """Hold a story's facts against the article that it was made from.

    Every number with its unit, date, name and quotation on cards and in the post text is looked
    for in the file that the story names as its source, without a model; of approved subtitles
    numbers and names are, too. Exits with 8 when something differs that keeps a clip from being
    final.
    """
    from clipmaker.make.fact_table import fact_table

    sources = surroundings.of(story)
    table = fact_table(sources)
    if table.gathered.article is None:
        raise InputError(
            [Problem(file=story, message="it names no source: nothing can be compared")],
            remedy="Write the article's file into it, as in “source: article.txt”.",
        )
    if waived:
        _waive(table, waived, named(who))
        table = fact_table(sources)
    if as_json:
        say_json(_as_data(table))
    else:
        _print(table, every=every)
    if table.disputed:
        ctx.exit(ExitCode.REVIEW)


def _waive(table: FactTable, waived: Sequence[str], who: str) -> None:
    from clipmaker.facts.waivers import waive_facts
    from clipmaker.machine.moment import now
    from clipmaker.make.stated import fact_names

    names = {name: table.facts[place] for place, name in fact_names(table.facts).items()}
    for text in waived:
        match = re.fullmatch(r"\s*([\w.-]+?\.\d+)\s*:\s*(\S.*)", text)
        fact = names.get(match[1]) if match else None
        if match is None or fact is None:
            open_ones = [
                name for name, one in names.items() if one.binding and one.answer.value == "differs"
            ]
            raise click.BadParameter(
                f"“{text}” names no fact of the table; those that differ: "
                f"{', '.join(open_ones) or 'none'}. Write it as in “3.1: REASON”.",
                param_hint="--waive",
            )
        waive_facts(table.gathered.story.file, [fact], who=who, when=now(), reason=match[2])


def _as_data(table: FactTable) -> dict[str, Any]:
    from clipmaker.make.stated import fact_names, fact_row, incomparable

    article = table.gathered.article
    assert article is not None
    names = fact_names(table.facts)
    return {
        "source": str(article.file),
        "language": article.language,
        "incomparable": incomparable(table.gathered),
        "refused": len(table.disputed),
        "facts": [
            {**fact_row(fact, names[place]), "line": fact.line}
            for place, fact in enumerate(table.facts)
        ],
    }


def _print(table: FactTable, *, every: bool) -> None:
    from clipmaker.cli.files import short
    from clipmaker.make.stated import fact_names, incomparable

    article = table.gathered.article
    assert article is not None
    if note := incomparable(table.gathered):
        say(f"note: {note}")
    names = fact_names(table.facts)
    for place, fact in enumerate(table.facts):
        if every or fact.reason:
            _print_fact(names[place], fact)
    agree = sum(not fact.reason for fact in table.facts)
    differ = len(table.disputed)
    said = f"{agree} of {len(table.facts)} facts agree with {short(article.file)}"
    say(f"{said}; {differ} keep a clip from being final" if differ else said)


def _print_fact(name: str, fact: StatedFact) -> None:
    colour = {"found": "green", "waived": "yellow"}.get(fact.answer.value, "red")
    mark = fact.answer.value if fact.binding else "warning" if fact.reason else "found"
    say(
        f"{name:<5} ",
        styled(f"{mark:<8}", fg=colour),
        f" {fact.kind.value:<10} “{fact.text}”  {fact.where}",
    )
    if not fact.reason:
        return
    line = f" in line {fact.article_line}" if fact.article_line else ""
    say(f"      {fact.reason}" + (f"; nearest{line}: “{fact.nearest}”" if fact.nearest else ""))
    if fact.waiver:
        say(f"      waived by {fact.waived_by}: {fact.waiver}")
