"""Profiles into the database, all of a file or nothing, by one batch; and out again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, delete, func, insert, select, tuple_

from queries.batches import insert_rows, open_batch, remember
from queries.intake.places import known
from queries.intake.uploads import Upload
from queries.profiles.checking import Profile, checked_profiles
from queries.profiles.files import ProfileFault, read_table
from queries.tables import hourly_profile, source_file
from queries.vocabulary import Action

FILE_KIND: Final = "profiles"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileImport:
    """What came of a file; ``batch`` is ``None`` where nothing was written."""

    batch: int | None
    n_new: int
    n_changed: int
    n_unchanged: int
    faults: tuple[ProfileFault, ...]

    @property
    def n_profiles(self) -> int:
        """How many profiles the file holds."""
        return self.n_new + self.n_changed + self.n_unchanged


def import_profiles(
    connection: Connection, *, upload: Upload, who: str, made_at: datetime
) -> ProfileImport:
    """Take every profile of *upload*, or none where anything is wrong.

    Raises:
        OversightError: The file cannot be read; the kind of error says why.
    """
    table = read_table(upload)
    if isinstance(table, ProfileFault):
        return _refused([table])
    profiles, faults = checked_profiles(
        table, find_place=known(connection).find_league_city
    )
    if faults:
        return _refused(faults)
    before = imported_profiles(connection)
    stored = {(one.league_city, one.kind) for one in profiles} & before.keys()
    changing = [one for one in profiles if not _is_known(one, before)]
    batch = None
    if changing:
        batch = _written(connection, changing, upload, who=who, made_at=made_at)
    n_unchanged = len(profiles) - len(changing)
    return ProfileImport(
        batch=batch,
        n_new=len(profiles) - len(stored),
        n_changed=len(stored) - n_unchanged,
        n_unchanged=n_unchanged,
        faults=(),
    )


def imported_profiles(
    connection: Connection,
) -> dict[tuple[str, str], tuple[NDArray[np.float64], str]]:
    """Return hours, ``(8760,)``, and flag of each imported profile, by place and kind.

    The weather of a place is public: nobody's scope narrows it.
    """
    return {
        (row.league_city, row.kind): (np.array(row.hours, dtype=float), row.flag)
        for row in connection.execute(imported_statement())
    }


def imported_statement() -> Select[*tuple[Any, ...]]:
    """Every imported profile."""
    return select(
        hourly_profile.c.league_city,
        hourly_profile.c.kind,
        hourly_profile.c.flag,
        hourly_profile.c.hours,
    ).order_by(hourly_profile.c.league_city, hourly_profile.c.kind)


def _refused(faults: Sequence[ProfileFault]) -> ProfileImport:
    return ProfileImport(
        batch=None, n_new=0, n_changed=0, n_unchanged=0, faults=tuple(faults)
    )


def _is_known(
    profile: Profile,
    before: Mapping[tuple[str, str], tuple[NDArray[np.float64], str]],
) -> bool:
    found = before.get((profile.league_city, profile.kind))
    if found is None:
        return False
    hours, flag = found
    return flag == profile.flag and bool(np.array_equal(hours, profile.hours))


def _written(
    connection: Connection,
    profiles: Sequence[Profile],
    upload: Upload,
    *,
    who: str,
    made_at: datetime,
) -> int:
    number = open_batch(
        connection,
        action=Action.IMPORT,
        who=who,
        made_at=made_at,
        summary={"files": [upload.name], "profiles": len(profiles)},
    )
    _enter_file(connection, upload, number)
    keys = [(one.league_city, one.kind) for one in profiles]
    is_replaced = tuple_(hourly_profile.c.league_city, hourly_profile.c.kind).in_(keys)
    replaced = connection.execute(select(hourly_profile).where(is_replaced)).mappings()
    rows = [dict(row) for row in replaced]
    remember(connection, number=number, table=hourly_profile, rows=rows)
    connection.execute(delete(hourly_profile).where(is_replaced))
    insert_rows(
        connection,
        hourly_profile,
        (
            {
                "league_city": one.league_city,
                "kind": one.kind,
                "flag": one.flag.value,
                "hours": list(one.hours),
                "batch": number,
            }
            for one in profiles
        ),
    )
    return number


def _enter_file(connection: Connection, upload: Upload, number: int) -> None:
    following = select(func.coalesce(func.max(source_file.c.file_id), 0) + 1)
    connection.execute(
        insert(source_file).values(
            file_id=connection.execute(following).scalar_one(),
            batch=number,
            name=upload.name,
            sha256=upload.sha256,
            kind=FILE_KIND,
        )
    )
