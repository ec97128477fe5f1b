"""``clipmaker completion``."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from clipmaker.cli.say import say

SHELLS = ("bash", "zsh", "fish")


@click.command(
    epilog='Example: eval "$(clipmaker completion bash)"',
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the script that teaches a shell to complete commands and options.

    For good, add the example's line to ~/.bashrc or ~/.zshrc; fish reads the script from
    ~/.config/fish/completions/clipmaker.fish.
    """
    kind = get_completion_class(shell)
    assert kind is not None
    root = ctx.find_root().command
    complete = kind(root, {}, "clipmaker", "_CLIPMAKER_COMPLETE")
    # Not source(), which starts bash to ask for its version.
    say(complete.source_template % complete.source_vars())
