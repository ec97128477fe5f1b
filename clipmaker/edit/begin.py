"""Beginning a story, as a recipe: read a summary, draft its cards, write story.yaml, load it.

Imports pydantic: import this module only where a story is begun.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from clipmaker.brand.load import load_brand
from clipmaker.cards.registry import kind, specs
from clipmaker.door.document import names_in, read_bytes
from clipmaker.drafting.choose import draft_article, illustrated
from clipmaker.edit.article_pictures import PictureLeftOut, take_pictures
from clipmaker.errors import ClipmakerError, DiskError, InputError, Problem
from clipmaker.facts.names import known_language
from clipmaker.languages import language_name
from clipmaker.letters import Letters, in_latin, letters_of
from clipmaker.machine.places import inside
from clipmaker.machine.writing import write_new
from clipmaker.paint.page import Page
from clipmaker.profile.load import load_delivery
from clipmaker.resources import words_files
from clipmaker.story.load import load_story
from clipmaker.story.model import Card, Story
from clipmaker.story.slug import make_slug
from clipmaker.story.values import Language
from clipmaker.summary.arrive import MAX_BYTES, open_article
from clipmaker.summary.draft import Draft, DraftBounds, draft_story
from clipmaker.summary.draft_file import story_yaml
from clipmaker.summary.plain import Plain
from clipmaker.summary.read import GarbledLine, Summary, SummaryParagraph, summary_of
from clipmaker.text.errors import TooLongError
from clipmaker.text.markup import plain_text

STORY = "story.yaml"
_FOOTAGE = (".mp4", ".mov", ".mkv", ".webm", ".m4v", ".ts", ".mxf")


@dataclass(frozen=True, kw_only=True)
class NewStory:
    """A story to begin.

    Attributes:
        summary: the article's file; where `content` is given it need not be there.
        content: what that file holds, as of an upload; None reads it.
        item: 1-based number of an item where it is a feed of several; 0 where it has one.
        folder: where story.yaml goes; None makes a folder named after the headline.
        day: the story's date; None takes the summary's line ``Date: 2025-01-13``.
        language: language code of the text; "" takes the summary's line, or else what its
            letters decide, or else English.
        brand: name of the brand; "" leaves it to the default.
        footage_s: seconds to keep free for footage.
        profile: name of the delivery profile.
        as_written: whether no paragraph is taken for the page around an article.
    """

    summary: Path
    content: bytes | None = None
    item: int = 0
    folder: Path | None = None
    day: date | None = None
    language: str = ""
    brand: str = ""
    footage_s: Fraction = Fraction(0)
    profile: str = "news-60"
    as_written: bool = False


@dataclass(frozen=True, kw_only=True)
class Begun:
    """A story that was begun.

    Attributes:
        file: its file.
        draft: the draft that it holds.
        language: language code of its cards.
        guessed: whether nobody said which language that is.
        furniture: what stood around a pasted article and was left out.
        set_apart: tables, pictures, menus and headings of Markdown or HTML, left out.
        garbled: what came through a wrong encoding or out of a page's source.
        byline: who wrote the article, "" where it does not say so.
        pictures: files of the pictures that came along, beside the story.
        pictures_left_out: those that stay out, and why.
        notes: what a person should know about the article's file.
    """

    file: Path
    draft: Draft
    language: str
    guessed: bool
    furniture: tuple[SummaryParagraph, ...] = ()
    set_apart: tuple[SummaryParagraph, ...] = ()
    garbled: tuple[GarbledLine, ...] = ()
    byline: str = ""
    pictures: tuple[Path, ...] = ()
    pictures_left_out: tuple[PictureLeftOut, ...] = ()
    notes: tuple[str, ...] = ()


def begin_story(wanted: NewStory) -> Begun:
    """Write a story file from an article, whatever it is written in.

    Raises:
        InputError: the article cannot be used, it has no date, or there is a story already.
        BudgetError: the headline does not fit its card.
        MissingToolError: no installed font has some character.
        DiskError: the file cannot be written.
    """
    content = wanted.content
    if content is None:
        content = read_bytes(wanted.summary, max_bytes=MAX_BYTES)
    plain = open_article(content, wanted.summary, item=wanted.item)
    summary = _read(plain, wanted)
    _refuse_other_letters(summary, wanted.summary)
    day = wanted.day or summary.date
    if day is None:
        raise _undated(wanted.summary)
    folder, slug = _place(wanted, summary, day)
    if wanted.folder is None:
        inside(folder, Path.cwd())
    _refuse_existing(folder / STORY)
    beside = None if wanted.content is not None else wanted.summary.parent
    taken = take_pictures(summary.pictures, beside, folder)
    made = list(taken.written)
    try:
        bounds = _room(wanted, summary, folder)
        pictures = taken.photos
        if wanted.as_written:
            draft = draft_story(summary, bounds, [one.photo for one in pictures])
            draft = illustrated(draft, pictures, bounds, summary.language or Story.language)
        else:
            draft = draft_article(summary, bounds, summary.date or day, pictures)
        source, copied = _lay_source(wanted, content, plain, summary, folder)
        made += [copied] if copied else []
        text = story_yaml(
            draft,
            day=day,
            language=summary.language or Story.language,
            brand=wanted.brand,
            slug=slug,
            link=summary.link,
            hashtags=summary.hashtags,
            source=source,
            summary=wanted.summary.name,
            file=STORY,
            footage=_footage_in(folder),
            folder=folder.resolve(),
        )
        file = folder / STORY
        _write(file, text)
        made.append(file)
        load_story(file, specs=specs())
    except ClipmakerError:
        for one in made:
            one.unlink(missing_ok=True)
        raise
    return Begun(
        file=file,
        draft=draft,
        language=summary.language or Story.language,
        guessed=not summary.language_said,
        furniture=summary.furniture,
        set_apart=summary.set_apart,
        garbled=summary.garbled,
        byline=summary.byline,
        pictures=tuple(taken.written),
        pictures_left_out=tuple(taken.left_out),
        notes=summary.notes,
    )


def read_new(content: bytes, wanted: NewStory) -> Summary:
    """Read an article as `begin_story` does.

    Args:
        content: what its file holds.
        wanted: the story that is to begin with it.

    Raises:
        InputError: the article cannot be used.
    """
    return _read(open_article(content, wanted.summary, item=wanted.item), wanted)


def _read(plain: Plain, wanted: NewStory) -> Summary:
    """Read an article in its language: what somebody says, or it says itself, or its words tell."""
    file, as_written = wanted.summary, wanted.as_written
    summary = summary_of(plain, file, language=_said(wanted), as_written=as_written)
    if not summary.language and summary.letters is None:
        words = " ".join((summary.headline, *(one.text for one in summary.paragraphs)))
        language = known_language(words, Story.language)
        if language != Story.language:
            known = summary_of(plain, file, language=language, as_written=as_written)
            summary = replace(known, language_said=False)
    others = _other_languages(summary)
    if not others:
        return summary
    note = f"it holds text in {' and '.join(others)}, too: take out what is not for this audience"
    return replace(summary, notes=(*summary.notes, note))


def _other_languages(summary: Summary) -> tuple[str, ...]:
    """Return what else than its language an article's paragraphs are written in, by name."""
    own = summary.language or Story.language
    found = []
    for paragraph in summary.paragraphs:
        letters = letters_of(paragraph.text)
        if letters is not None and letters.another_than(own):
            found.append(letters.name)
        elif letters is None and in_latin(own):
            told = known_language(paragraph.text, own, short=True)
            found += [language_name(told)] if told != own else []
    return tuple(dict.fromkeys(found))


