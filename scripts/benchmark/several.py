"""Makes several stories one after another, as a scheduled batch does.

python -m benchmark.several OUTPUT STORY PROFILE [STORY PROFILE ...]
"""

from __future__ import annotations

import sys
from pathlib import Path

from clipmaker.make.clip import Goal, Request, make_clip
from clipmaker.make.gather import Sources


def main(output: Path, stories: list[str]) -> None:
    """Make every story as a draft."""
    for story, profile in zip(stories[::2], stories[1::2], strict=True):
        sources = Sources(story=Path(story), profile=profile)
        make_clip(Request(sources=sources, output=output, goal=Goal.DRAFT))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
