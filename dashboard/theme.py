"""Colours, sizes and number formats: the look, once for every medium.

The values are those of the design that was tried and liked; contrasts and
differences for colour-blind readers were measured there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from queries.vocabulary import Grade

ThemeName = Literal["light", "dark"]

FONT_FAMILY: Final = (
    "'Source Han Sans SC', 'Noto Sans CJK SC', 'Noto Sans SC', 'Microsoft YaHei',"
    " 'PingFang SC', sans-serif"
)
"""The bundled face is ``Noto Sans SC``; a face of the machine goes before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeColours:
    """How one grade is painted; the letter is compulsory beside the colour.

    ``tint`` is the ground behind words or bars that belong to the grade.
    """

    fill: str
    letter: str
    tint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Every colour of one theme, by purpose."""

    name: ThemeName
    ink: str
    ink2: str
    ink3: str
    line: str
    border: str
    surface: str
    page: str
    accent: str
    muted: str
    alarm: str
    target: str
    gap: str
    gap_fill: str
    halo: str
    casing: str
    disc_outline: str
    map_border: str
    map_edge: str
    zone: str
    missing: str
    demo_fill: str
    demo_text: str
    classes: tuple[str, str, str, str, str]
    square: tuple[str, ...]
    square_inks: tuple[str, ...]
    lines: tuple[str, str, str, str, str]
    grades: dict[Grade, GradeColours]

    def __hash__(self) -> int:
        """Hash by name: there is one palette of each."""
        return hash(self.name)


SQUARE: Final = (
    *("#F0F3F6", "#AED2E8", "#5FA8D5"),
    *("#FADFA6", "#BDB8AE", "#6776AE"),
    *("#EFA432", "#B4774C", "#4A3164"),
)
"""Two quantities at once, row by row from below, each row from little to much."""

SQUARE_INKS: Final = tuple(
    "#FFFFFF" if fill in {"#6776AE", "#B4774C", "#4A3164"} else "#0B1622"
    for fill in SQUARE
)
"""What can be read on each of them."""

LIGHT: Final = Palette(
    name="light",
    ink="#0B1622",
    ink2="#344455",
    ink3="#566676",
    line="#CBD3DC",
    border="#D5DCE4",
    surface="#F4F6F9",
    page="#FFFFFF",
    accent="#2B4C7E",
    muted="#B4C0CC",
    alarm="#AE2012",
    target="#0B1622",
    gap="#AE2012",
    gap_fill="#F6D9D3",
    halo="#FFFFFF",
    casing="#FFFFFF",
    disc_outline="#0B1622",
    map_border="#FFFFFF",
    map_edge="#5B7590",
    zone="#8A98A6",
    missing="#EFEAE0",
    demo_fill="#FFF4DC",
    demo_text="#8A5A00",
    classes=("#F4F7FA", "#DDE6EE", "#C2CFDB", "#A5B6C6", "#879DB1"),
    square=SQUARE,
    square_inks=SQUARE_INKS,
    lines=("#2B4C7E", "#C77700", "#2E9C93", "#5E92D6", "#0B1622"),
    grades={
        Grade.A: GradeColours(fill="#005F73", letter="#FFFFFF", tint="#DDEEF1"),
        Grade.B: GradeColours(fill="#62B5B0", letter="#0B1622", tint="#E0F2F0"),
        Grade.C: GradeColours(fill="#EE9B00", letter="#0B1622", tint="#FDF0D5"),
        Grade.D: GradeColours(fill="#AE2012", letter="#FFFFFF", tint="#FBE5E1"),
        Grade.U: GradeColours(fill="#FFFFFF", letter="#4A5A6A", tint="#EDF1F5"),
    },
)

DARK: Final = Palette(
    name="dark",
    ink="#F2F6FA",
    ink2="#C9D5E1",
    ink3="#A9BACB",
    line="#2C3E52",
    border="#2C3E52",
    surface="#152434",
    page="#0B1622",
    accent="#7FB2E5",
    muted="#5B7590",
    alarm="#FF8A72",
    target="#F2F6FA",
    gap="#EE5F45",
    gap_fill="#3A1C17",
    halo="#0B1622",
    casing="#0B1622",
    disc_outline="#FFFFFF",
    map_border="#0B1622",
    map_edge="#7F9AB5",
    zone="#6F869E",
    missing="#2B2721",
    demo_fill="#2A2413",
    demo_text="#F8C24A",
    classes=("#1A2A3B", "#24384C", "#30485F", "#3E5A74", "#4F6F8C"),
    square=SQUARE,
    square_inks=SQUARE_INKS,
    lines=("#7FB2E5", "#F8C24A", "#3FB8AC", "#4C78D8", "#F2F6FA"),
    grades={
        Grade.A: GradeColours(fill="#2AA7BD", letter="#0B1622", tint="#0F2F3A"),
        Grade.B: GradeColours(fill="#C4EAE5", letter="#0B1622", tint="#1B3438"),
        Grade.C: GradeColours(fill="#F8C24A", letter="#0B1622", tint="#33280F"),
        Grade.D: GradeColours(fill="#EE5F45", letter="#0B1622", tint="#3A1C17"),
        Grade.U: GradeColours(fill="#22324A", letter="#F2F6FA", tint="#1D2E40"),
    },
)


PALETTES: Final[Mapping[ThemeName, Palette]] = {"light": LIGHT, "dark": DARK}


def shade(palette: Palette, index: int, *, n_classes: int) -> str:
    """Return the shade of class *index*, 0 the lowest: few classes lie far apart."""
    last = len(palette.classes) - 1
    step = last / max(1, n_classes - 1)
    return palette.classes[min(last, round(index * step))]


def rgba(colour: str, alpha: int = 255) -> list[int]:
    """Return ``#RRGGBB`` as the four numbers that deck.gl wants."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return [red, green, blue, alpha]
