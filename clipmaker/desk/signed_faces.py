"""Whose faces a card shows uncovered is somebody's decision: theirs who saves it, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from clipmaker.desk.request import DeskRequest
from clipmaker.desk.staff import Role

_PROTECT, _REASON, _NAME = "protect", "because", "by"


def signed_shot(
    shot: Mapping[str, Any], before: Mapping[str, Any], body: DeskRequest
) -> dict[str, Any]:
    """Return a card or footage in which a new reason to show a face carries who gave it.

    A reason that stood there for the same file, with its name, stays as it was.

    Args:
        shot: every key that it is to have.
        before: what it was; nothing for a new one.
        body: what was sent, and by whom.

    Raises:
        ReviewError: the person may not decide that.
    """
    decided = [_decision(one) for one in _pictures(before)]
    signed = dict(shot)
    for key, value in ({"": shot} | dict(shot)).items():
        if not isinstance(value, Mapping) or not isinstance(value.get(_PROTECT), Mapping):
            continue
        protect = value[_PROTECT]
        if not protect.get(_REASON) or _decision(value) in decided:
            continue
        body.refuse_without(Role.APPROVE)
        fresh = {**protect, _NAME: body.who}
        if key:
            signed[key] = {**value, _PROTECT: fresh}
        else:
            signed[_PROTECT] = fresh
    return signed


def _pictures(shot: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield what of a shot can be protected: footage itself, and the pictures of a card."""
    for value in (shot, *shot.values()):
        if isinstance(value, Mapping) and isinstance(value.get(_PROTECT), Mapping):
            yield value


def _decision(picture: Mapping[str, Any]) -> tuple[object, ...]:
    protect = picture[_PROTECT]
    return picture.get("file"), protect.get(_REASON), protect.get(_NAME), protect.get("faces")
