"""Deciding a clip: read, gather, listen, then timeline and plan; nothing is rendered."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from clipmaker.cues.judging.bleeps import taken_out
from clipmaker.cues.model import CueSheet
from clipmaker.cues.reviewing.gate import Held, ShownCue, Waiver, apply_waivers, held, unread
from clipmaker.cues.sheets.sheet import sheet_path
from clipmaker.logs.about import name_story
from clipmaker.make.asked_tracks import ask_for_tracks
from clipmaker.make.bleeped import bleeps_of
from clipmaker.make.gather import Gathered, Sources, gather
from clipmaker.make.hearing import Hearing, listen, setting_of, unheard
from clipmaker.make.legible import refuse_unreadable
from clipmaker.make.narration import narration_sheet
from clipmaker.make.people import people_note
from clipmaker.make.silence import refuse_silence
from clipmaker.make.stated import disputed, facts_stated
from clipmaker.make.tried import note_tried, untried
from clipmaker.paint.page import Page
from clipmaker.plan.compile import compile_plan
from clipmaker.plan.model import Look, RenderPlan
from clipmaker.progress import Event, OnEvent, Stage, ignore
from clipmaker.story.model import Card, Footage
from clipmaker.timeline.build import Placing, build, own_length
from clipmaker.timeline.model import Timeline
from clipmaker.timeline.shown import shown

if TYPE_CHECKING:
    from clipmaker.facts.compare import StatedFact

_NARRATION = -1
"""Stands for the voice-over where cue sheets are told apart by their footage's place."""


@dataclass(frozen=True, kw_only=True)
class Decided:
    """A story's timeline and plan, decided without rendering."""

    gathered: Gathered
    sheets: Mapping[int, CueSheet]
    timeline: Timeline
    plan: RenderPlan
    narration: CueSheet | None = None

    @property
    def held(self) -> tuple[Held, ...]:
        """Cues that keep the clip from being final."""
        return held(self.cues, self.gathered.subtitles, strict=bool(self.gathered.story.gate))

    @cached_property
    def facts(self) -> tuple[StatedFact, ...]:
        """What the clip states, held against the story's article; nothing without one."""
        return facts_stated(self.gathered, self.cues)

    @property
    def disputed(self) -> tuple[StatedFact, ...]:
        """Facts that keep the clip from being final."""
        return disputed(self.facts)

    @property
    def cues(self) -> tuple[ShownCue, ...]:
        """Cues that the gate looks at: those on screen, and captions that a machine wrote."""
        return (*shown(self.timeline, self.sheets), *unread(self.narration))

    def preview(self) -> RenderPlan:
        """Return the plan of the same timeline at half the size."""
        look = replace(self.plan.look, profile=self.plan.look.profile.preview())
        return compile_plan(self.timeline, look, self.gathered.specs, self.gathered.facts)


def decide(
    sources: Sources,
    hearing: Hearing | None,
    on_event: OnEvent = ignore,
    waived: Sequence[Waiver] = (),
    meanwhile: Callable[[Decided], AbstractContextManager[object]] | None = None,
    naming: Callable[[Gathered], Gathered] = lambda gathered: gathered,
) -> Decided:
    """Read a story and decide its timeline and plan.

    Args:
        sources: the story and its surroundings.
        hearing: how speech is recognised; None uses the cue sheets that are there and hears
            nothing.
        on_event: told of each stage.
        waived: cues that may go out as they are, besides what the cue sheets say.
        meanwhile: given the clip without subtitles, does something while footage is heard.
        naming: given the story, returns it under the name of its clip, or refuses it.
    """
    name_story(sources.story)
    on_event(Event(stage=Stage.READ, share=0.0, message=f"reading {sources.story}"))
    gathered = naming(gather(sources, on_event))
    for note in gathered.notes:
        on_event(Event(stage=Stage.READ, share=1.0, message=f"note: {note}"))
    if hearing is not None:
        ask_for_tracks(gathered)
    aside: AbstractContextManager[object] = nullcontext()
    if hearing is not None and unheard(gathered):
        # Hearing takes a minute: what would fail afterwards is told before.
        without = decide_with(gathered, {})
        try_words(without)
        if meanwhile:
            aside = meanwhile(without)
    with aside:
        heard = listen(gathered, hearing, on_event)
    if note := people_note(gathered, heard):
        on_event(Event(stage=Stage.LISTEN, share=1.0, message=f"note: {note}"))
    narration = _narrate(gathered, hearing, on_event)
    said = {_NARRATION: narration} if narration else {}
    waiving = apply_waivers({**heard, **said}, waived)
    on_event(Event(stage=Stage.PLAN, share=0.0, message="placing shots and cues"))
    decided = decide_with(gathered, {i: sheet for i, sheet in waiving.items() if i in heard})
    over, captions = gathered.story.voice_over, waiving.get(_NARRATION)
    if captions and over:
        captions = taken_out(captions, bleeps_of(gathered.story, over.file))
    return replace(decided, narration=captions)


