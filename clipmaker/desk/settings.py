"""What the desk was started with."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from clipmaker.make.gather import Sources
from clipmaker.make.hearing import Hearing
from clipmaker.workers import wire as workers

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the desk serves, and to whom.

    Attributes:
        output: folder of finished clips.
        stories: story files, and folders in which stories lie.
        media_roots: folders besides a story's own that its media may lie in.
        profile: name of the delivery profile.
        subtitles: name of the subtitle profile.
        brand: name of a brand that replaces the stories', "" to keep theirs.
        hearing: how speech is recognised.
        who: the name that an editor starts with, "" to ask.
        host: address the desk listens on.
        port: its port.
        token: what a browser must bring along; "" asks for none, on loopback only.
        names: further host names under which the desk is reached.
        bulletins: bulletin files, or folders of them, besides those that lie around the stories.
    """

    output: Path
    stories: tuple[Path, ...]
    media_roots: tuple[Path, ...] = ()
    profile: str = "news-60"
    subtitles: str = "house"
    brand: str = ""
    hearing: Hearing = field(default_factory=Hearing)
    who: str = ""
    host: str = "127.0.0.1"
    port: int = 8460
    token: str = ""
    names: tuple[str, ...] = ()
    bulletins: tuple[Path, ...] = ()

    @property
    def loopback(self) -> bool:
        """Whether only this machine reaches the desk."""
        return self.host in LOOPBACK

    def for_workers(self) -> workers.Settings:
        """Return what holds for renders: pages go first, no speech model is kept from others."""
        return workers.Settings(
            output=self.output,
            media_roots=self.media_roots,
            profile=self.profile,
            subtitles=self.subtitles,
            brand=self.brand,
            engine=self.hearing.engine,
            model=self.hearing.model,
            width=0,
            keep_model=False,
            niceness=5,
        )

    def sources(self, story: Path) -> Sources:
        """Return a story with the surroundings the desk was started with."""
        return Sources(
            story=story,
            media_roots=self.media_roots,
            profile=self.profile,
            subtitles=self.subtitles,
            brand=self.brand,
        )
