"""Which tests the fast subset leaves out, by what they were measured to take.

``tests/measured.txt`` names, beside what is marked by hand, every test whose cases together take
more than ``QUICK_S`` of processor time, and every shared fixture that does, whose users are slow
then. ``scripts/measure-tests`` writes it, from what ``pytest --measure FILE`` notes here.
"""

import json
import resource
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

QUICK_S = 0.1
MEASURED = Path(__file__).with_name("measured.txt")

_Fixture = tuple[str, str]


def name_of(node: str) -> str:
    """Return the name of a test without the parameters of a case."""
    return node.partition("[")[0]


def measured() -> tuple[frozenset[str], frozenset[_Fixture]]:
    """Return what takes long: tests by name, fixtures by where they stand and name."""
    lines = MEASURED.read_text(encoding="utf-8").splitlines() if MEASURED.exists() else []
    lines = [line for line in lines if line and not line.startswith("#")]
    fixtures = [line.split(" @") for line in lines if " @" in line]
    tests = frozenset(line for line in lines if " @" not in line)
    return tests, frozenset((base, name) for base, name in fixtures)


def too_long(notes: Iterable[str]) -> list[str]:
    """Return the lines of the list that follow from notes of a meter.

    The cases of a test count together, and a shared fixture as often as it is made.
    """
    took: Counter[str] = Counter()
    for line in notes:
        note = json.loads(line)
        name = name_of(note["test"]) if "test" in note else f"{note['base']} @{note['fixture']}"
        took[name] += note["cpu_s"]
    return sorted(name for name, seconds in took.items() if seconds > QUICK_S)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--measure", metavar="FILE", help="note the processor time of every test")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--measure"):
        config.pluginmanager.register(Meter(Path(config.getoption("--measure"))))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--measure"):
        return
    tests, fixtures = measured()
    for item in items:
        if name_of(item.nodeid) in tests or not fixtures.isdisjoint(_shared(item)):
            item.add_marker(pytest.mark.slow)


def _shared(item: pytest.Item) -> Iterator[_Fixture]:
    """Yield where the fixtures that a test uses stand, and their names."""
    info = getattr(item, "_fixtureinfo", None)
    for name, made in info.name2fixturedefs.items() if info else ():
        yield from ((one.baseid, name) for one in made)


def _used_s() -> float:
    """Return the processor time of this process and of those it has waited for."""
    both = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


class Meter:
    """Notes as lines of JSON what every test and every shared fixture takes.

    Runs in one process: workers of pytest-xdist do not get the option.
    """

    def __init__(self, notes: Path) -> None:
        self._notes = notes
        self._shared_s = 0.0

    @contextmanager
    def _noted(self, **what: str) -> Iterator[None]:
        before, self._shared_s = _used_s(), 0.0
        yield
        took = _used_s() - before
        note = {**what, "cpu_s": round(took - self._shared_s, 4)}
        with self._notes.open("a", encoding="utf-8") as out:
            out.write(json.dumps(note) + "\n")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[Any]:
        with self._noted(test=item.nodeid):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Iterator[Any]:
        if fixturedef.scope == "function":
            return (yield)
        before = _used_s()
        made = yield
        took = _used_s() - before
        self._shared_s += took
        note = {"fixture": fixturedef.argname, "base": fixturedef.baseid, "cpu_s": round(took, 4)}
        with self._notes.open("a", encoding="utf-8") as out:
            out.write(json.dumps(note) + "\n")
        return made
