"""Places a story on whole frames: shots, cues and sounds; pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from clipmaker.brand.model import Music
from clipmaker.cues.credit import translation_of
from clipmaker.cues.cutting.turns import starts_turn, turns
from clipmaker.cues.model import Cue, CueSheet
from clipmaker.cues.reviewing.gate import untold
from clipmaker.cues.reviewing.review import cleared
from clipmaker.errors import BudgetError, MediaError
from clipmaker.media.model import MediaInfo
from clipmaker.profile.model import DeliveryProfile
from clipmaker.story.model import Card, Footage, Story
from clipmaker.story.spec import CardSpec
from clipmaker.timeline.budget import Need, footage_need, needs, own_frames, share
from clipmaker.timeline.frames import clock, frame_to_ms, ms_to_frame
from clipmaker.timeline.model import PlacedCue, Shot, Timeline
from clipmaker.timeline.opening import opening, opening_cues
from clipmaker.timeline.order import in_order
from clipmaker.timeline.parts import spoken_parts
from clipmaker.timeline.plates import with_plates
from clipmaker.timeline.said import line_speakers, names_of, spoken_words
from clipmaker.timeline.sounds import place_sounds
from clipmaker.timeline.telling import cover_frame

_ROUNDED_MS = 40
"""Containers round: what ends within a frame of the end ends with it."""
STILL_MS = 5000
"""How long a still picture is shown when the story does not say."""

BreakCue = Callable[[Footage, MediaInfo, str], tuple[str, ...]]
"""Breaks a cue's English into the lines it is shown in over that footage."""


@dataclass(frozen=True, kw_only=True)
class Placing:
    """What a story is placed with.

    Attributes:
        specs: declarations of the card kinds.
        media: facts of every footage file.
        sheets: cue sheets by the footage's place in the story; footage without one shows no cues.
        profile: length and rate.
        music: the brand's sounds.
        break_cue: breaks subtitles into lines.
        lit_words: whether words are lit as they are spoken, over footage in the audience's
            language.
    """

    specs: Mapping[str, CardSpec]
    media: Mapping[Path, MediaInfo]
    sheets: Mapping[int, CueSheet]
    profile: DeliveryProfile
    music: Music
    break_cue: BreakCue
    lit_words: bool = False


def footage_span_ms(footage: Footage, media: MediaInfo) -> tuple[int, int]:
    """Return the half-open span of the file that is used, ms; of a still, how long it is shown.

    Raises:
        MediaError: the in or out point lies beyond the end, or nothing is left between them.
    """
    if media.still:
        length = STILL_MS if footage.out_ms is None else footage.out_ms - footage.in_ms
        return 0, length
    length = media.duration_ms
    out_ms = length if footage.out_ms is None else footage.out_ms
    where = f"{footage.file.name}" + (f" (line {footage.line})" if footage.line else "")
    # Containers round: an out point within a frame of the end means the end.
    if out_ms > length + 40:
        raise MediaError(
            f"{where}: the out point {clock(out_ms)} lies past the end, which is {clock(length)}",
            remedy=f'Use out: "{clock(length)}", or leave it away to use the file to its end.',
        )
    out_ms = min(out_ms, length)
    if footage.in_ms >= out_ms:
        raise MediaError(
            f"{where}: nothing is left between the in point {clock(footage.in_ms)} "
            f"and {clock(out_ms)}",
            remedy="Move the in point forward or the out point back.",
        )
    return footage.in_ms, out_ms


def own_length(story: Story, placing: Placing) -> DeliveryProfile:
    """Return the profile with the length that its clip of this story has.

    Raises:
        BudgetError: a content warning is given less time than it takes to read.
        MediaError: footage is used beyond its end.
    """
    profile = placing.profile
    if not profile.own_length:
        return profile
    frames = _footage_frames(story, placing)
    wanted = needs(story.shots, frames, placing.specs, profile, story.language)
    wanted = _opened(story, placing, wanted)
    over = story.voice_over
    least = ms_to_frame(placing.media[over.file].duration_ms, profile.rate) if over else 0
    return replace(profile, frames=own_frames(wanted, profile, least), own_length=False)


def build(story: Story, placing: Placing) -> Timeline:
    """Return the story's timeline, exactly as long as the profile.

    Raises:
        BudgetError: too much or too little text.
        InputError: the cover is asked for where there is none.
        MediaError: footage is used beyond its end.
    """
    profile = placing.profile
    footage_frames = _footage_frames(story, placing)
    wanted = needs(story.shots, footage_frames, placing.specs, profile, story.language)
    lengths = share(_opened(story, placing, wanted), profile)
    ordered = (*opening(story), *in_order(story.shots))
    shots: list[Shot] = []
    start = 0
    for one, frames in zip(ordered, lengths, strict=True):
        item = one.item
        shot = Shot(index=one.index, item=item, start_frame=start, frames=frames)
        if isinstance(item, Footage):
            shot = _with_cues(shot, item, placing, story)
        else:
            _check_clip(item, frames, placing)
        shots.append(shot)
        start += frames
    music = _music(story, placing)
    return Timeline(
        rate=profile.rate,
        frames=profile.frames,
        shots=with_plates(shots, story.people, profile),
        sounds=place_sounds(shots, story.voice_over, music, placing.media, profile, story.language),
        cover_frame=cover_frame(story, shots, profile),
    )


def _opened(story: Story, placing: Placing, wanted: tuple[Need, ...]) -> tuple[Need, ...]:
    """Return the needs of a clip with that of its cold open first."""
    found = []
    for one in opening(story):
        assert isinstance(one.item, Footage)
        in_ms, out_ms = footage_span_ms(one.item, placing.media[one.item.file])
        frames = max(1, ms_to_frame(out_ms - in_ms, placing.profile.rate))
        found.append(footage_need(one.index + 1, frames, placing.profile))
    return (*found, *wanted)