def _said(wanted: NewStory) -> str:
    """Return the language that somebody gave, "" where nobody did.

    Raises:
        InputError: it is none.
    """
    if not wanted.language:
        return ""
    try:
        said: str = TypeAdapter(Language).validate_python(wanted.language)
    except ValidationError as error:
        wrong = error.errors()[0]
        nearest = wrong.get("ctx", {}).get("nearest", "")
        problem = Problem(
            file=wanted.summary, field="--language", message=wrong["msg"], nearest=nearest
        )
        raise InputError([problem]) from error
    return said


def _refuse_other_letters(summary: Summary, file: Path) -> None:
    """Refuse a text whose letters are of another language, or of several where none is said.

    Raises:
        InputError: naming what to give.
    """
    letters = summary.letters
    if letters is None:
        return
    if not summary.language:
        message = (
            f"which language is it in? Several are written in {letters.name} letters: give "
            f"--language, as in --language {_example(letters)}"
        )
        raise InputError([Problem(file=file, message=message)])
    if letters.another_than(summary.language):
        message = (
            f"it is written in {letters.name} letters, which are none of "
            f"{language_name(summary.language)} ({summary.language})"
        )
        raise InputError([Problem(file=file, message=message, nearest=letters.language)])


def _example(letters: Letters) -> str:
    """Return a language of several, one that the program has words in where there is one."""
    known = {file.stem for file in words_files()}
    return next((code for code in letters.languages if code in known), letters.languages[0])


