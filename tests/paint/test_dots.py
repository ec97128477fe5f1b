"""A scale never lies: as much ink as there is value, divided dots and all, on either side."""

from decimal import Decimal

import numpy as np
import pytest

from clipmaker.paint.bars import Scale
from clipmaker.paint.dots import dot_step, dotted, in_half_circle, in_rows


def ink(alpha: object) -> float:
    return float(np.asarray(alpha, float).sum() / 255)


@pytest.mark.parametrize("from_right", [False, True])
@pytest.mark.parametrize("parts", [("3", "27.5", "89.5"), ("0.25", "0.5", "3.25"), ("4", "0", "1")])
def test_every_part_has_its_share_of_the_ink(parts: tuple[str, ...], from_right: bool) -> None:
    counts = [Decimal(part) for part in parts]
    spots, height = in_rows(int(sum(counts)), 660, 400)
    piece = dotted(spots, counts, ["#FF0000"] * 3, (660, height), from_right=from_right)
    inks = [ink(item.image.getchannel("A")) for item in piece.items]
    one = sum(inks) / float(sum(counts))
    for count, found in zip(counts, inks, strict=True):
        # A slice of half a dot's width is half of it; a quarter is less: its edge is round.
        assert found == pytest.approx(float(count) * one, abs=0.2 * one, rel=0.02)
    if from_right:
        assert np.asarray(piece.items[0].image)[..., 3].nonzero()[1].max() > 640


@pytest.mark.parametrize("count", [1, 2, 7, 120, 150])
def test_dots_are_as_large_as_they_fit_and_inside(count: int) -> None:
    for room in (60, 200, 400):
        spots, height = in_rows(count, 660, room)
        if not spots:
            assert room == 60
            continue
        assert height <= room
        assert len(spots) == count
        assert all(s.radius <= s.x + 1 and s.x + s.radius <= 661 for s in spots)
        assert all(s.y + s.radius <= height + 1 for s in spots)


@pytest.mark.parametrize("count", [1, 5, 12, 101, 435, 598, 725])
def test_seats_stand_in_a_half_circle_apart_from_one_another(count: int) -> None:
    spots, height = in_half_circle(count, 660)
    assert len(spots) == count
    assert all(s.x - s.radius + 1 >= 0 and s.x + s.radius <= 661 for s in spots)
    assert all(s.y - s.radius + 1 >= 0 and s.y + s.radius <= height + 1 for s in spots)
    places = np.array([(s.x, s.y) for s in spots])
    if count > 1:
        apart = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
        apart[np.arange(count), np.arange(count)] = 1e9
        assert apart.min() >= 1.8 * spots[0].radius
    assert spots[0].x <= spots[-1].x


@pytest.mark.parametrize(
    ("whole", "decimals", "seats", "step"),
    [
        ("12000", 0, False, "100"),
        ("100", 0, False, "1"),
        ("4", 0, False, "1"),
        ("2.5", 1, False, "0.1"),
        ("151", 0, False, "2"),
        ("725", 0, True, "1"),
        ("83000000", 0, False, "1000000"),
    ],
)
def test_a_dot_stands_for_a_round_number(whole: str, decimals: int, seats: bool, step: str) -> None:
    assert dot_step(Decimal(whole), decimals, seats=seats) == Decimal(step)


def test_bars_begin_at_zero_and_are_as_long_as_their_values() -> None:
    values = [Decimal("12.4"), Decimal("4.1"), Decimal("-2.5")]
    scale = Scale.of(values, None, 660)
    zero = scale.px(Decimal(0))
    lengths = [scale.px(value) - zero for value in values]
    assert [round(length / lengths[0], 2) for length in lengths] == [1, 0.33, -0.2]
    assert Scale.of(values[:2], Decimal(100), 1000).px(values[0]) == 124
    assert Scale.of(values[:2], None, 1000).px(Decimal(0)) == 0
