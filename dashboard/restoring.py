"""Which page a snapshot code belongs to, and the code of what a page shows now."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlencode, urlsplit

from dashboard.view_codes import ViewCode, view_code, written
from queries.errors import ViewCodePageError

PAGES: Final = Path(__file__).parents[1] / "pages"

FIRST: Final = "overview"
"""The page at the address without a name."""


def page_names() -> frozenset[str]:
    """Return the names of the pages in their addresses."""
    return frozenset(path.stem for path in PAGES.glob("[!_]*.py"))


def page_at(address: str | None) -> str:
    """Return the name of the page at an *address*; the first one without a name."""
    last = urlsplit(address or "").path.rstrip("/").rpartition("/")[2]
    return last if last in page_names() else FIRST


def page_of(code: ViewCode) -> Path:
    """Return the file of the page that *code* names; a bare data code has the first.

    Raises:
        ViewCodePageError: This version has no such page.
    """
    name = code.page or FIRST
    if name not in page_names():
        raise ViewCodePageError(page=name)
    return PAGES / f"{name}.py"


def address_of(code: ViewCode) -> str:
    """Return the address of the view, from the server's root on."""
    query = urlencode(code.parameters, doseq=True)
    return f"/{code.page or FIRST}" + (f"?{query}" if query else "")


def code_of(data: str, page: str, asked: Mapping[str, Sequence[str]]) -> str:
    """Return the code, as it is printed, of *page* asked for *asked*."""
    return written(view_code(data, page, asked))
