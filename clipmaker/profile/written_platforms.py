"""The platforms that a story or a brand asks for, checked where they are read.

Imports pydantic: import this module only where a story or a brand is read.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import AfterValidator

from clipmaker.door.checked import described, refusal
from clipmaker.door.document import nearest
from clipmaker.door.words import tidy
from clipmaker.profile.platforms import platform_names


def _platform(value: str) -> str:
    name, known = tidy(value).lower(), platform_names()
    if name not in known:
        raise refusal(
            f"expected a platform, one of {', '.join(known)}, found {described(value)}",
            nearest=nearest(name, known),
        )
    return name


def _once(value: list[str]) -> list[str]:
    if not value:
        raise refusal("is empty: leave the line out where every platform is meant")
    return list(dict.fromkeys(value))


Platforms: TypeAlias = Annotated[
    list[Annotated[str, AfterValidator(_platform)]], AfterValidator(_once)
]
