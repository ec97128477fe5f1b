"""What holds something that has to be let go of, in a ``with`` statement or without one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Self


class Closing(ABC):
    """Is closed when a ``with`` block ends, however it ends."""

    @abstractmethod
    def close(self) -> None:
        """Let go of everything; a second time does nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
