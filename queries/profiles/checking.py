"""What a table of profiles holds, or everything that is wrong with it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from queries.profiles.files import ProfileFault, ProfileTable
from queries.profiles.wording import COLUMNS, FLAGS, KINDS
from queries.vocabulary import Flag

HOURS_A_YEAR: Final = 8_760

MEAN_TOLERANCE: Final = 0.01
"""By how much the mean of a load may miss 1."""

EXAMPLES: Final = 5
"""Of rows with the same fault; the rest is counted."""

DECIMALS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One typical year of one league-city."""

    league_city: str
    kind: str
    flag: Flag
    hours: tuple[float, ...]


def checked_profiles(
    table: ProfileTable, *, find_place: Callable[[str], str | None]
) -> tuple[list[Profile], list[ProfileFault]]:
    """Return the profiles of *table*, and its faults; any fault spoils the whole file.

    Args:
        table: As read.
        find_place: Returns the adcode that a name or adcode means; ``None`` if none.
    """
    missing = list(_missing_columns(table))
    if missing:
        return [], missing
    cells = table.cells.apply(lambda column: column.str.strip())
    named = cells["league_city"]
    place = named.map({text: find_place(text) for text in named.unique()})
    hour = pd.to_numeric(cells["hour"], errors="coerce")
    is_hour = (hour % 1 == 0) & hour.between(1, HOURS_A_YEAR)
    faults = [
        *_in_rows(table, "place_unknown", "league_city", place.isna()),
        *_in_rows(table, "hour_wrong", "hour", ~is_hour),
    ]
    if faults:
        return [], faults
    rows = cells.assign(place=place, hour=hour.astype(int))
    repeated = rows.duplicated(["place", "hour"])
    faults = [
        *_in_rows(table, "hour_repeated", "hour", repeated),
        *_incomplete(rows),
        *_wrong_flags(table, rows),
    ]
    if faults:
        return [], faults
    return _profiles(table, rows)


def _missing_columns(table: ProfileTable) -> Iterator[ProfileFault]:
    for name in ("league_city", "hour"):
        if name not in table.headers:
            yield ProfileFault(code="column_missing", column=COLUMNS[name][0])
    if not set(KINDS) & set(table.headers):
        yield ProfileFault(code="columns_missing", values={"columns": list(KINDS)})
    if not len(table.cells):
        yield ProfileFault(code="no_rows")


def _in_rows(
    table: ProfileTable, code: str, name: str, is_wrong: "pd.Series[bool]"
) -> Iterator[ProfileFault]:
    """Yield a fault for the first rows that are wrong; the last one counts the rest."""
    places = np.flatnonzero(is_wrong.to_numpy())
    shown = places[:EXAMPLES]
    for place in shown:
        is_last = place == shown[-1]
        yield ProfileFault(
            code=code,
            row=int(place) + table.first_row,
            column=table.headers[name],
            value=str(table.cells[name].iloc[place]),
            n_more=len(places) - len(shown) if is_last else 0,
        )


def _incomplete(rows: pd.DataFrame) -> Iterator[ProfileFault]:
    for place, hours in rows.groupby("place", sort=False)["hour"]:
        missing = sorted(set(range(1, HOURS_A_YEAR + 1)) - set(hours))
        if missing:
            values = {"place": place, "n": len(missing), "first": missing[0]}
            yield ProfileFault(code="hours_missing", values=values)


def _wrong_flags(table: ProfileTable, rows: pd.DataFrame) -> Iterator[ProfileFault]:
    if "flag" not in rows:
        return
    flags = rows["flag"].str.lower().map(dict(FLAGS))
    yield from _in_rows(table, "flag_unknown", "flag", flags.isna())
    if flags.isna().any():
        return
    for place, some in flags.groupby(rows["place"], sort=False):
        if (some != some.iloc[0]).any():
            yield ProfileFault(code="flag_mixed", values={"place": place})


def _profiles(
    table: ProfileTable, rows: pd.DataFrame
) -> tuple[list[Profile], list[ProfileFault]]:
    profiles: list[Profile] = []
    faults: list[ProfileFault] = []
    for kind in (kind for kind in KINDS if kind in rows):
        numbers = pd.to_numeric(rows[kind], errors="coerce")
        is_blank = rows[kind] == ""
        # A league-city whose column is empty has no profile of that kind.
        is_given = ~is_blank.groupby(rows["place"]).transform("all")
        faults += _wrong_numbers(table, kind, numbers, is_blank, is_given)
        if not faults:
            found = rows.assign(number=numbers)[is_given]
            profiles += _of_kind(found, kind)
    faults += _wrong_means(profiles)
    if not faults and not profiles:
        faults.append(ProfileFault(code="no_rows"))
    return ([], faults) if faults else (profiles, [])


def _wrong_numbers(
    table: ProfileTable,
    kind: str,
    numbers: "pd.Series[float]",
    is_blank: "pd.Series[bool]",
    is_given: "pd.Series[bool]",
) -> Iterator[ProfileFault]:
    most = np.inf if kind == "load" else 1.0
    is_number = numbers.abs() < np.inf
    yield from _in_rows(table, "cell_blank", kind, is_blank & is_given)
    yield from _in_rows(table, "not_a_number", kind, ~is_number & ~is_blank)
    is_outside = is_number & ~numbers.between(0.0, most)
    code = "load_negative" if kind == "load" else "share_outside"
    yield from _in_rows(table, code, kind, is_outside)


def _of_kind(rows: pd.DataFrame, kind: str) -> Iterator[Profile]:
    for place, some in rows.sort_values("hour").groupby("place", sort=False):
        flag = some["flag"].iloc[0].lower() if "flag" in some else ""
        yield Profile(
            league_city=str(place),
            kind=kind,
            flag=FLAGS[flag],
            hours=tuple(some["number"].round(DECIMALS).tolist()),
        )


def _wrong_means(profiles: Sequence[Profile]) -> Iterator[ProfileFault]:
    for profile in profiles:
        mean = sum(profile.hours) / len(profile.hours)
        if profile.kind == "load" and abs(mean - 1) > MEAN_TOLERANCE:
            values = {"place": profile.league_city, "mean": f"{mean:.4g}"}
            yield ProfileFault(code="load_mean", values=values)
        elif mean == 0:
            values = {"place": profile.league_city, "kind": profile.kind}
            yield ProfileFault(code="all_zero", values=values)
