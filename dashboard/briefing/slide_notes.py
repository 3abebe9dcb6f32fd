"""Notes for the speaker, under a slide: what is shown, where from, by which rules."""

from collections.abc import Iterable
from typing import Any

from pptx.oxml import parse_xml
from pptx.slide import Slide

from dashboard.drawing.slide_board import faced, renumbered
from dashboard.drawing.slide_shapes import NAMESPACES, Letters, Run, paragraph_xml

SIZE = 12.0


def put_notes(slide: Slide, lines: Iterable[str], *, face: str) -> None:
    """Write *lines* under *slide*, a paragraph each, every run in *face*."""
    notes = slide.notes_slide
    frame: Any = notes.notes_text_frame
    if frame is None:
        return
    body = frame._txBody  # noqa: SLF001  python-pptx has no public way to its XML
    for paragraph in list(body.p_lst):
        body.remove(paragraph)
    letters = Letters(size=SIZE, colour="")
    paragraphs = "".join(
        paragraph_xml([Run(line, letters)], face=face, after=4.0) for line in lines
    )
    for paragraph in parse_xml(f"<a:x {NAMESPACES}>{paragraphs}</a:x>"):
        body.append(paragraph)
    tree = notes.shapes.element
    faced(tree, face)
    renumbered(tree)
