"""What differs between machines, read from ``ZEROPARK_*`` variables."""

import getpass
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self, cast, get_args

from platformdirs import user_data_path

from dashboard.text import LanguageType
from queries.errors import SettingWrongError

DEFAULT_PORT: Final = 8501
"""Where Streamlit's readers expect it."""

LAST_PORT: Final = 65535

ACCOUNT_VARIABLES: Final = ("LOGNAME", "USER", "LNAME", "USERNAME")
"""Where systems keep the name of the account, in the order of ``getpass``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What one command, or one run of a page, goes by.

    Attributes:
        database_url: SQLite in the user's data folder unless set.
        language: Of the command line and of the pages.
        host: Loopback unless set: nobody logs in there.
        port: Of the web server.
        map_approval: The 审图号 of the boundaries; empty where there is none.
        handling: How exports are to be handled; empty for the usual 内部资料.
        who: Whom a batch names as its author.
        rehearses: Whether the server makes in advance what readers are likely to ask.
        debug: Whether a failure may print a traceback.
    """

    database_url: str
    language: LanguageType
    host: str
    port: int
    map_approval: str
    handling: str
    who: str
    rehearses: bool
    debug: bool

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """Read the ``ZEROPARK_*`` variables.

        Raises:
            SettingWrongError: Naming the variable and what it holds.
        """
        return cls(
            database_url=environ.get("ZEROPARK_DATABASE_URL") or _default_database(),
            language=_language(environ.get("ZEROPARK_LANGUAGE", "zh")),
            host=environ.get("ZEROPARK_HOST", "127.0.0.1"),
            port=_port(environ.get("ZEROPARK_PORT", str(DEFAULT_PORT))),
            map_approval=environ.get("ZEROPARK_MAP_APPROVAL", ""),
            handling=environ.get("ZEROPARK_HANDLING", ""),
            who=environ.get("ZEROPARK_WHO") or _account(environ),
            rehearses=environ.get("ZEROPARK_REHEARSE", "") != "0",
            debug=environ.get("ZEROPARK_DEBUG", "") == "1",
        )


def _default_database() -> str:
    folder: Path = user_data_path("zeropark", appauthor=False)
    return f"sqlite:///{(folder / 'zeropark.db').as_posix()}"


def _language(value: str) -> LanguageType:
    if value not in get_args(LanguageType):
        raise SettingWrongError(name="ZEROPARK_LANGUAGE", value=value)
    return cast("LanguageType", value)


def _port(value: str) -> int:
    is_short = value.isdecimal() and len(value) <= len(str(LAST_PORT))
    if not is_short or not 1 <= int(value) <= LAST_PORT:
        raise SettingWrongError(name="ZEROPARK_PORT", value=value)
    return int(value)


def _account(environ: Mapping[str, str]) -> str:
    """Name whoever runs the process; in a container that may be a bare number."""
    for name in ACCOUNT_VARIABLES:
        if environ.get(name):
            return environ[name]
    try:
        return getpass.getuser()
    except (KeyError, ImportError, OSError):
        return f"uid-{os.getuid()}" if hasattr(os, "getuid") else "unknown"