def _footage_frames(story: Story, placing: Placing) -> dict[int, int]:
    """Return the length of footage by its place in the story."""
    frames: dict[int, int] = {}
    for i, item in enumerate(story.shots):
        if isinstance(item, Footage):
            in_ms, out_ms = footage_span_ms(item, placing.media[item.file])
            frames[i] = max(1, ms_to_frame(out_ms - in_ms, placing.profile.rate))
    return frames


def _music(story: Story, placing: Placing) -> Music:
    """Return the music of a clip: the brand's, none, or the story's own under the brand's stings.

    Raises:
        MediaError: the story's own is used beyond its end.
    """
    own = story.own_music
    if not story.music:
        return Music()
    if own is None:
        return placing.music
    length = placing.media[own.file].duration_ms
    if own.in_ms >= length:
        raise MediaError(
            f"{own.file.name} (line {own.line}): the in point {clock(own.in_ms)} lies past the "
            f"end, which is {clock(length)}",
            remedy="Move the in point forward, or leave it away.",
        )
    return replace(
        placing.music,
        bed=own.file,
        bed_in_ms=own.in_ms,
        bed_gain_db=own.volume_db,
        bed_levelled=True,
        pulse=None,
        figure=None,
        join=None,
        number=None,
        riser=None,
    )


def _check_clip(card: Card, frames: int, placing: Placing) -> None:
    """Refuse a clip behind a card that ends before the card does.

    Raises:
        MediaError: naming both lengths.
    """
    clip = card.picture
    if clip is None or clip.in_ms is None:
        return
    length_ms = placing.media[clip.file].duration_ms
    needed_ms = frame_to_ms(frames, placing.profile.rate)
    if clip.in_ms + needed_ms <= length_ms + _ROUNDED_MS:
        return
    where = clip.file.name + (f" (line {card.line})" if card.line else "")
    left = f"only {clock(length_ms - clip.in_ms)} of it is left there"
    if clip.in_ms >= length_ms:
        left = f"it ends at {clock(length_ms)}"
    raise MediaError(
        f"{where}: the clip begins at {clock(clip.in_ms)} and {left}; its card is shown for "
        f"{clock(needed_ms)}",
        remedy="Begin it earlier, take a longer video, or give the card fewer words.",
    )


def _with_cues(shot: Shot, footage: Footage, placing: Placing, story: Story) -> Shot:
    sheet = placing.sheets.get(shot.index)
    if sheet is None:
        return replace(shot, spoken=footage.language)
    media = placing.media[footage.file]
    speakers = {name: i for i, name in enumerate(_speakers(sheet))}
    cues: list[PlacedCue] = []
    told: list[Cue] = []
    for cue in opening_cues(story, sheet) if footage.opening else sheet.cues:
        changes = bool(told) and bool(told[-1].speaker) and bool(cue.speaker)
        dashed = changes and names_of(told[-1].speaker)[-1] != names_of(cue.speaker)[0]
        # The words of a cold open land as they are spoken, whatever the brand does elsewhere.
        timed = placing.lit_words or footage.opening
        lit = timed and sheet.spoken(cue) == story.language
        placed = _place(cue, shot, footage, media, speakers, placing, lit=lit, dashed=dashed)
        if placed:
            cues.append(placed)
            told.append(cue)
    end_ms = footage.in_ms + frame_to_ms(shot.frames, placing.profile.rate)
    return replace(
        shot,
        cues=tuple(cues),
        spoken=sheet.spoken(told[0]) if told else sheet.language,
        draft=any(not cue.approved for cue in cues)
        or any(not cleared(cue) for cue in untold(sheet, footage.in_ms, end_ms)),
        translation=translation_of(told, footage.translation_credit),
        parts=spoken_parts(shot, sheet, list(zip(cues, told, strict=True))),
    )


def _speakers(sheet: CueSheet) -> list[str]:
    """Return the speakers in the order they are first heard; the unknown one counts too."""
    return list(dict.fromkeys(name for cue in sheet.cues for name in names_of(cue.speaker)))


def _lines(
    cue: Cue, placing: Placing, footage: Footage, media: MediaInfo, *, dashed: bool
) -> tuple[str, ...]:
    """Return the lines of a cue, with a dash where somebody else than before begins to speak."""
    if dashed and len(turns(cue.text)) < 2 and not starts_turn(cue.text):
        try:
            return placing.break_cue(footage, media, f"– {cue.text}")
        except BudgetError:
            # Only the dash is too much.
            pass
    return placing.break_cue(footage, media, cue.text)


def _place(
    cue: Cue,
    shot: Shot,
    footage: Footage,
    media: MediaInfo,
    speakers: Mapping[str, int],
    placing: Placing,
    *,
    lit: bool,
    dashed: bool,
) -> PlacedCue | None:
    """Return a cue on the clip's frames; None when the footage is not used there."""

    def frame_of(time_ms: int) -> int:
        return shot.start_frame + ms_to_frame(time_ms - footage.in_ms, placing.profile.rate)

    first = max(frame_of(cue.start_ms), shot.start_frame)
    end = min(frame_of(cue.end_ms), shot.end_frame)
    if first >= end or not cue.text.strip():
        return None
    lines = _lines(cue, placing, footage, media, dashed=dashed)
    return PlacedCue(
        footage=footage.file.name,
        id=cue.id,
        start_frame=first,
        end_frame=end,
        lines=lines,
        speakers=line_speakers(cue, lines, speakers),
        words=spoken_words(cue, lines, frame_of, (first, end)) if lit else (),
        approved=cleared(cue),
        names=names_of(cue.speaker),
    )
