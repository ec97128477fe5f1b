"""``clipmaker doctor``."""

from __future__ import annotations

from pathlib import Path

import click

from clipmaker.cli.options import clips_option
from clipmaker.cli.say import say, say_json, styled
from clipmaker.errors import ExitCode


@click.command(
    epilog="Example: clipmaker doctor --output /srv/clips",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@clips_option("Folder for finished clips, whose disk is looked at.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.pass_context
def command(ctx: click.Context, output: Path, as_json: bool) -> None:
    """Say what works on this machine, and what to do about what doesn't.

    Exits with 9 when something that every clip needs is missing.
    """
    from clipmaker.upkeep.doctor import examine
    from clipmaker.upkeep.findings import Health

    findings = examine(output)
    if as_json:
        data = [
            {"check": f.check, "state": f.state.value, "message": f.message, "remedy": f.remedy}
            for f in findings
        ]
        say_json(data)
    else:
        colours = {Health.OK: "green", Health.NOTE: "yellow", Health.FAIL: "red"}
        for finding in findings:
            state = styled(f"{finding.state.value:>4}", fg=colours[finding.state])
            say(state, f"  {finding.check:<9}  {finding.message}")
            if finding.remedy:
                say(f"{'':17}so: {finding.remedy}")
    if any(finding.state is Health.FAIL for finding in findings):
        ctx.exit(ExitCode.ENVIRONMENT)
