"""A group of commands that does the first of them when none is named."""

from __future__ import annotations

import click


class DefaultGroup(click.Group):
    """Puts its first command before arguments that begin with no command.

    Without any argument it does the same, unless it is a group that shows its help then.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order they are used."""
        del ctx
        return list(self.commands)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Name the first command where none is named."""
        named = {*self.commands, *ctx.help_option_names}
        if not (args and args[0] in named) and (args or not self.no_args_is_help):
            args = [next(iter(self.commands)), *args]
        return super().parse_args(ctx, args)