def decide_with(gathered: Gathered, sheets: Mapping[int, CueSheet]) -> Decided:
    """Decide the timeline and plan of a story with cue sheets that are at hand.

    Args:
        gathered: the story and the facts about its files.
        sheets: cue sheets by the footage's place in the story; they need not be saved yet.

    Raises:
        ClipmakerError: the story does not fill the clip, or a text does not fit.
    """
    sheets = {i: _published(gathered, i, sheet) for i, sheet in sheets.items()}
    placing = _placing(gathered, sheets)
    placing = replace(placing, profile=own_length(gathered.story, placing))
    profile = placing.profile
    brand = gathered.brand.lasting(math.ceil(profile.duration_s))
    gathered = replace(gathered, profile=profile, brand=brand)
    timeline = build(gathered.story, placing)
    refuse_silence(gathered, timeline)
    story = gathered.story
    look = Look(
        brand=gathered.brand,
        profile=gathered.profile,
        language=story.language,
        topic=story.topic,
    )
    plan = compile_plan(timeline, look, gathered.specs, gathered.facts)
    return Decided(gathered=gathered, sheets=sheets, timeline=timeline, plan=plan)


def _published(gathered: Gathered, index: int, sheet: CueSheet) -> CueSheet:
    """Return a sheet without the words that a bleep hides."""
    shot = gathered.story.shots[index]
    assert isinstance(shot, Footage)
    return taken_out(sheet, bleeps_of(gathered.story, shot.file))


def try_words(decided: Decided) -> None:
    """Find out whether every word of a clip can be painted, and would pass the clip's checks.

    A card that could be painted is not tried again while nothing about it has changed.

    Raises:
        ClipmakerError: some cannot, or would not; all places are named.
    """
    cards = untried(decided.plan)
    if cards or not any(isinstance(shot.item, Card) for shot in decided.timeline.shots):
        try_texts(decided.gathered, cards)
        note_tried(decided.plan, cards)
    refuse_unreadable(decided)


def try_texts(gathered: Gathered, cards: Collection[int] | None = None) -> None:
    """Find out whether every card's texts can be painted.

    Args:
        gathered: the story.
        cards: places of the cards that are tried, None for all.

    Raises:
        ClipmakerError: some cannot; all cards are named.
    """
    from clipmaker.cards.trial import try_cards
    from clipmaker.paint.topic import try_topic
    from clipmaker.render.film import Films

    story = gathered.story
    films = Films(media=gathered.facts.media, profile=gathered.profile)
    page = Page(
        brand=gathered.brand,
        profile=gathered.profile,
        language=story.language,
        films=films,
        topic=story.topic,
    )
    try_topic(page)
    try_cards(story.shots, page, cards)


def _narrate(gathered: Gathered, hearing: Hearing | None, on_event: OnEvent) -> CueSheet | None:
    """Return the captions of the voice-over, None for a story without one."""
    if gathered.story.voice_over is None:
        return None
    on_event(Event(stage=Stage.LISTEN, share=0.0, message="captioning the voice-over"))
    return narration_sheet(gathered, setting_of(gathered), hearing, on_event)


def _placing(gathered: Gathered, sheets: Mapping[int, CueSheet]) -> Placing:
    return Placing(
        specs=gathered.specs,
        media=gathered.facts.media,
        sheets=sheets,
        profile=gathered.profile,
        music=gathered.brand.music,
        break_cue=setting_of(gathered).break_cue,
        lit_words=gathered.brand.subtitles.light_words,
    )


def waiting_sheets(decided: Decided) -> tuple[Path, ...]:
    """Return the cue sheets that hold cues of this clip which keep it from being final."""
    waiting = {one.footage for one in decided.held}
    story = decided.gathered.story
    files = [
        sheet_path(story.file.parent, item.file)
        for item in story.shots
        if isinstance(item, Footage) and item.file.name in waiting
    ]
    if story.voice_over and story.voice_over.file.name in waiting:
        files.append(sheet_path(story.file.parent, story.voice_over.file))
    return tuple(dict.fromkeys(files))
