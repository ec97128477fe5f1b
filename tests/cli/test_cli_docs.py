"""The reference is as fresh as the commands, and every command shows how it is used."""

import re
import shlex

import click
import pytest

from clipmaker.cli import COMMANDS, cli
from clipmaker.cli.reference import cli_reference, commands, example
from clipmaker.errors import ExitCode

EVERY = dict(commands())


def test_the_page_is_not_stale(root) -> None:
    page = (root / "docs" / "cli.md").read_text(encoding="utf-8")
    assert page == cli_reference(), "run scripts/generate-docs"


@pytest.mark.parametrize("path", EVERY)
def test_every_command_has_help_and_an_example_that_is_a_call_of_it(path: str) -> None:
    command = EVERY[path]
    assert command.help
    shown = example(command)
    if shown.startswith("eval"):
        shown = shown.removeprefix('eval "$(').removesuffix(')"')
    words = shlex.split(shown)
    assert words[: len(path.split())] == path.split()
    # The parser understands it; files that it names need not be there.
    context = click.Context(command)
    command.make_parser(context).parse_args(args=words[len(path.split()) :])


def test_no_option_stands_twice_in_a_command() -> None:
    for path, command in EVERY.items():
        names = [name for one in command.params for name in (*one.opts, *one.secondary_opts)]
        assert len(names) == len(set(names)), path


@pytest.mark.parametrize("path", EVERY)
def test_every_option_says_what_it_does(path: str) -> None:
    for parameter in EVERY[path].params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
            assert parameter.help.endswith("."), parameter.help


def test_the_list_of_commands_says_what_each_does(clipmaker) -> None:
    shown = clipmaker("--help")
    assert shown.code == 0
    for name, (_, text) in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(text)}$", shown.out, re.MULTILINE)
        assert text.endswith(".")
        assert cli.get_command(click.Context(cli), name) is not None


def test_the_readme_lists_every_exit_code(root) -> None:
    table = (root / "README.md").read_text(encoding="utf-8").partition("## Exit codes")[2]
    listed = {int(code) for code in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)}
    assert listed == {int(code) for code in ExitCode}
