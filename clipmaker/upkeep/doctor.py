"""What works on this machine, and the remedy for what doesn't: one small function a check.

Nothing is changed but the cache: the speech model is put together if that was not done yet.
"""

from __future__ import annotations

from pathlib import Path

from clipmaker.errors import ClipmakerError
from clipmaker.upkeep import installed, surroundings
from clipmaker.upkeep.findings import CHECKS, Check, Finding, FindingPlace, Health

MODULES = (installed, surroundings)
"""Where checks are; importing them enters these into the register, in this order."""


def examine(output: Path) -> tuple[Finding, ...]:
    """Make every check.

    Args:
        output: folder for finished clips; need not exist.
    """
    return tuple(_made(name, one, FindingPlace(output=output)) for name, one in CHECKS.items())


def _made(name: str, one: Check, place: FindingPlace) -> Finding:
    try:
        state, message, remedy = one(place)
    except ClipmakerError as error:
        # What the program would refuse to work with is what this check is for.
        head = error.message.partition("\n")[0]
        return Finding(check=name, state=Health.FAIL, message=head, remedy=error.remedy)
    return Finding(check=name, state=state, message=message, remedy=remedy)
