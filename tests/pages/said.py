"""What a page says, whichever element says it."""

from streamlit.testing.v1 import AppTest


def headline(page: AppTest) -> str:
    """Return the finding at the top of the page."""
    (first, *_) = [str(text.value) for text in page.markdown if text.value[:2] == "# "]
    return first.removeprefix("# ").replace("\\", "")


def words(page: AppTest) -> str:
    """Return everything that the page says in Markdown, one line each."""
    said = [str(text.value) for text in (*page.markdown, *page.caption)]
    return "\n".join(said).replace("\\", "")


def cards(page: AppTest) -> dict[str, str]:
    """Return the value of each card by the first words of its label."""
    return {str(card.label).split(" ")[0]: str(card.value) for card in page.metric}


def footing(page: AppTest) -> str:
    """Return the line that says of which data the page is."""
    (line,) = [text for text in words(page).splitlines() if "快照" in text]
    return line


def parameter(page: AppTest, key: str) -> list[str]:
    """Return what the link holds under *key*; empty where it holds nothing."""
    held = page.query_params.get(key, [])
    return [held] if isinstance(held, str) else list(held)


def has_chart(page: AppTest) -> bool:
    """Say whether anything is drawn: a map, a chart or a table."""
    kinds = ("deck_gl_json_chart", "plotly_chart", "arrow_data_frame", "arrow_table")
    return any(page.get(kind) for kind in kinds)


def stumbled(page: AppTest) -> list[str]:
    """Return the tracebacks that the reader would have got."""
    return [str(found.message) for found in page.exception]
