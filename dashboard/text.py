"""Every word that a reader sees, by key and language."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, Protocol

from queries.errors import OversightError, Sentence

LanguageType = Literal["zh", "en"]

MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")
"""What Streamlit's Markdown would read as form, not as text."""


def plain(text: str) -> str:
    """Return *text*, which came from a workbook, so that Markdown shows it as it is."""
    return MARKDOWN.sub(r"\\\1", text)


@cache
def catalogue(language: LanguageType) -> dict[str, str]:
    """Return the table of one *language*: ``section.key`` to sentence."""
    source = files("dashboard") / "locales" / f"{language}.toml"
    return dict(_flat(tomllib.loads(source.read_text(encoding="utf-8"))))


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, str):
            yield prefix + key, value
        else:
            yield from _flat(value, f"{prefix}{key}.")


class Named(Protocol):
    """Whatever carries its own name in both languages."""

    @property
    def name_zh(self) -> str:
        """The Chinese name."""
        ...

    @property
    def name_en(self) -> str:
        """The English name."""
        ...


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says things in one language."""

    language: LanguageType = "zh"

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the sentence behind *key*, with *values* filled in.

        A list or tuple is written with the commas of the language, and whatever
        carries a code and a name in it with both. A value that is a sentence is said.

        Raises:
            KeyError: The catalogue has no such sentence; a blank label is worse.
        """
        sentences = catalogue(self.language)
        named = {
            name: sentences["list.comma"].join(map(self._item, value))
            if isinstance(value, list | tuple)
            else sentences[value]
            if isinstance(value, Sentence)
            else value
            for name, value in values.items()
        }
        return sentences[key].format(**named)

    def _item(self, item: Any) -> str:  # noqa: ANN401  whatever an error may list
        if not hasattr(item, "name_zh"):
            return str(item)
        return f"{item.code} {self.name_of(item)}"

    def name_of(self, item: Named) -> str:
        """Return the name that an entry of the dictionary has in this language."""
        return item.name_zh if self.language == "zh" else item.name_en

    def error(self, error: OversightError) -> str:
        """Say what went wrong, and what to do about it."""
        return self(f"error.{error.key}", **error.values)
