"""The cold open: what may open a clip, where it stands, what of its footage holds there, too."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from builders import card, profile

from clipmaker.brand.model import Music
from clipmaker.cards.registry import specs
from clipmaker.cues.model import Cue, CueSheet, Status
from clipmaker.errors import InputError
from clipmaker.media.model import AudioFacts, MediaInfo, VideoFacts
from clipmaker.story.load import load_story
from clipmaker.story.model import Card, Footage, FootageSound, Story
from clipmaker.story.whole_clip import ColdOpen, Person
from clipmaker.timeline.build import Placing, build
from clipmaker.timeline.model import SoundRole, Timeline
from clipmaker.timeline.shown import shown
from clipmaker.timeline.telling import telling_frame

FILE = Path("/story/interview.mp4")
VIDEO = VideoFacts(
    codec="h264", width_px=64, height_px=36, display_width_px=64, display_height_px=36
)
AUDIO = AudioFacts(index=0, codec="aac", sample_rate_hz=48000, channels=1, layout="mono")
MEDIA = MediaInfo(
    file=FILE, digest="d", container="mov", duration_ms=40_000, video=VIDEO, audio=(AUDIO,)
)
TEXTS = ((10_400, 12_000, "No, I do not know."), (18_300, 20_800, "I want to live in Ukraine."))
SPAN = (18_300, 20_800)


def cues(*texts: tuple[int, int, str], approved: bool = True) -> CueSheet:
    status = Status.APPROVED if approved else Status.MACHINE
    found = tuple(
        Cue(
            id=f"c{i}",
            start_ms=start,
            end_ms=end,
            source="말",
            text=text,
            speaker="A",
            status=status,
            approved_by="Ed" if approved else "",
        )
        for i, (start, end, text) in enumerate(texts, 1)
    )
    return CueSheet(footage=FILE.name, language="ko", cues=found)


def opened(
    sheet: CueSheet, span: tuple[int, int] = SPAN, sound: FootageSound | None = None
) -> Timeline:
    footage = Footage(
        file=FILE,
        credit="AFP",
        language="ko",
        in_ms=10_000,
        out_ms=30_000,
        sound=sound or FootageSound(),
    )
    cards = [card("title", 14), *(card("caption", words) for words in (17, 17, 16))]
    story = Story(
        file=Path("/story/story.yaml"),
        date=datetime.date(2025, 1, 13),
        slug="s",
        headline="Headline",
        shots=(*cards, footage, Card(kind="end", fields={"sources": ("A",)})),
        people=(Person(name="Second soldier", speaker="A"),),
        open=ColdOpen(shot=4, in_ms=span[0], out_ms=span[1], line=7),
    )
    placing = Placing(
        specs=specs(),
        media={FILE: MEDIA},
        sheets={4: sheet},
        profile=profile(),
        music=Music(),
        break_cue=lambda _footage, _media, text: (text,),
    )
    return build(story, placing)


def test_it_stands_before_the_title_inside_the_sixty_seconds() -> None:
    timeline = opened(cues(*TEXTS))
    first, title, *_ = timeline.shots
    assert (first.start_frame, first.frames, first.index) == (0, 75, 4)
    assert title.index == 0
    assert sum(shot.frames for shot in timeline.shots) == 1800
    assert [cue.lines for cue in first.cues] == [("I want to live in Ukraine.",)]
    assert timeline.shot_at(timeline.cover_frame) is title
    assert first.plates == ()
    assert telling_frame(first, timeline.rate) == 74
    (film,) = (shot for shot in timeline.shots if shot.index == 4 and shot is not first)
    assert [plate.name for plate in film.plates] == ["Second soldier"]
    assert len(film.cues) == 2


def test_an_unapproved_line_makes_a_draft_of_it_and_is_asked_for_once() -> None:
    timeline = opened(cues(*TEXTS, approved=False))
    assert timeline.shots[0].draft
    sheet = cues(*TEXTS, approved=False)
    assert [one.cue.id for one in shown(timeline, {4: sheet})] == ["c1", "c2"]


@pytest.mark.parametrize(
    ("span", "why"),
    [
        ((18_300, 20_000), r"cuts subtitle c2, which stands from 0:18\.300 to 0:20\.800"),
        ((11_000, 13_000), "cuts subtitle c1"),
        ((13_000, 15_000), r"no subtitle .* the nearest stands from 0:10\.400 to 0:12\.000"),
    ],
)
def test_only_whole_subtitles_open_a_clip(span: tuple[int, int], why: str) -> None:
    with pytest.raises(InputError, match=why) as raised:
        opened(cues(*TEXTS), span)
    assert raised.value.problems[0].line == 7


def test_a_line_without_a_text_opens_nothing() -> None:
    with pytest.raises(InputError, match="no subtitle with a text"):
        opened(cues(TEXTS[0], (18_300, 20_800, "")))


def test_a_neighbour_that_only_touches_the_span_stays_out() -> None:
    timeline = opened(cues((17_000, 18_400, "Do you?"), TEXTS[1]))
    assert [cue.id for cue in timeline.shots[0].cues] == ["c2"]


def test_bleeps_hold_in_it_and_later_ones_are_their_footage_s() -> None:
    bleeps = ((19_000, 19_400), (25_000, 25_500))
    timeline = opened(cues(*TEXTS), sound=FootageSound(bleeps=bleeps))
    voices = [sound for sound in timeline.sounds if sound.role is SoundRole.VOICE]
    assert [(one.start_frame, one.in_ms, one.bleeps) for one in voices] == [
        (0, 18_300, bleeps[:1]),
        (voices[1].start_frame, 10_000, bleeps),
    ]


STORY = """\
version: 1
date: 2025-01-13
open: "{span}"
shots:
  - kind: title
    text: A headline
  - kind: footage
    file: interview.mp4
    credit: AFP
    in: "0:10"
    out: "0:30"
{more}
  - kind: end
    sources: [AFP]
