"""Which clip a story makes: its name, which a corrected headline does not change.

What was published says in its manifest from which story file it was made. A story goes on as the
clip that was published from the same file with the same date; one of another date is another
clip, since folders are copied, and files used again, as templates for the next day. A version of
another profile, brand or language than the clip's own is a clip beside it, named after both; so is
one of another shape or length than its profile's, or without its music, whether or not the clip
itself is published.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from glob import escape
from pathlib import Path
from typing import Any

from clipmaker.errors import InputError, Problem
from clipmaker.machine.parsed import parsed_json
from clipmaker.publish.manifest import MANIFEST
from clipmaker.publish.place import VERSION
from clipmaker.story.model import Card, Story
from clipmaker.story.slug import make_slug

DRAFT = "draft"
_EVERYWHERE = ("title", "end")
"""Kinds of cards whose words may change while a story stays the same one, and the other way."""


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Which clip a story makes.

    Attributes:
        name: the clip's name: of its folder, and what its files' names begin with.
        of: the name without what differs.
        differs: what differs from the story's own clip: ``profile``, ``brand``, ``language``,
            ``length``, ``music``, ``format``.
        origin: the story's file, seen from the output folder.
        superseded: folders of drafts of the same story under an earlier name.
        note: what a person should know about the name, "" for nothing.
    """

    name: str
    of: str
    differs: Mapping[str, str] = field(default_factory=dict)
    origin: str = ""
    superseded: tuple[Path, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class IdentityQuestion:
    """What is to be made.

    Attributes:
        story: the story.
        own_brand: the brand that the story names itself.
        brand: the brand that it is made in.
        profile: name of the delivery profile, without that of a shape.
        format: the shape that was asked for instead of the profile's own, "" for none.
        length: the length that was asked for instead of the profile's own, "" for none.
        silenced: whether a version without the story's music was asked for.
    """

    story: Story
    own_brand: str
    brand: str
    profile: str
    format: str = ""
    length: str = ""
    silenced: bool = False


@dataclass(frozen=True, kw_only=True)
class Lying:
    """A published folder, as far as its manifest tells whose it is; "" where it does not.

    Attributes:
        folder: where it lies.
        of: name of the clip that it is a version of.
        origin: the story's file, seen from the output folder.
        headline: the story's headline.
        brand: name of the brand.
        profile: name of the delivery profile, without a length or a shape that was asked for.
        language: language code of the audience.
        words: words of its cards, but for title and end.
        made_ns: when it was published, ns since 1970.
    """

    folder: Path
    of: str
    origin: str
    headline: str
    brand: str
    profile: str
    language: str
    words: frozenset[str]
    made_ns: int

    @property
    def number(self) -> int:
        """1 for ``v1`` and so on; 0 for a draft."""
        match = VERSION.fullmatch(self.folder.name)
        return int(match[1]) if match else 0


class Day:
    """What is published of one day."""

    def __init__(self, output: Path, lying: Iterable[Lying] = ()) -> None:
        """Sort it.

        Args:
            output: folder of finished clips, absolute.
            lying: published folders of the day.
        """
        self.output = output
        self.by_name: dict[str, list[Lying]] = {}
        self.by_origin: dict[str, list[Lying]] = {}
        for one in lying:
            self.by_name.setdefault(one.folder.parent.name, []).append(one)
            if one.origin:
                self.by_origin.setdefault(one.origin, []).append(one)

    def still_there(self, origin: str) -> bool:
        """Whether a story's file is where it was."""
        return (self.output / origin).is_file()


def day_of(output: Path, day: str) -> Day:
    """Return what is published of a day, read from the disk."""
    return Day(output, _lying(output / day))


def lying_of(folder: Path, manifest: Mapping[str, Any], made_ns: int) -> Lying:
    """Return whose a published folder is; "" for what its manifest, an older one, does not tell."""
    story, clip, brand, profile = (
        found if isinstance(found := manifest.get(name), dict) else {}
        for name in ("story", "clip", "brand", "profile")
    )
    return Lying(
        folder=folder,
        of=str(clip.get("of") or folder.parent.name),
        origin=str(clip.get("origin") or ""),
        headline=str(story.get("headline") or ""),
        brand=str(brand.get("name") or ""),
        profile=_plain(str(profile.get("name") or ""), clip.get("differs")),
        language=str(story.get("language") or ""),
        words=frozenset(_words_written(story.get("content"))),
        made_ns=made_ns,
    )


def _plain(profile: str, differs: object) -> str:
    """Return a profile's name without the length and the shape that were asked for."""
    for what in ("format", "length"):
        part = differs.get(what) if isinstance(differs, dict) else None
        profile = profile.removesuffix(f"-{part}") if part else profile
    return profile


def identify(asked: IdentityQuestion, day: Day) -> Identity:
    """Return which clip a story makes.

    Raises:
        InputError: its name is that of another story's clip, or not the one that it was published
            under.
    """
    story = asked.story
    origin = Path(os.path.relpath(story.file, day.output)).as_posix()
    of, note = _kept(asked, day, origin)
    differs = _differs(asked, day, of, origin)
    name = _named(of, differs)
    _refuse_another(story, day, name, of, origin)
    return Identity(
        name=name,
        of=of,
        differs=differs,
        origin=origin,
        superseded=_superseded(day, of, origin),
        note=note,
    )


def redated(story: Story, clip: Identity, output: Path) -> str:
    """Return what to say where a story was published before with the same words as of another day.

    It is asked of nobody: files are used again for the next day, and a new day is a clip of its
    own. A date that was wrong leaves its clip out there, though, and nobody would mark it.

    Args:
        story: the story.
        clip: which clip it makes.
        output: folder of finished clips, absolute.

    Returns:
        A sentence; "" when there is nothing to say.
    """
    own, words = story.date.isoformat(), frozenset(_words(story))
    days = sorted(folder.parent.name for folder in output.glob(f"*/{escape(clip.of)}"))
    if not words or own in days:
        return ""
    for day in days:
        for one in day_of(output, day).by_name.get(clip.of, ()):
            if one.number and one.origin == clip.origin and one.words == words:
                return (
                    f"{day}/{clip.of} was published from this file with the same words: as a "
                    f"story of {own} this becomes another clip, and that one is not marked. If "
                    f"its date was wrong, take it back: clipmaker catalogue withdraw {day}/"
                    f"{clip.of} --as NAME --reason …"
                )
    return ""


def _lying(day: Path) -> Iterator[Lying]:
    """Yield whose the published folders of a day are; what no manifest tells is nobody's."""
    for version in day.glob("*/*"):
        if version.name != DRAFT and not VERSION.fullmatch(version.name):
            continue
        if version.is_symlink() or version.parent.name.startswith("."):
            continue
        try:
            file = version / MANIFEST
            manifest = parsed_json(file.read_text(encoding="utf-8"))
            yield lying_of(version, manifest, file.stat().st_mtime_ns)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue


def _kept(asked: IdentityQuestion, day: Day, origin: str) -> tuple[str, str]:
    """Return the name that a story's clip keeps, and what is to be said about that."""
    story = asked.story
    finals = [one for one in day.by_origin.get(origin, ()) if one.number]
    if not finals:
        return _moved(story, day, origin)
    if story.slug in {one.of for one in finals}:
        return story.slug, ""
    newest = max(finals, key=lambda one: one.made_ns)
    said = f"{story.date}/{newest.of} was published from this file"
    if story.named:
        message = (
            f"{said}; named {story.slug} it would become a second clip, and the one that is out "
            "would not be marked as corrected"
        )
        raise _refused(story, message, f"Write “slug: {newest.of}”. {_ANOTHER}")
    words = frozenset(_words(story))
    if newest.words and words and not newest.words & words:
        message = f"{said}, but with other words on every card: is this the same story?"
        raise _refused(story, message, f"If it is, write “slug: {newest.of}” into it. {_ANOTHER}")
    note = (
        f"{said} and its headline has changed since: it goes on under that name; write “slug: "
        f"{newest.of}” into {story.file.name} to settle that"
    )
    return newest.of, note


def _moved(story: Story, day: Day, origin: str) -> tuple[str, str]:
    """Return the name of the clip of a story whose file is another one now, and its headline too.

    Its old file is gone, and most words of its cards are those of one clip of the day.
    """
    words = frozenset(_words(story))
    if story.named or story.slug in day.by_name or not words:
        return story.slug, ""
    gone = [
        one
        for lying in day.by_name.values()
        for one in lying
        if one.number and one.origin not in ("", origin) and not day.still_there(one.origin)
        if len(one.words & words) * 2 > len(words)
    ]
    if len({one.of for one in gone}) != 1:
        return story.slug, ""
    of = gone[0].of
    return of, (
        f"{story.date}/{of} was published with these words from a file that is gone: it goes on "
        f"under that name; write “slug: {of}” into {story.file.name} to settle that"
    )


_ANOTHER = "Another story needs a file, and a slug, of its own."


def _refused(story: Story, message: str, remedy: str) -> InputError:
    return InputError([Problem(file=story.file, field="slug", message=message)], remedy=remedy)


def _differs(asked: IdentityQuestion, day: Day, of: str, origin: str) -> dict[str, str]:
    """Return what differs from the clip of that name: from its first final, or else its draft."""
    lying = day.by_name.get(of, ())
    own = min(lying, key=lambda one: one.number or 10**9, default=None)
    differs = {}
    if own and own.profile and own.profile != asked.profile:
        differs["profile"] = asked.profile
    if asked.brand != asked.own_brand and not (own and own.brand == asked.brand):
        differs["brand"] = asked.brand
    language = asked.story.language
    other = own and own.language not in ("", language) and own.origin not in ("", origin)
    if own and other and day.still_there(own.origin):
        differs["language"] = language
    if asked.length:
        differs["length"] = asked.length
    if asked.silenced:
        differs["music"] = "no-music"
    if asked.format:
        differs["format"] = asked.format.replace(":", "x")
    if differs and "profile" not in differs:
        # Before the clip itself there is only the first version of this kind to tell a profile by.
        beside = day.by_name.get(_named(of, differs), ())
        oldest = min(beside, key=lambda one: one.number or 10**9, default=None)
        if oldest and oldest.profile not in ("", asked.profile):
            differs = {"profile": asked.profile, **differs}
    return differs


def _named(of: str, differs: Mapping[str, str]) -> str:
    return "-".join([of, *(make_slug(part) or "other" for part in differs.values())])


def _refuse_another(story: Story, day: Day, name: str, of: str, origin: str) -> None:
    """Refuse to correct another story's clip, as where a folder was copied with its slug."""
    lying = [one for one in day.by_name.get(of, ()) if one.of != of] or day.by_name.get(name, [])
    newest = max(lying, key=lambda one: one.made_ns, default=None)
    if newest is None:
        return
    elsewhere = newest.origin not in ("", origin) and day.still_there(newest.origin)
    if newest.of != of or (elsewhere and newest.headline != story.headline):
        whose = (day.output / newest.origin).resolve() if elsewhere else newest.folder.parent
        message = (
            f"{story.date}/{name} is another story's clip (“{newest.headline}”, {whose}), which "
            "this one would correct"
        )
        remedy = "Write another slug into this story; or correct that file, or move it away."
        raise _refused(story, message, remedy)


def _superseded(day: Day, of: str, origin: str) -> tuple[Path, ...]:
    """Return drafts of the same story under an earlier name of which nothing was published."""
    return tuple(
        one.folder
        for one in day.by_origin.get(origin, ())
        if one.of != of
        and not one.number
        and all(not other.number for other in day.by_name[one.folder.parent.name])
    )


def _words(story: Story) -> Iterator[str]:
    """Yield the words of a story's cards, but for title and end."""
    for shot in story.shots:
        if isinstance(shot, Card) and shot.kind not in _EVERYWHERE:
            for name in ("text", "label"):
                if isinstance(value := shot.fields.get(name), str):
                    yield value


def _words_written(content: object) -> Iterator[str]:
    """Yield the same of what a manifest holds."""
    for shot in content if isinstance(content, list) else ():
        if isinstance(shot, dict) and shot.get("kind") not in (None, *_EVERYWHERE):
            fields = shot.get("fields")
            for name in ("text", "label"):
                if isinstance(fields, dict) and isinstance(value := fields.get(name), str):
                    yield value
