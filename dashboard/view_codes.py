"""Codes that bring a view back: which state of the data, which page, asked for what.

``20261121-7/overview/p=2026Q3/l=150600/K4`` is a data code, a page, what stands in the
address (``p`` is short for ``period``), and two check characters. It is written in
ASCII, so that it can be printed, read out and typed, in either case.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import quote_from_bytes

from queries.errors import (
    ViewCodeCheckError,
    ViewCodeDataError,
    ViewCodeEmptyError,
    ViewCodeFieldError,
    ViewCodeLongError,
)
from queries.snapshots import EMPTY

SHORT: Final[Mapping[str, str]] = {
    "period": "p",
    "league_city": "l",
    "park": "k",
    "tier": "t",
    "grade": "g",
    "compare": "c",
    "base": "b",
    "on": "o",
    "inside": "n",
    "grid": "d",
    "facets": "f",
    "indicator": "i",
    "window": "w",
    "span": "s",
    "level": "e",
    "league_cities": "ls",
    "parks": "ks",
    "show": "h",
    "reference": "r",
    "view": "v",
    "zones": "z",
}
"""What is asked for most, in few letters. Printed codes live: never change a letter."""

LONG: Final[Mapping[str, str]] = {short: key for key, short in SHORT.items()}

SPOKEN_LOUD: Final = frozenset(
    {"period", "trial_period", "grade", "park", "parks", "system"}
)
"""Whose values are written in capitals; of all others in small letters."""

MODULUS: Final = 1021
BASE: Final = 256
"""A wrong character or two swapped ones never leave the remainder as it was."""

LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Of the check characters: none that looks like another."""

MISREAD: Final = str.maketrans("OIL", "011")

LONGEST: Final = 2000

DASHES: Final = re.compile("[‐‑‒–—―−﹘ー]")
TYPED_LINE: Final = "——"
"""What the key of the underscore types among Chinese punctuation."""

BLANKS: Final = re.compile("[\\s\u200b-\u200d\u2060\ufeff]")
DATA: Final = re.compile(r"(\d{8})-(\d{1,9})")
CHARACTER: Final = re.compile("~(?P<turned>[a-z])|%(?P<byte>[0-9a-f]{2})|(?P<plain>.)")
KEPT: Final = "_.:+-"

Asked = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewCode:
    """What a code stands for.

    Attributes:
        data: Of which state of the data: date and number of its last batch.
        page: The name of the page in its address; empty in a bare data code.
        asked: The parameters of the address with their codes.
    """

    data: str
    page: str = ""
    asked: Asked = ()

    @property
    def version(self) -> int:
        """The number of the last batch; 0 of an empty database."""
        return 0 if self.data == EMPTY else int(self.data.partition("-")[2])

    @property
    def parameters(self) -> dict[str, list[str]]:
        """What the address is to hold."""
        return {key: list(codes) for key, codes in self.asked}


def view_code(data: str, page: str, asked: Mapping[str, Sequence[str]]) -> ViewCode:
    """Return the code of *page* asked for *asked*; what asks for nothing is left out.

    The same question has one code, in whatever order it was put.
    """
    order = list(SHORT)
    known = {key: place for place, key in enumerate(order)}
    keys = sorted(asked, key=lambda key: (known.get(key, len(order)), key))
    found = tuple((key, tuple(asked[key])) for key in keys if asked[key])
    return ViewCode(data=data, page=page, asked=found)


def written(code: ViewCode) -> str:
    """Return *code* as it is printed."""
    if not code.page:
        return code.data
    fields = [
        f"{_key(key)}=" + ",".join(_value(one, key) for one in codes)
        for key, codes in code.asked
    ]
    text = "/".join([code.data, _value(code.page, ""), *fields])
    return f"{text}/{_check(text)}"


def read(typed: str) -> ViewCode:
    """Return what a typed code stands for; a bare data code has no check characters.

    Raises:
        ViewCodeEmptyError: Nothing was typed.
        ViewCodeLongError: No code is so long.
        ViewCodeDataError: It does not begin with a date and a number.
        ViewCodeCheckError: Something in it was mistyped.
        ViewCodeFieldError: A part asks for nothing.
    """
    if len(typed) > LONGEST:
        raise ViewCodeLongError(most=LONGEST)
    text = _plain(typed)
    if not text:
        raise ViewCodeEmptyError
    data, *parts = text.split("/")
    _require_data(data)
    if not parts:
        return ViewCode(data=data)
    *parts, check = parts
    whole = "/".join([data, *parts])
    if not parts or check.upper().translate(MISREAD) != _check(whole):
        raise ViewCodeCheckError(code=typed.strip())
    page, *fields = parts
    asked = tuple(_field(field) for field in fields)
    return ViewCode(data=data, page=_decoded(page, ""), asked=asked)


def _plain(typed: str) -> str:
    """Return what was typed in small ASCII letters, as far as there are such."""
    text = typed.replace(TYPED_LINE, "_").replace("、", "/")
    text = DASHES.sub("-", unicodedata.normalize("NFKC", text))
    return BLANKS.sub("", text).lower()


def _require_data(data: str) -> None:
    if data == EMPTY:
        return
    found = DATA.fullmatch(data)
    if found is None:
        raise ViewCodeDataError(part=data)
    try:
        date.fromisoformat(found[1])
    except ValueError:
        raise ViewCodeDataError(part=data) from None


def _field(field: str) -> tuple[str, tuple[str, ...]]:
    written_key, is_one, values = field.partition("=")
    if not is_one:
        raise ViewCodeFieldError(part=field)
    key = LONG.get(written_key) or _decoded(written_key, "")
    return key, tuple(_decoded(value, key) for value in values.split(","))


def _key(key: str) -> str:
    """Return *key* in short; a key that looks like a short one is spelt out."""
    if key in SHORT:
        return SHORT[key]
    return "".join(map(_spelt, key)) if key in LONG else _value(key, "")


def _value(value: str, key: str) -> str:
    return "".join(_encoded(value, key))


def _encoded(value: str, key: str) -> Iterator[str]:
    for character in value:
        if not character.isascii() or not (character.isalnum() or character in KEPT):
            yield _spelt(character)
        elif character == _turned(character, key):
            yield character
        else:
            yield f"~{character}"


def _turned(letter: str, key: str) -> str:
    return letter.upper() if key in SPOKEN_LOUD else letter.lower()


def _spelt(character: str) -> str:
    found = quote_from_bytes(character.encode(), safe="")
    return found if found != character else f"%{ord(character):02X}"


def _decoded(text: str, key: str) -> str:
    found = bytearray()
    for match in CHARACTER.finditer(text):
        turned, byte, plain = match.groups()
        if byte is not None:
            found.append(int(byte, 16))
        elif turned is not None:
            found += _turned(turned, key).swapcase().encode()
        else:
            found += _turned(plain, key).encode()
    return found.decode(errors="replace")


def _check(text: str) -> str:
    remainder = 0
    for character in text.lower():
        remainder = (remainder * BASE + ord(character)) % MODULUS
    return LETTERS[remainder // len(LETTERS)] + LETTERS[remainder % len(LETTERS)]