"""


WARNED = "    warning:\n      text: Injured people"
TWICE = f"""\
  - kind: footage
    file: interview.mp4
    credit: AFP
    in: "0:19"
    out: "0:22"
{WARNED}"""


def written(folder: Path, span: str, more: str = "") -> Story:
    (folder / "interview.mp4").write_bytes(b"film")
    file = folder / "story.yaml"
    text = STORY.format(span=span, more=more)
    file.write_text("\n".join(filter(str.strip, text.splitlines())), encoding="utf-8")
    return load_story(file, specs=specs())


def test_a_story_names_the_times_of_its_footage(tmp_path: Path) -> None:
    story = written(tmp_path, "0:18.3-0:20.8")
    assert story.open == ColdOpen(shot=1, in_ms=18_300, out_ms=20_800)
    assert replace(story.open, line=0) == story.open


@pytest.mark.parametrize(
    ("span", "more", "why"),
    [
        ("0:18.3-0:18.9", "", "lasts 1 to 4 s, and this one 0.6 s"),
        ("0:18-0:25", "", "lasts 1 to 4 s, and this one 7 s"),
        ("0:08-0:10.5", "", "interview.mp4: 0:10 to 0:30"),
        ("0:29-0:31", "", "no footage shows"),
        ("0:18-0:20", WARNED, "has a content warning.*other footage"),
        ("0:18-0:20", TWICE, "shot 3 .* has a content warning"),
        ("0:18-0:20", "    subtitles: false", "shown without subtitles"),
        ("0:18-0:20", "    mute: true", "shown without sound"),
        ("18-20", "", "expected a span of the file"),
    ],
)
def test_what_may_not_open_a_clip_is_refused_at_its_line(
    tmp_path: Path, span: str, more: str, why: str
) -> None:
    with pytest.raises(InputError, match=why) as raised:
        written(tmp_path, span, more)
    assert [problem.line for problem in raised.value.problems] == [3]