def _undated(summary: Path) -> InputError:
    return InputError(
        [Problem(file=summary, message="it has no date, which names the clip's folder")],
        remedy="Give --date 2025-01-13, or write a line “Date: 2025-01-13” into the summary.",
    )


def _place(wanted: NewStory, summary: Summary, day: date) -> tuple[Path, str]:
    """Return the story's folder, and its slug: it stays when the headline is corrected."""
    headline = make_slug(plain_text(summary.headline))
    slug = headline or make_slug(wanted.summary.stem) or f"story-{day.isoformat()}"
    folder = wanted.folder if wanted.folder is not None else Path(slug)
    return folder, slug


def _room(wanted: NewStory, summary: Summary, folder: Path) -> DraftBounds:
    """Return what the story must fit into; whether a card fits is asked of its painter."""
    page = Page(
        brand=load_brand(wanted.brand or Story.brand, story_dir=folder),
        profile=load_delivery(wanted.profile),
        language=summary.language or Story.language,
        trial=True,
    )

    def fits(card: Card) -> bool:
        try:
            kind(card.kind).paint(card, page)
        except TooLongError:
            return False
        return True

    return DraftBounds(specs=specs(), profile=page.profile, fits=fits, footage_s=wanted.footage_s)


def _lay_source(
    wanted: NewStory, content: bytes, plain: Plain, summary: Summary, folder: Path
) -> tuple[str, Path | None]:
    """Lay an article beside its story; returns its name as the story's source, and what was made.

    One that lies in the story's folder stays where it is. Of an item of a feed only its words are
    kept. Where something of its name is there already the story names no source.
    """
    file = wanted.summary
    lies = wanted.content is None and not wanted.item
    if lies and file.resolve().is_relative_to(folder.resolve()):
        return file.resolve().relative_to(folder.resolve()).as_posix(), None
    name = "article.txt" if wanted.item else file.name
    there = folder / name
    if there.exists() or there.is_symlink() or name == STORY:
        return "", None
    if wanted.item:
        content = _as_text(plain, summary).encode()
    _write_bytes(there, content)
    return name, there


def _as_text(plain: Plain, summary: Summary) -> str:
    """Return an article as plain text, as `new` reads it."""
    day = f"Date: {summary.date.isoformat()}" if summary.date else ""
    link = f"Link: {summary.link}" if summary.link else ""
    words = "\n".join(line.text for line in plain.lines)
    return "\n\n".join(filter(None, (summary.headline, day, link, words))) + "\n"


def _footage_in(folder: Path) -> str:
    """Return the name of a video that lies ready in a folder, "" when none does."""
    return next((name for name in names_in(folder) if name.lower().endswith(_FOOTAGE)), "")


def _refuse_existing(file: Path) -> None:
    if file.exists() or file.is_symlink():
        raise InputError(
            [Problem(file=file, message="there is a story already, and it stays as it is")],
            remedy="Name another folder with --into, or move that file away.",
        )


def _write(file: Path, text: str) -> None:
    """Write a story that must not be there yet."""
    _write_bytes(file, text.encode())


def _write_bytes(file: Path, content: bytes) -> None:
    """Write a file that must not be there yet."""
    try:
        write_new(file, content)
    except FileExistsError:
        _refuse_existing(file)
        raise DiskError(
            f"{file.parent} is not a folder", remedy="Name another folder with --into."
        ) from None
    except OSError as error:
        raise DiskError(
            f"{file}: it cannot be written: {error.strerror or error}",
            remedy="Name another folder with --into.",
        ) from error
