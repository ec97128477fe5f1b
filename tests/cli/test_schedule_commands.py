"""Schedules at the command line: printed by default, written or installed when told."""

from pathlib import Path

import pytest

from clipmaker.cli.days import parse_days
from clipmaker.errors import ExitCode


def test_it_prints_what_it_would_install(clipmaker, tmp_path: Path) -> None:
    shown = clipmaker(
        "schedule", "b/{date}.yaml", "--at", "06:00", "--tz", "Europe/Dublin", "--", "--final"
    )
    assert shown.code == 0
    assert "OnCalendar=*-*-* 06:00:00 Europe/Dublin" in shown.out
    assert (
        f"batch {tmp_path}/b/{{date}}.yaml --final --due-at 06:00 --tz Europe/Dublin" in shown.out
    )
    assert not list(tmp_path.rglob("*.timer"))


def test_it_installs_when_told_and_says_what_is_left_to_do(
    clipmaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    (tmp_path / "bin").mkdir()
    call = ("schedule", "b.yaml", "--at", "06:00", "--tz", "Europe/Dublin", "--install")
    done = clipmaker(*call)
    assert done.code == ExitCode.ENVIRONMENT
    assert "there is no systemctl" in done.err
    units = tmp_path / "config" / "systemd" / "user"
    assert (units / "clipmaker-bulletin.timer").is_file()
    tell = tmp_path / "bin" / "systemctl"
    tell.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/told\n')
    tell.chmod(0o755)
    assert clipmaker(*call).code == 0
    assert (tmp_path / "told").read_text().splitlines() == [
        "--user daemon-reload",
        "--user enable --now clipmaker-bulletin.timer",
    ]


def test_it_puts_one_line_into_a_crontab(
    clipmaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    table = tmp_path / "table"
    table.write_text("MAILTO=desk\n")
    crontab = tmp_path / "bin" / "crontab"
    crontab.write_text(f'#!/bin/sh\nif [ "$1" = -l ]; then cat {table}; else cat > {table}; fi\n')
    crontab.chmod(0o755)
    for at in ("06:00", "07:15"):
        call = ("schedule", "b.yaml", "--at", at, "--tz", "Europe/Dublin", "--cron", "--install")
        assert clipmaker(*call).code == 0
    lines = table.read_text().splitlines()
    assert [line[:11] for line in lines] == ["MAILTO=desk", "# Clipmaker", "*/5 * * * *"]
    assert "--due-at 07:15" in lines[2]


def test_mistakes_are_said(clipmaker) -> None:
    def said(*args: str) -> str:
        done = clipmaker("schedule", "b.yaml", *args)
        assert done.code == ExitCode.USAGE
        return done.err

    assert "not a time of day" in said("--at", "25:00", "--tz", "Europe/Dublin")
    assert "did you mean “Europe/Dublin”" in said("--at", "06:00", "--tz", "Europe/Dubln")
    assert "is not one of mon" in said("--at", "6:00", "--tz", "UTC", "--days", "monday,someday")
    assert "hyphens" in said("--at", "6:00", "--tz", "UTC", "--name", "Six o'clock")
    assert parse_days("Friday,mon") == ("mon", "fri")


def test_a_batch_that_is_not_due_does_nothing(clipmaker, tmp_path: Path) -> None:
    quiet = clipmaker("batch", "none.yaml", "--due-at", "23:59", "--tz", "UTC")
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")
    assert "--due-at needs --tz" in clipmaker("batch", "none.yaml", "--due-at", "06:00").err
    due = ("batch", "none.yaml", "--due-at", "00:00", "--tz", "UTC")
    assert clipmaker(*due).code == ExitCode.INPUT
    assert clipmaker(*due).code == 0
