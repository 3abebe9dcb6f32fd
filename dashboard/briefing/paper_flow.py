"""Pages of paper, one after the other: what does not fit goes onto the next."""

from dataclasses import dataclass, field
from typing import Final

from dashboard.briefing.packs import Provenance
from dashboard.briefing.provenance_lines import one_line
from dashboard.drawing.paper_axes import Box
from dashboard.drawing.paper_pen import Paper
from dashboard.drawing.paper_text import height_of, plain, put_paragraph, wrapped
from dashboard.drawing.pen import Words, put_words
from dashboard.text import Speaker
from dashboard.theme import Palette

WIDTH: Final = 595.28
HEIGHT: Final = 841.89
"""A4, in points."""

SIDE: Final = 42.0
TOP: Final = 54.0
HEAD: Final = 26.0
FOOT_SIZE: Final = 6.5
PAGE_SIZE: Final = 8.5


@dataclass(slots=True)
class Flow:
    """The pages so far, and how far down the last one is filled."""

    title: str
    provenance: Provenance
    palette: Palette
    say: Speaker
    pages: list[Paper] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)
    y: float = HEIGHT

    @property
    def width(self) -> float:
        """How wide the text is."""
        return WIDTH - 2 * SIDE

    @property
    def page(self) -> Paper:
        """The page that is being filled."""
        if not self.pages:
            self.turn()
        return self.pages[-1]

    @property
    def bottom(self) -> float:
        """Where the foot of a page begins."""
        lines = self._foot(self.pages[0]) if self.pages else []
        return HEIGHT - 30.0 - height_of(len(lines), FOOT_SIZE) - 8.0

    @property
    def rest(self) -> float:
        """How much room is left on this page."""
        return self.bottom - self.y

    def turn(self) -> None:
        """Begin a new page."""
        self.pages.append(Paper(WIDTH, HEIGHT))
        self.y = TOP

    def need(self, height: float) -> None:
        """Begin a new page unless so much fits, or the page is still empty."""
        if not self.pages or (self.rest < height and self.y > TOP):
            self.turn()

    def block(self, height: float, *, after: float = 12.0) -> Box:
        """Take room of that *height*, on the next page if this one has too little."""
        self.need(height)
        box = Box(SIDE, self.y, self.width, height)
        self.y += height + after
        return box

    def paragraph(
        self,
        text: str,
        *,
        size: float,
        colour: str = "",
        is_bold: bool = False,
        indent: float = 0.0,
        after: float = 4.0,
    ) -> None:
        """Write *text*, which stays on one page."""
        self.need(0.0)
        width = self.width - indent
        lines = wrapped(self.page, text, width=width, size=size, is_bold=is_bold)
        box = self.block(height_of(len(lines), size), after=after)
        put_paragraph(
            self.page,
            (box.left + indent, box.top),
            text,
            width=width,
            size=size,
            colour=colour or self.palette.ink,
            is_bold=is_bold,
        )

    def finish(self) -> list[Paper]:
        """Write head and foot of every page, and return them."""
        for number, page in enumerate(self.pages, start=1):
            self._put_head(page)
            self._put_foot(page, number)
        return self.pages

    def _put_head(self, page: Paper) -> None:
        palette = self.palette
        how = Words(size=8.5, colour=palette.ink3)
        put_words(page, (SIDE, HEAD), plain(self.title), how)
        if self.provenance.is_simulated:
            right = Words(
                size=8.5, colour=palette.demo_text, align="right", is_bold=True
            )
            put_words(page, (WIDTH - SIDE, HEAD), self.say("app.demo"), right)
        rule = [(SIDE, HEAD + 10), (WIDTH - SIDE, HEAD + 10)]
        page.line(rule, colour=palette.line, width=0.6)

    def _foot(self, page: Paper) -> list[str]:
        if not self.foot:
            text = one_line(self.provenance, say=self.say)
            self.foot = wrapped(page, text, width=self.width, size=FOOT_SIZE)
        return self.foot

    def _put_foot(self, page: Paper, number: int) -> None:
        palette, lines = self.palette, self._foot(page)
        top = self.bottom + 8.0
        rule = [(SIDE, top - 4), (WIDTH - SIDE, top - 4)]
        page.line(rule, colour=palette.line, width=0.6)
        put_paragraph(
            page,
            (SIDE, top),
            "\n".join(lines),
            width=self.width,
            size=FOOT_SIZE,
            colour=palette.ink3,
        )
        words = self.say("paper.page", number=number, total=len(self.pages))
        how = Words(size=PAGE_SIZE, colour=palette.ink2, align="center")
        put_words(page, (WIDTH / 2, HEIGHT - 18.0), words, how)
