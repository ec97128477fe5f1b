"""What the desk was started with."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from clipmaker.make.gather import Surroundings
from clipmaker.make.hearing import Hearing
from clipmaker.workers import wire as workers

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, kw_only=True)
class DeskSettings:
    """What the desk serves, and to whom.

    Attributes:
        output: folder of finished clips.
        stories: story files, and folders in which stories lie.
        surroundings: where media may lie, and which named data is used.
        hearing: how speech is recognised.
        who: the name that an editor starts with, "" to ask.
        host: address the desk listens on.
        port: its port.
        token: what a browser must bring along; "" asks for none, on loopback only.
        names: further host names under which the desk is reached.
        bulletins: bulletin files, or folders of them, besides those that lie around the stories.
        staff: file of those who work here and sign in; None takes names as they come.
        signed_on_by: header in which a proxy on this machine says who has signed in; "" for none.
        notify: command that is told what happens, on its standard input; "" for none.
    """

    output: Path
    stories: tuple[Path, ...]
    surroundings: Surroundings = field(default_factory=Surroundings)
    hearing: Hearing = field(default_factory=Hearing)
    who: str = ""
    host: str = "127.0.0.1"
    port: int = 8460
    token: str = ""
    names: tuple[str, ...] = ()
    bulletins: tuple[Path, ...] = ()
    staff: Path | None = None
    signed_on_by: str = ""
    notify: str = ""

    @property
    def loopback(self) -> bool:
        """Whether only this machine reaches the desk."""
        return self.host in LOOPBACK

    def for_workers(self) -> workers.TaskSettings:
        """Return what holds for renders: pages go first, no speech model is kept from others."""
        return workers.TaskSettings(
            output=self.output,
            surroundings=self.surroundings,
            hearing=self.hearing,
            width=0,
            keep_model=False,
            niceness=5,
        )
