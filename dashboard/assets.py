"""Build the faces and marks that are committed under ``static/`` and ``faces/``.

Run when a face or a mark changes, never while the product runs::

    python -m dashboard.assets FOLDER

FOLDER holds ``NotoSansCJK-Regular.ttc`` and ``NotoSansCJK-Bold.ttc`` of Debian's
package ``fonts-noto-cjk``. What comes out is the same for the same folder.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont, newTable

from dashboard.drawing.paper_faces import FOLDER as PAPER_FACES
from dashboard.drawing.paper_faces import PAPER_FACE
from dashboard.text import LanguageType, Speaker
from dashboard.theme import DARK, LIGHT, Palette
from queries.vocabulary import Grade

STATIC: Final = Path(__file__).parent / "static"
FACE: Final = "Noto Sans CJK SC"
WEIGHTS: Final = {"regular": "NotoSansCJK-Regular.ttc", "bold": "NotoSansCJK-Bold.ttc"}
EXTRA: Final = "·—–‘’“”…←↑→↓−×÷±≤≥≈√∑●○◆◇▲△▼▽■□✓✕①②③④⑤⑥⑦⑧⑨⑩℃㎡㎥²³‰°"
"""Signs beside GB 2312 that charts and tables use."""

NAME: Final = 1
FULL_NAME: Final = 4
"""What a font file calls its family, and itself."""

MOST_OFF: Final = 1.0
"""How far a quadratic outline may lie off the cubic one, in thousandths of the size."""

TRUE_TYPE_LIMITS: Final = (
    "maxZones",
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
    "maxComponentElements",
    "maxComponentDepth",
    "maxCompositePoints",
    "maxCompositeContours",
)

LOGO_HEIGHT: Final = 32
TITLE_SIZE: Final = 19
TAG_SIZE: Final = 13
TILE_SIZE: Final = 76


def main(folder: Path) -> None:
    """Write every face and mark anew."""
    (STATIC / "fonts").mkdir(parents=True, exist_ok=True)
    faces = {weight: _face(folder / name) for weight, name in WEIGHTS.items()}
    for palette in (LIGHT, DARK):
        for grade in Grade:
            disc = _disc(faces["bold"], grade, palette)
            _write(f"disc_{grade}_{palette.name}.svg", disc)
            tile = _tile(faces["bold"], grade, palette)
            _write(f"tile_{grade}_{palette.name}.svg", tile)
        for language in ("zh", "en"):
            for is_demo in (False, True):
                kind = "demo" if is_demo else "plain"
                name = f"logo_{language}_{kind}_{palette.name}.svg"
                _write(name, _logo(faces["bold"], language, palette, is_demo=is_demo))
    _write("icon.svg", _svg(LOGO_HEIGHT, LOGO_HEIGHT, _sign()))
    PAPER_FACES.mkdir(parents=True, exist_ok=True)
    for weight, face in faces.items():
        small = _subset(face, wanted=_characters())
        small.save(STATIC / "fonts" / f"noto-sans-sc-{weight}.woff2")
        _for_paper(small).save(PAPER_FACES / f"noto-sans-sc-{weight}.ttf")


def _face(path: Path) -> TTFont:
    for face in TTCollection(path).fonts:
        if face["name"].getDebugName(1).startswith(FACE):
            return face
    raise ValueError(path)


def _characters() -> set[str]:
    """GB 2312, Latin, the signs of charts, and whatever our own files say."""
    hanzi = (
        bytes((high, low)).decode("gb2312", errors="ignore")
        for high in range(0xA1, 0xF8)
        for low in range(0xA1, 0xFF)
    )
    latin = (chr(code) for code in range(0x20, 0x17F))
    root = STATIC.parent.parent
    ours = (
        path.read_text(encoding="utf-8")
        for pattern in (
            "dashboard/locales/*.toml",
            "queries/**/*.csv",
            "queries/**/*.toml",
        )
        for path in sorted(root.glob(pattern))
    )
    return set().union(*hanzi, latin, *ours, EXTRA)


def _subset(face: TTFont, *, wanted: Iterable[str]) -> TTFont:
    options = Options(
        flavor="woff2", layout_features=["kern", "palt"], notdef_outline=True
    )
    options.name_IDs = [0, 1, 2, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(sorted(wanted)))
    subsetter.subset(face)
    face.flavor = "woff2"
    return face


def _for_paper(face: TTFont) -> TTFont:
    """Give *face* a name of our own: no face of the machine is taken for it."""
    face.flavor = None
    for name_id in (NAME, FULL_NAME):
        face["name"].setName(PAPER_FACE, name_id, 3, 1, 0x409)
    return _true_type(face)


def _true_type(face: TTFont) -> TTFont:
    """Return *face* with quadratic outlines: only such are embedded in a PDF as told.

    Matplotlib calls every face TrueType there; readers of PDF take it at its word.
    """
    shapes, names = face.getGlyphSet(), face.getGlyphOrder()
    glyphs = face["glyf"] = newTable("glyf")
    glyphs.glyphOrder, glyphs.glyphs = names, {}
    for name in names:
        pen = TTGlyphPen(shapes)
        shapes[name].draw(Cu2QuPen(pen, MOST_OFF, reverse_direction=True))
        glyphs.glyphs[name] = pen.glyph()
    face["loca"] = newTable("loca")
    for table in ("CFF ", "VORG", "BASE", "GPOS", "GSUB", "vhea", "vmtx"):
        if table in face:
            del face[table]
    face["maxp"].tableVersion = 0x00010000
    for limit in TRUE_TYPE_LIMITS:
        setattr(face["maxp"], limit, int(limit == "maxZones"))
    face["post"].formatType = 3.0
    face.sfntVersion = "\0\1\0\0"
    return face


def _outline(face: TTFont, text: str, *, size: float, x: float, baseline: float) -> str:
    """Return the path of *text* as SVG data: no face is needed to show it."""
    glyphs, cmap = face.getGlyphSet(), face.getBestCmap()
    scale = size / face["head"].unitsPerEm
    pen = SVGPathPen(
        glyphs, ntos=lambda number: f"{number:.1f}".rstrip("0").rstrip(".")
    )
    for character in text:
        glyph = glyphs[cmap[ord(character)]]
        glyph.draw(TransformPen(pen, (scale, 0, 0, -scale, x, baseline)))
        x += glyph.width * scale
    return str(pen.getCommands())


def _width(face: TTFont, text: str, *, size: float) -> float:
    glyphs, cmap = face.getGlyphSet(), face.getBestCmap()
    units: int = face["head"].unitsPerEm
    return float(sum(glyphs[cmap[ord(c)]].width for c in text) * size / units)


def _middle(face: TTFont, text: str, *, size: float) -> float:
    """Return how far above the baseline the middle of *text* lies."""
    glyphs, cmap = face.getGlyphSet(), face.getBestCmap()
    pen = BoundsPen(glyphs)
    for character in text:
        glyphs[cmap[ord(character)]].draw(pen)
    _, bottom, _, top = pen.bounds
    return float((bottom + top) / 2 * size / face["head"].unitsPerEm)


def _svg(width: float, height: float, body: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}"'
        f' viewBox="0 0 {width:g} {height:g}">{body}</svg>\n'
    )


def _sign() -> str:
    """Draw the mark of the product: a closing ring around a bolt."""
    return (
        '<path d="M24.5 8.6A11.3 11.3 0 1 0 27 19" fill="none" stroke="#005F73"'
        ' stroke-width="3.6" stroke-linecap="round"/>'
        '<path d="M17.8 8.6 11.4 17h4.2l-1.7 6.6 6.8-8.8h-4.3z" fill="#EE9B00"/>'
    )


def _logo(
    face: TTFont, language: LanguageType, palette: Palette, *, is_demo: bool
) -> str:
    say = Speaker(language)
    title, x, middle = say("app.title"), 38.0, LOGO_HEIGHT / 2
    baseline = middle + _middle(face, title, size=TITLE_SIZE)
    path = _outline(face, title, size=TITLE_SIZE, x=x, baseline=baseline)
    body = _sign() + f'<path d="{path}" fill="{palette.ink}"/>'
    x += _width(face, title, size=TITLE_SIZE) + 10
    if is_demo:
        tag, width = _tag(face, say("app.demo"), x=x, palette=palette)
        body += tag
        x += width
    return _svg(round(x + 2), LOGO_HEIGHT, body)


def _tag(face: TTFont, text: str, *, x: float, palette: Palette) -> tuple[str, float]:
    width = _width(face, text, size=TAG_SIZE) + 16
    baseline = LOGO_HEIGHT / 2 + _middle(face, text, size=TAG_SIZE)
    path = _outline(face, text, size=TAG_SIZE, x=x + 8, baseline=baseline)
    box = (
        f'<rect x="{x:.1f}" y="5" width="{width:.1f}" height="22" rx="4"'
        f' fill="{palette.demo_fill}" stroke="{palette.demo_text}" stroke-width="1.2"/>'
    )
    return box + f'<path d="{path}" fill="{palette.demo_text}"/>', width


def _disc(face: TTFont, grade: Grade, palette: Palette) -> str:
    """Draw a grade as map and pills show it: a colour and a letter."""
    colours, letter = palette.grades[grade], "—" if grade is Grade.U else grade.value
    baseline = 10 + _middle(face, letter, size=11)
    x = 10 - _width(face, letter, size=11) / 2
    path = _outline(face, letter, size=11, x=x, baseline=baseline)
    return _svg(
        20,
        20,
        f'<circle cx="10" cy="10" r="8.4" fill="{colours.fill}"'
        f' stroke="{palette.disc_outline}" stroke-width="1.3"/>'
        f'<path d="{path}" fill="{colours.letter}"/>',
    )


def _tile(face: TTFont, grade: Grade, palette: Palette) -> str:
    """Draw a grade as large as a park's page shows it."""
    colours, letter = palette.grades[grade], "—" if grade is Grade.U else grade.value
    half = TILE_SIZE / 2
    size = TILE_SIZE * 0.68
    x = half - _width(face, letter, size=size) / 2
    baseline = half + _middle(face, letter, size=size)
    path = _outline(face, letter, size=size, x=x, baseline=baseline)
    edge = palette.border if grade is Grade.U else colours.fill
    return _svg(
        TILE_SIZE,
        TILE_SIZE,
        f'<rect x="1" y="1" width="{TILE_SIZE - 2}" height="{TILE_SIZE - 2}" rx="6"'
        f' fill="{colours.fill}" stroke="{edge}"/>'
        f'<path d="{path}" fill="{colours.letter}"/>',
    )


def _write(name: str, text: str) -> None:
    (STATIC / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
