"""The command line. Commands are imported only when they are used: ``--help`` stays quick."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from clipmaker import __version__

COMMANDS = {
    "new": ("clipmaker.cli.new", "Begin a story from an article, or a summary."),
    "plan": ("clipmaker.cli.plan", "Show how a story fills its sixty seconds."),
    "replace": ("clipmaker.cli.replace", "Put a name right wherever stories say it."),
    "facts": ("clipmaker.cli.facts", "Hold a story's facts against its article."),
    "subtitles": ("clipmaker.cli.subtitles", "Hear footage, review its cues, exchange subtitles."),
    "faces": ("clipmaker.cli.faces", "Find faces that are covered, and note who looked."),
    "frame": ("clipmaker.cli.frame", "Write one finished frame of a clip as PNG."),
    "storyboard": ("clipmaker.cli.storyboard", "Write one picture with every shot of a clip."),
    "render": ("clipmaker.cli.render", "Make a clip from a story."),
    "package": ("clipmaker.cli.package", "Lay out what platforms take of a published clip."),
    "export": ("clipmaker.cli.export", "Hand a clip over to an editing program."),
    "import-timeline": (
        "clipmaker.cli.import_timeline",
        "Take an editing program's cuts back into a story.",
    ),
    "desk": ("clipmaker.cli.desk", "Watch, correct and approve clips in the browser."),
    "staff": ("clipmaker.cli.staff", "Say who works at the desk, and what each may do."),
    "worker": ("clipmaker.cli.worker", "Lend this machine's cores to a cluster."),
    "batch": ("clipmaker.cli.batch", "Make every story of a bulletin."),
    "ready": ("clipmaker.cli.ready", "Say what stands in the way of a bulletin's finals."),
    "schedule": ("clipmaker.cli.schedule", "Hand a bulletin to systemd or cron."),
    "check": ("clipmaker.cli.check", "Measure a finished MP4, or judge anybody's subtitles."),
    "verify": ("clipmaker.cli.verify", "Say whether a clip is still what was published."),
    "catalogue": (
        "clipmaker.cli.catalogue",
        "Say which clips are published, and remove old drafts.",
    ),
    "cache": ("clipmaker.cli.cache", "Show what is kept to render only changes, and clear it."),
    "brands": ("clipmaker.cli.brands", "List the brands that a story can use."),
    "brand": ("clipmaker.cli.brand", "Check a brand: contrast, glyphs, wordmark, sounds."),
    "models": ("clipmaker.cli.models", "List, verify and get speech models."),
    "schema": ("clipmaker.cli.schema", "Print the JSON Schema of story files."),
    "completion": ("clipmaker.cli.completion", "Print a shell's completion script."),
    "doctor": ("clipmaker.cli.doctor", "Say what works on this machine."),
}


class LazyGroup(click.Group):
    """A group that knows its commands' names and help without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order they are used."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Name the nearest command where there is none of that name."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(name, COMMANDS, n=1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            raise click.UsageError(f"There is no command “{name}”.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their short help, without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: clipmaker render assets/examples/captured-soldier/story.yaml",
)
@click.version_option(__version__, prog_name="clipmaker")
def cli() -> None:
    """Turn an article summary into one finished vertical news clip.

    A story is a YAML file; “new” begins one from a summary. “plan” shows how its seconds are
    spent, “subtitles” hears its footage, “frame” and “storyboard” show how it will look,
    “render” makes the clip, “check” measures a finished file.
    """


def main() -> None:
    """Run the command line and exit with the documented code."""
    from clipmaker.cli.edge import run

    # NumPy's matrix library would start a thread for every core, and none is ever used here.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.exit(run(cli))
