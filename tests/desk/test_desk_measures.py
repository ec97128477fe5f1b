"""What the desk knows of a video's size, rate and length."""

from fractions import Fraction
from pathlib import Path
from typing import Any

from clipmaker.desk.known import ClipVersion
from clipmaker.desk.measures import Measures, measures


def made(profile: dict[str, Any]) -> ClipVersion:
    return ClipVersion(name="v1", folder=Path("v1"), manifest={"profile": profile}, made_s=0.0)


def test_a_profile_of_ones_own_needs_not_be_there() -> None:
    said = {"name": "mine", "width_px": 540, "height_px": 960, "rate": "30000/1001", "frames": 450}
    assert measures(made(said)) == Measures(
        width_px=540, height_px=960, rate=Fraction(30000, 1001), frames=450
    )


def test_a_manifest_without_measures_names_a_profile_that_has_them() -> None:
    assert measures(made({"name": "tiny"})).frames == 90
