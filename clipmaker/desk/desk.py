"""What every request at the desk works with."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from clipmaker.desk.admission import Admission
from clipmaker.desk.broker import Broker
from clipmaker.desk.changes import TextHistory
from clipmaker.desk.comments import Comments
from clipmaker.desk.drawing import Drawing
from clipmaker.desk.holding import Holding
from clipmaker.desk.jobs import Jobs
from clipmaker.desk.library import Library
from clipmaker.desk.messenger import Messenger
from clipmaker.desk.opened import OpenStories, Recent
from clipmaker.desk.played import Played
from clipmaker.desk.settings import DeskSettings
from clipmaker.desk.story_steps import StorySteps


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The desk's own parts, one of each.

    Attributes:
        settings: what it was started with.
        admission: who is let in.
        broker: tells open pages what happens.
        library: the clips and stories that there are.
        opened: stories that somebody works on.
        holding: why a bulletin lets clips wait.
        jobs: renders in the background.
        played: which subtitles somebody has heard.
        changes: what became of each text.
        comments: what people say about clips.
        messenger: tells the newsroom's own program what happens.
        drawing: draws frames of texts that are not saved.
        steps: what pages did to stories' files.
        shown: pictures of single cards, by what they are made of.
    """

    settings: DeskSettings
    admission: Admission
    broker: Broker
    library: Library
    opened: OpenStories
    holding: Holding
    jobs: Jobs
    played: Played
    changes: TextHistory
    comments: Comments
    messenger: Messenger
    drawing: Drawing
    steps: StorySteps
    shown: Recent[str, bytes]


def desk_of(request: Request) -> Desk:
    """Return the desk that a request came to."""
    desk: Desk = request.app.state.desk
    return desk
