"""A story for the command line, and what a command leaves."""

from collections.abc import Callable
from dataclasses import dataclass

STORY = """\
version: 1
date: 2025-01-13
slug: tiny-story
shots:
  - kind: title
    text: A headline with *emphasis*
  - kind: footage
    file: interview.mp4
    credit: Synthetic
    language: ko
    out: "0:01"
  - kind: caption
    text: One caption
  - kind: end
    sources: [Nobody]
"""

CUES = """\
version: 1
footage: interview.mp4
language: ko
cues:
- id: c1
  start: 0:00.100
  end: 0:00.500
  source: 훈련이라고 했습니다
  text: They said it was training
  status: machine
"""


@dataclass(frozen=True)
class Done:
    """What a command left: its exit code, and what it printed."""

    code: int
    out: str
    err: str


Clipmaker = Callable[..., Done]
