"""What systemd and cron are given, and that every day has one run, whatever clocks do."""

import configparser
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clipmaker.errors import BusyError
from clipmaker.schedule import verify
from clipmaker.schedule.due import Due, Turn
from clipmaker.schedule.install import without
from clipmaker.schedule.model import Plan, skipped
from clipmaker.schedule.texts import cron, files

DUBLIN = ZoneInfo("Europe/Dublin")
needs_systemd = pytest.mark.skipif(not verify.known(), reason="SYSTEMD-ANALYZE IS NOT HERE")


def plan(at: time = time(6), zone: str = "Europe/Dublin", **more: object) -> Plan:
    command = ("/usr/bin/python3", "-m", "clipmaker", "batch", "/srv/50% off/{date}.yaml", 'a"b$c')
    values = {"name": "daily", "command": command, "folder": Path("/srv/news room"), **more}
    return Plan(at=at, zone=zone, **values)


@needs_systemd
@pytest.mark.parametrize("days", [(), ("mon", "fri")])
def test_systemd_understands_the_units(days: tuple[str, ...]) -> None:
    assert verify.complaints(files(plan(days=days, folder=Path("/")))) == []
    broken = {name: text.replace("Type=", "Tpe=") for name, text in files(plan()).items()}
    assert "Tpe" in " ".join(verify.complaints(broken))


@needs_systemd
def test_systemd_follows_daylight_saving() -> None:
    runs = verify.next_runs(plan().calendars[0], count=3, base="2025-03-28 12:00:00 UTC")
    assert [run.split(maxsplit=1)[1] for run in runs] == [
        "2025-03-29 06:00:00 UTC",
        "2025-03-30 05:00:00 UTC",
        "2025-03-31 05:00:00 UTC",
    ]


@needs_systemd
def test_a_time_that_clocks_skip_is_made_up_for() -> None:
    first, second = plan(time(1, 30)).calendars
    base = "2025-03-29 12:00:00 UTC"
    assert "2025-03-31" in verify.next_runs(first, count=1, base=base)[0]
    assert "2025-03-30 01:30:00 UTC" in verify.next_runs(second, count=1, base=base)[0]
    with pytest.raises(ValueError, match="Failed to parse"):
        verify.next_runs("at tea time")


def test_times_that_are_never_skipped_have_one_line() -> None:
    assert skipped(time(6), DUBLIN) == []
    assert skipped(time(1, 30), DUBLIN) == [time(2, 30)]
    assert skipped(time(2, 15), ZoneInfo("Australia/Lord_Howe")) == [time(2, 45)]
    assert skipped(time(1, 30), ZoneInfo("Asia/Kolkata")) == []


def test_words_reach_the_program_as_they_are() -> None:
    text = files(plan())["clipmaker-daily.service"]
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str
    parser.read_string(text)
    line = parser["Service"]["ExecStart"]
    assert '"/srv/50%% off/{date}.yaml" "a\\"b$$c"' in line
    assert parser["Service"]["WorkingDirectory"] == "/srv/news room"
    timer = files(plan())["clipmaker-daily.timer"]
    assert "Persistent=true" in timer
    last = cron(plan()).splitlines()[-1]
    assert last.startswith("*/5 * * * * cd '/srv/news room' && /usr/bin/python3 -m clipmaker batch")
    assert "'/srv/50\\% off/{date}.yaml'" in last


def test_a_line_of_the_same_name_is_replaced_and_no_other() -> None:
    other = plan(name="evening")
    lines = ["MAILTO=desk", *cron(plan()).splitlines(), *cron(other).splitlines(), "0 1 * * * x"]
    assert without(lines, plan()) == ["MAILTO=desk", *cron(other).splitlines(), "0 1 * * * x"]


def asked(due: Due, begin: datetime, until: datetime, every: timedelta) -> list[datetime]:
    """Return the moments at which a run is made, when it is asked for ever so often."""
    done, now, runs = due.latest(begin), begin, []
    while now < until:
        if due.is_due(now, done):
            runs.append(now)
            done = due.latest(now)
        now += every
    return runs


@settings(max_examples=60, deadline=None)
@given(
    at=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    zone=st.sampled_from(
        ["Europe/Dublin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kolkata"]
    ),
    begin=st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),
)
def test_every_day_has_exactly_one_run(at: time, zone: str, begin: datetime) -> None:
    clocks = ZoneInfo(zone)
    until = begin + timedelta(days=20)
    runs = asked(Due(at=at, zone=clocks), begin, until, timedelta(minutes=5))
    days = [run.astimezone(clocks).date() for run in runs]
    # The day of a run may be the one after, for a time less than five minutes before midnight.
    turns = [Due(at=at, zone=clocks).latest(run) for run in runs]
    assert len(set(turns)) == len(turns)
    assert {later - earlier for earlier, later in pairwise(turns)} == {timedelta(days=1)}
    assert 19 <= len(days) <= 21


@pytest.mark.parametrize(
    ("at", "day", "expected"),
    [
        # Clocks go from 01:00 to 02:00: a run at 01:30 is met when they show 02:00.
        (time(1, 30), date(2025, 3, 30), datetime(2025, 3, 30, 1, 0, tzinfo=UTC)),
        # Clocks show 01:30 twice: only the first counts.
        (time(1, 30), date(2025, 10, 26), datetime(2025, 10, 26, 0, 30, tzinfo=UTC)),
        (time(6, 0), date(2025, 3, 30), datetime(2025, 3, 30, 5, 0, tzinfo=UTC)),
        (time(6, 0), date(2025, 10, 26), datetime(2025, 10, 26, 6, 0, tzinfo=UTC)),
    ],
)
def test_days_on_which_clocks_change(at: time, day: date, expected: datetime) -> None:
    due = Due(at=at, zone=DUBLIN)
    begin = datetime.combine(day, time(), DUBLIN).astimezone(UTC)
    runs = asked(due, begin, begin + timedelta(hours=22), timedelta(minutes=5))
    assert runs == [expected]


def test_missed_runs_are_caught_up_once_and_only_on_their_days() -> None:
    due = Due(at=time(6), zone=DUBLIN)
    monday = datetime(2025, 1, 13, 3, tzinfo=UTC)
    assert due.is_due(monday, date(2025, 1, 9))
    assert due.latest(monday) == date(2025, 1, 12)
    assert not due.is_due(monday, date(2025, 1, 12))
    workdays = Due(at=time(6), zone=DUBLIN, days=("mon", "tue", "wed", "thu", "fri"))
    assert workdays.latest(monday) == date(2025, 1, 10)
    assert not due.is_due(monday, None)
    assert due.is_due(monday + timedelta(hours=3), None)


def test_a_run_that_was_stopped_is_due_again(tmp_path: Path) -> None:
    now = datetime(2025, 1, 13, 7, tzinfo=UTC)
    turn = Turn(Due(at=time(6), zone=DUBLIN), "daily", tmp_path)
    for stopped in (KeyboardInterrupt(), BusyError("at work")):
        with pytest.raises(type(stopped)), turn.taken(now):
            raise stopped
        assert turn.is_due(now)
    with pytest.raises(ValueError, match="broken"), turn.taken(now):
        raise ValueError("broken")
    assert not turn.is_due(now)
    assert turn.is_due(now + timedelta(days=1))
