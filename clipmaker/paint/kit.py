"""What a card's painter works with: pieces, stack, grounds and the finished painting, in a page."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PIL import Image

from clipmaker.paint.column import column, widths
from clipmaker.paint.contrast import legible, over_pictures
from clipmaker.paint.counting import counting
from clipmaker.paint.film import check_film, film_scene
from clipmaker.paint.ground import flat_ground, ground
from clipmaker.paint.page import DrawnPicture, Films, Page, Painting
from clipmaker.paint.pieces import Item, Piece, boxed, mark, piece_of, rule, seconds_ring, set_words
from clipmaker.paint.plates import plated, shadowed
from clipmaker.paint.scene import check_drawn, check_place, drawn_scene, scene
from clipmaker.paint.sign import warning_sign
from clipmaker.paint.stack import PlacedPiece, Stack, painting
from clipmaker.paint.styles import Fit, Role
from clipmaker.paint.together import hung, in_one_size, signs_beside
from clipmaker.paint.wording import wording
from clipmaker.paint.words import Words
from clipmaker.story.field_values import Number
from clipmaker.story.photo import Photo

if TYPE_CHECKING:
    from clipmaker.text.fit import Width

_MARK_UNITS, _MARK_TALLEST = 290.0, 112.0
_MARK_ON_PLATE = 0.6
_RING_UNITS = 216.0
_SIGN_UNITS = 168.0
_BELOW_UNITS = 22.0
"""Room for the descenders of a stack's last line."""
_CREDIT = (Fit(28, 28, 1), Fit(28, 28, 2))
_CREDIT_UNITS = 40.0
_PLATE_UNITS = 48.0
"""What a plate is higher than its letters."""
_PITCH = 1.2
"""Distance of lines on plates, as a multiple of their size."""


