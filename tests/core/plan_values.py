"""Plans that tests of keys and reasons start from."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from builders import SPECS, card, footage, profile

from clipmaker.brand.model import Brand, Bug, Colours, EndCard, Music, Typography
from clipmaker.faces.model import FaceSheet
from clipmaker.media.model import AudioFacts, MediaInfo, VideoFacts
from clipmaker.plan.compile import Facts, Tools, compile_plan
from clipmaker.plan.model import Look, RenderPlan
from clipmaker.story.model import Card
from clipmaker.timeline.model import PlacedCue, Shot, Timeline

FILE = Path("/story/interview.mp4")
MEDIA = MediaInfo(
    file=FILE,
    digest="d1",
    container="mov",
    duration_ms=30_000,
    video=VideoFacts(
        codec="h264", width_px=1280, height_px=720, display_width_px=1280, display_height_px=720
    ),
    audio=(AudioFacts(index=0, codec="aac", sample_rate_hz=48_000, channels=2, layout="stereo"),),
)
COLOURS = Colours(
    ground="#000000",
    lift="#111111",
    accent="#FF0000",
    on_accent="#FFFFFF",
    highlight="#FFFF00",
    text="#FFFFFF",
    secondary="#CCCCCC",
    subtitle_ground="#000000",
    subtitle_text="#FFFFFF",
)
BRAND = Brand(
    name="b",
    title="B",
    file=Path("/b/brand.toml"),
    digest="b1",
    colours=COLOURS,
    typography=Typography(family="Inter"),
    bug=Bug(wordmark=("B",)),
    end=EndCard(title=("B",)),
    music=Music(),
)
TOOLS = Tools(ffmpeg="ffmpeg 9", encoder="av 18", painting="pillow 11", fonts="f1")


def cue(name: str, start: int, end: int, *lines: str) -> PlacedCue:
    return PlacedCue(footage=FILE.name, id=name, start_frame=start, end_frame=end, lines=lines)


def shots(headline: str = "word", line: str = "They told us", frames: int = 600) -> list[Shot]:
    title = Card(kind="title", fields={"text": headline})
    cues = (cue("c1", 100, 190, line), cue("c2", 200, 300, "it was training"))
    return [
        Shot(index=0, item=title, start_frame=0, frames=90),
        Shot(index=1, item=footage(), start_frame=90, frames=frames, cues=cues, spoken="ko"),
        Shot(
            index=2,
            item=card("end", 3),
            start_frame=90 + frames,
            frames=1800 - 90 - frames,
        ),
    ]


def plan_of(
    items: list[Shot], faces: Mapping[int, FaceSheet] | None = None, **changed: str
) -> RenderPlan:
    timeline = Timeline(rate=Fraction(30), frames=1800, shots=tuple(items), sounds=())
    look = Look(
        brand=replace(BRAND, digest=changed.get("brand", "b1")), profile=profile(), language="en"
    )
    facts = Facts(
        media={FILE: MEDIA},
        files={FILE: changed.get("file", "d1")},
        tools=replace(
            TOOLS,
            ffmpeg=changed.get("ffmpeg", TOOLS.ffmpeg),
            encoder=changed.get("encoder", TOOLS.encoder),
        ),
        faces=faces or {},
    )
    return compile_plan(timeline, look, SPECS, facts)


def keys(plan: RenderPlan) -> list[str]:
    return [s.key for s in plan.segments]
