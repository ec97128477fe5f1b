"""Audio tracks as people write them: a number, or a list of those that are heard together."""

from __future__ import annotations

from clipmaker.door.checked import described, refusal


def read_tracks(value: object) -> tuple[int, ...]:
    """Return the numbers of audio tracks, 0-based, in order.

    Raises:
        PydanticCustomError: it is neither a number nor a list of different ones.
    """
    tracks = value if isinstance(value, list) else [value]
    wrong = [one for one in tracks if isinstance(one, bool) or not isinstance(one, int) or one < 0]
    if wrong or not tracks:
        raise refusal(
            "expected the number of an audio track, 0 for the first, or a list of those that are "
            f"heard together as in [0, 1], found {described(wrong[0] if wrong else value)}"
        )
    if len(set(tracks)) < len(tracks):
        raise refusal("names the same audio track twice")
    return tuple(sorted(tracks))