class Kit:
    """A page with its column and colours, and ways to put things on it.

    Attributes:
        page: the page.
        colours: the brand's colours; bare words over a picture have other ones than on the ground.
        column: where words may stand.

    Args:
        page: the page.
        photo: the picture that the card stands on; None stands it on the brand's ground.
        drawn: a picture that is drawn for it, instead of a photo.
        toned: whether its picture is only a tone of the brand's ground: words stand on it bare,
            in the brand's own colours.
    """

    def __init__(
        self,
        page: Page,
        photo: Photo | None = None,
        *,
        drawn: DrawnPicture | None = None,
        toned: bool = False,
    ) -> None:
        self.photo = photo
        self.drawn = drawn
        self.toned = toned
        self.page = _over_picture(page) if self.pictured and not toned else page
        self.colours = self.page.brand.colours
        self.column = column(page)
        self._credit = self._credited(photo) if photo else self._drawn_by(drawn)

    @property
    def pictured(self) -> bool:
        """Whether the card stands on a picture, and not on the brand's ground."""
        return self.photo is not None or self.drawn is not None

    @property
    def plates(self) -> bool:
        """Whether words stand on plates: over a picture, if the brand has them."""
        return self.pictured and not self.toned and self.page.brand.cards.plates

    def plate(
        self, piece: Piece | None, colour: str = "", *, pad: float = 20.0, whole: bool = False
    ) -> Piece | None:
        """Return a piece as the brand has it stand over a picture: on plates, or over a shadow.

        Args:
            piece: the piece; None stays None.
            colour: the plates', ``#RRGGBB``; "" takes the brand's ground.
            pad: canvas units above and below its letters.
            whole: whether it is no lines below one another (a number, a sign).
        """
        if piece is None or not self.pictured or self.toned:
            return piece
        if self.plates:
            right = self.page.profile.width_px - self.column.right
            bleed = right if self.page.right_to_left else self.column.left
            fill = colour or self.colours.ground
            return plated(self.page, piece, fill, pad=pad, bleed_px=bleed, whole=whole)
        if self.page.brand.cards.words == "shadow" and piece.words:
            return shadowed(self.page, piece, self.colours.shade)
        return piece

    def gap(self, units: float, *, plates: float = 0.0) -> float:
        """Return canvas units between two pieces: plates are joined, or stand so far apart."""
        return plates if self.plates else units

    def text(
        self, text: str, role: Role, fits: Sequence[Fit], colour: str, room_px: float = 1e6
    ) -> Piece | None:
        """Return a text as large as it fits; None when it is empty.

        Args:
            text: what it says.
            role: what it is for.
            fits: largest and smallest size (canvas units) and most lines, in order of preference.
            colour: ``#RRGGBB``.
            room_px: height that it may take.

        Raises:
            TooLongError: it does not fit.
            MissingGlyphError: no installed font has some character.
        """
        return self._text(text, role, fits, colour, room_px, emphasis=False)

    def headline(
        self,
        markup: str,
        role: Role,
        fits: Sequence[Fit],
        room_px: float,
        *,
        top_px: int | None = None,
        emphasis: bool = True,
    ) -> Piece | None:
        """Return the text that a card is about, with its *emphasised* words highlighted.

        Args:
            markup: the text.
            role: what it is for.
            fits: in order of preference.
            room_px: height that it may take.
            top_px: row of the page where it begins: its lines are as wide as is safe there;
                None keeps them to the column.
            emphasis: whether asterisks mark emphasis, or are asterisks.

        Raises:
            TooLongError: it does not fit.
            MissingGlyphError: no installed font has some character.
        """
        width = None if top_px is None else widths(self.page, top_px)
        return self._text(
            markup, role, fits, self.colours.text, room_px, emphasis=emphasis, width=width
        )

    def texts(
        self,
        texts: Sequence[str],
        role: Role,
        fit: Fit,
        colour: str,
        *,
        width_px: float | None = None,
        room_px: float = 1e6,
        emphasis: bool = False,
    ) -> tuple[Piece, ...]:
        """Return several texts in one size: the largest at which each of them fits.

        Args:
            texts: what they say; none may be empty.
            role: what they are for.
            fit: the sizes, and how many lines each may take.
            colour: ``#RRGGBB``.
            width_px: width of their lines; None is the column's.
            room_px: height that they may take together, without the space between them.
            emphasis: whether asterisks mark emphasis, as the field says, or are asterisks.

        Raises:
            TooLongError: one does not fit, or all do not, at the smallest size.
            MissingGlyphError: no installed font has some character.
        """

        def one(text: str, sizes: Fit, room: float) -> Piece | None:
            fits = (sizes,)
            return self._text(text, role, fits, colour, room, emphasis=emphasis, width=width_px)

        return in_one_size(texts, fit, one, room_px, self.page.profile.scale)

    def signs(
        self, signs: Sequence[str], texts: Sequence[Piece], role: Role, colour: str
    ) -> tuple[Piece, ...]:
        """Return a sign for each text, such as its number, as high as the text's capitals.

        Raises:
            MissingGlyphError: no installed font has some character.
        """
        return signs_beside(self.page, signs, texts, role, colour)

    def beside(self, sign: Piece, text: Piece, indent: float) -> Piece:
        """Return a text that hangs beside a sign on the reading edge, such as a point's number.

        Both begin on one line; the text's lines begin ``indent`` canvas units inside the edge.
        """
        return hung(self.page, sign, text, indent)

    def one_by_one(self, count: int, share: float = 0.7) -> tuple[float, ...]:
        """Return when each of several things comes in, seconds, over a share of the card's time.

        All of them are there at once where it is not known how long the card is shown.
        """
        seconds = self.page.shown_s if math.isfinite(self.page.shown_s) else 0.0
        return tuple(seconds * share * i / max(1, count) for i in range(count))

    def boxed(
        self, text: str, role: Role, fits: Sequence[Fit], *, pad: float, height: float
    ) -> Piece | None:
        """Return a text on a box of the accent; padding and line height are canvas units.

        Args:
            text: what it says.
            role: what it is for.
            fits: largest and smallest size (canvas units) and most lines, in order of preference.
            pad: canvas units on either side of the words.
            height: height of the box, canvas units.

        Raises:
            TooLongError: it does not fit.
            MissingGlyphError: no installed font has some character.
        """
        room = self.column.width - 2 * self.page.px(pad)
        colour = self.colours.on_accent
        found = set_words(self.page, text, role, fits, colour=colour, width_px=room)
        if found is None:
            return None
        return boxed(self.page, found, self.colours.accent, pad=pad, height=height)

    def counting(self, number: Number, units: float, smallest: float, colour: str) -> Piece:
        """Return a number that counts up, as large as it fits; sizes are canvas units.

        Raises:
            BudgetError: it is too wide at its smallest.
            MissingGlyphError: no installed font has some character.
        """
        return counting(self.page, number, units, smallest, colour)

    def rule(self) -> Piece:
        """Return the accent's rule."""
        return rule(self.page, self.colours.accent)

    def mark(self, character: str) -> Piece:
        """Return a large sign, such as a quotation mark: in the accent, or for a plate of it."""
        colour = self.colours.on_accent if self.plates else self.colours.accent
        share = _MARK_ON_PLATE if self.plates else 1.0
        return mark(self.page, character, colour, _MARK_UNITS * share, _MARK_TALLEST * share)

    def warning_sign(self, colour: str) -> Piece:
        """Return the sign of a warning in a colour, ``#RRGGBB``."""
        image = warning_sign(self.page.px(_SIGN_UNITS), colour)
        return Piece((Item(image, 0, 0),), image.height)

    def ring(self, units: float = _RING_UNITS, disc: str = "") -> Piece:
        """Return a large ring with the clip's seconds in it, on a disc if that has a colour."""
        seconds = math.ceil(self.page.profile.duration_s)
        return seconds_ring(self.page, seconds, self.colours.on_accent, units, disc)

    def stack(self) -> Stack:
        """Return an empty stack in the column."""
        return Stack(self.page, self.column)

    def room(self, taken_px: int, *pieces: Piece | None) -> int:
        """Return the height that is left in the column beside some pixels and pieces."""
        taken = taken_px + self.page.px(_BELOW_UNITS) + _heights(pieces)
        if self._credit:
            taken += self._credit.height_px + self.page.px(_CREDIT_UNITS)
        if self.plates:
            taken += self.page.px(_PLATE_UNITS)
        return self.column.bottom - self.column.top - taken

    def centred(self, compose: Callable[[int | None], Stack]) -> list[PlacedPiece]:
        """Return a stack in the optical middle, its main text as wide as is safe where it stands.

        How wide lines may be depends on where they stand, and that on how many there are. So the
        stack is composed once as if its main text began at the top of the column, and once from
        where that came to stand; from there it may only move up, where there is more room.

        Args:
            compose: returns the stack when its main text begins in a row of the page.

        Raises:
            TooLongError: a text does not fit.
            MissingGlyphError: no installed font has some character.
        """
        tried = compose(self.column.top)
        main_px = tried.middle() + tried.above_main_px
        if self._safe_from(main_px, tried.main_words):
            return tried.placed(tried.middle())
        stack = compose(main_px)
        top = min(stack.middle(), main_px - stack.above_main_px)
        return stack.placed(max(top, self.column.top))

    def _safe_from(self, top_px: int, words: Words | None) -> bool:
        """Whether the lines of a text are no wider than is safe when it begins in a row."""
        if words is None:
            return True
        pitch = words.style.size_px * words.style.line_height
        width = widths(self.page, top_px)
        return all(
            line.image.width - line.outset_px <= width(number * pitch, (number + 1) * pitch)
            for number, line in enumerate(words.lines)
        )

    def stood(self, compose: Callable[[int | None], Stack]) -> list[PlacedPiece]:
        """Return a stack where its card's stand: low over a picture, else in the optical middle.

        Args:
            compose: returns the stack when its main text begins in a row of the page; None keeps
                its lines to the column.

        Raises:
            TooLongError: a text does not fit.
        """
        if not self.pictured:
            return self.centred(compose)
        stack = compose(None)
        return stack.placed(stack.low())

    def ground(self) -> Image.Image:
        """Return the brand's ground with its light."""
        return self._blank() if self.page.trial else ground(self.page)

    def quiet_ground(self) -> Image.Image:
        """Return the brand's ground without its light."""
        return self._flat(self.colours.ground)

    def on_picture(self, placed: Sequence[PlacedPiece], *, chrome: str = "") -> Painting:
        """Return the finished card on its picture, which drifts, or on the brand's ground.

        Args:
            placed: what stands on it.
            chrome: see ``Painting``; "" is that of pictures or of the ground.

        Raises:
            MediaError: the photo cannot be used.
            BudgetError: words would stand on the part of it that they are to keep off.
        """
        placed = list(placed)
        if self._credit:
            top = self.column.top + self._credit.above_px
            placed.append(PlacedPiece(self.page, self.column, self._credit, top, enters=False))
        usual = "footage" if self.photo else "normal"
        if self.photo and self.photo.in_ms is not None and self.page.films:
            return self._on_film(self.photo, self.page.films, placed, chrome or usual)
        if self.drawn:
            return self._on_drawn(self.drawn, placed, chrome)
        if self.page.trial:
            check_place(self.photo, placed, self.page)
            return self.painting(self._blank(), placed, chrome=chrome or usual)
        found = scene(self.photo, placed, self.page, toned=self.toned)
        return painting(
            found.ground, placed, chrome=chrome or usual, others=found.others, drift=found.drift
        )

    def _on_drawn(
        self, drawn: DrawnPicture, placed: Sequence[PlacedPiece], chrome: str
    ) -> Painting:
        """Return the finished card on a picture that is drawn for it.

        Raises:
            BudgetError: it leaves no room for what is to be seen on it.
        """
        chrome = chrome or ("normal" if self.plates else "footage")
        if self.page.trial:
            check_drawn(drawn, placed, self.page)
            return self.painting(self._blank(), placed, chrome=chrome)
        found, texts = drawn_scene(drawn, placed, self.page)
        card = painting(found.ground, placed, chrome=chrome, others=found.others, drift=found.drift)
        return replace(card, texts=(*card.texts, *texts))

    def _on_film(
        self, clip: Photo, films: Films, placed: Sequence[PlacedPiece], chrome: str
    ) -> Painting:
        """Return the finished card on a clip.

        Raises:
            MediaError: the clip cannot be shown.
            BudgetError: words would stand on the part of it that they are to keep off.
        """
        if self.page.trial:
            check_film(clip, placed, self.page, films)
            return self.painting(self._blank(), placed, chrome=chrome)
        found = film_scene(clip, placed, self.page, films)
        card = painting(found.ground, placed, chrome=chrome, others=found.others)
        return replace(card, clip=clip, veil=found.veil)

    def painting(
        self, ground: Image.Image, placed: Sequence[PlacedPiece], *, chrome: str = "normal"
    ) -> Painting:
        """Return the finished card."""
        if self.page.trial:
            layers = tuple(layer for one in placed for layer in one.layers)
            return Painting(ground=ground, layers=layers, texts=(), chrome=chrome)
        return painting(ground, placed, chrome=chrome)

    def _blank(self) -> Image.Image:
        """Return a ground that nobody will see."""
        return Image.new("RGB", (1, 1))

    def _flat(self, colour: str) -> Image.Image:
        return self._blank() if self.page.trial else flat_ground(self.page, colour)

    def _credited(self, photo: Photo) -> Piece | None:
        """Return a picture's credit, which stands bare at the top of the column."""
        said = wording(self.page.language)
        credited = said.photo_credit if photo.in_ms is None else said.footage_credit
        named = credited(photo.credit)
        if self.toned:
            return self.text(named, Role.CREDIT, _CREDIT, self.colours.secondary)
        light = over_pictures(self.colours)[1]
        found = self.text(named, Role.CREDIT, _CREDIT, light)
        return shadowed(self.page, found, over_pictures(self.colours)[0]) if found else None

    def _drawn_by(self, drawn: DrawnPicture | None) -> Piece | None:
        """Return the credit of a picture that was drawn, at the top of the column."""
        if drawn is None:
            return None
        if not self.plates:
            shade, light = over_pictures(self.colours)
            found = self.text(drawn.credit, Role.CREDIT, _CREDIT, light)
            return shadowed(self.page, found, shade) if found else None
        found = self.text(drawn.credit, Role.CREDIT, _CREDIT, self.colours.text)
        return shadowed(self.page, found, self.colours.ground) if found else None

    def _text(
        self,
        text: str,
        role: Role,
        fits: Sequence[Fit],
        colour: str,
        room_px: float,
        *,
        emphasis: bool,
        width: Width | None = None,
    ) -> Piece | None:
        found = set_words(
            self.page,
            text,
            role,
            fits,
            colour=colour,
            width_px=width or self.column.width,
            height_px=room_px,
            emphasis=emphasis,
            pitch=_PITCH if self.plates else 0.0,
        )
        return piece_of(found) if found else None


def _over_picture(page: Page) -> Page:
    """Return a page whose bare words have the colours that they need over a darkened picture."""
    colours = page.brand.colours
    shade, light = over_pictures(colours)
    if page.brand.cards.plates:
        return page
    own = replace(
        colours,
        text=light,
        secondary=light,
        highlight=legible((colours.highlight, light), shade),
        shade=shade,
        on_shade=light,
    )
    return replace(page, brand=replace(page.brand, colours=own))


def _heights(pieces: Sequence[Piece | None]) -> int:
    return sum(piece.height_px for piece in pieces if piece)
