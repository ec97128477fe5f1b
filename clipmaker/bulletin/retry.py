"""Whether a story is tried again, and when: only where that can help."""

from __future__ import annotations

from dataclasses import dataclass

from clipmaker.workers.wire import Message


@dataclass(frozen=True, kw_only=True)
class Retries:
    """How often and how soon a story is tried again.

    Attributes:
        times: how often after the first time.
        first_s: seconds before the second try; each further one waits twice as long.
        longest_s: the longest wait, seconds.
    """

    times: int = 2
    first_s: float = 2.0
    longest_s: float = 60.0

    def wait_s(self, said: Message, attempts: int) -> float | None:
        """Return after how many seconds a story is tried again, None when it is not.

        A lost worker, a step that hung, FFmpeg that died and files that were edited meanwhile
        may be right the next time. A mistake, a full disk or a broken rule is not.

        Args:
            said: the failure.
            attempts: how often it was tried.
        """
        if said.lasting or attempts > self.times:
            return None
        return min(self.first_s * 2.0 ** (attempts - 1), self.longest_s)
