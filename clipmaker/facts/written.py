"""The waivers of facts as they are written. Imports pydantic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from clipmaker.door.checked import Written
from clipmaker.story.values import Text, Version


class WrittenFactWaiver(Written):
    """A fact that somebody lets stand."""

    called: ClassVar[str] = "a waiver"
    wanted: ClassVar[Mapping[str, str]] = {
        "by": "a waiver needs a name: who lets this stand?",
        "reason": "a waiver needs a reason: why may this stand?",
    }

    fact: Text = Field(description="The fact, as it stands in the story.")
    within: Text = Field(description="The whole text that it stands in.")
    by: Text = Field(description="Who lets it stand.")
    at: Text = Field(default="", description="When.")
    reason: Text = Field(description="Why.")


class WrittenFactWaivers(Written):
    """A file of waivers."""

    called: ClassVar[str] = "a file of waivers"

    version: Version = 1
    waived: list[WrittenFactWaiver] = Field(default=[], description="The waivers.")
