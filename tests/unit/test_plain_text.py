"""What came from a workbook is shown as it is, whatever it looks like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.text import MARKDOWN, plain


@pytest.mark.parametrize(
    ("written", "escaped"),
    [
        ("**粗**", r"\*\*粗\*\*"),
        ("<img src=x>", r"\<img src=x\>"),
        ("[到别处](http://a)", r"\[到别处\]\(http\:\/\/a\)"),
        (":red[x]", r"\:red\[x\]"),
        ("$a$", r"\$a\$"),
        ("示例园区·额济纳", "示例园区·额济纳"),
    ],
)
def test_form_becomes_text(written: str, escaped: str):
    assert plain(written).replace(r"\/", "/") == escaped.replace(r"\/", "/")


@given(text=st.text(alphabet="ab\\`*_{}[]()<>#+-.!|~$:&园"))
def test_nothing_is_lost_or_left_as_form(text: str):
    escaped = plain(text)
    assert escaped.replace("\\\\", "\0").replace("\\", "").replace("\0", "\\") == text
    assert len(escaped) == len(text) + len(MARKDOWN.findall(text))
