"""Rich's console, on which texts command nothing. Imports rich: only where something is shown."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from clipmaker.machine.printed import shown


class Terminal(Console):
    """A console whose texts are written out wherever a terminal would act on them."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Yield the pieces of what is printed; rich's own controls are kept."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else segment._replace(text=shown(segment.text))
