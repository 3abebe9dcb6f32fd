"""Files of profiles: what is taken, and the one sentence that each fault gets."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import Connection, select

from queries.batches import data_version
from queries.errors import (
    FileBrokenError,
    FileEmptyError,
    OversightError,
    ProfileEncodingError,
    ProfileFileTypeError,
)
from queries.intake.uploads import Upload, open_upload
from queries.profiles.checking import checked_profiles
from queries.profiles.files import ProfileFault, read_table
from queries.profiles.importing import (
    ProfileImport,
    import_profiles,
    imported_profiles,
)
from queries.tables import journal
from queries.vocabulary import LEAGUE_CITIES

HOURS = 8_760


def year(place: str = "150600", **columns: object) -> pd.DataFrame:
    """Return a whole year of one league-city, half output unless told otherwise."""
    frame = pd.DataFrame({"league_city": place, "hour": np.arange(1, HOURS + 1)})
    return frame.assign(**(columns or {"wind": 0.5}))


def upload_of(
    tmp_path: Path,
    table: pd.DataFrame | bytes,
    *,
    name: str = "profiles.csv",
    encoding: str = "utf-8",
) -> Upload:
    path = tmp_path / name
    if isinstance(table, bytes):
        path.write_bytes(table)
    elif path.suffix == ".parquet":
        table.to_parquet(path)
    else:
        path.write_bytes(table.to_csv(index=False).encode(encoding))
    return open_upload(path)


def taken(connection: Connection, upload: Upload) -> ProfileImport:
    made_at = datetime(2026, 4, 20, 9, 0, tzinfo=UTC)
    return import_profiles(connection, upload=upload, who="tests", made_at=made_at)


def place_of(text: str) -> str | None:
    return text if text in LEAGUE_CITIES else None


def faults_of(upload: Upload) -> list[ProfileFault]:
    """Return every fault of a file; where it has one it yields no profile."""
    table = read_table(upload)
    if isinstance(table, ProfileFault):
        return [table]
    profiles, faults = checked_profiles(table, find_place=place_of)
    assert bool(profiles) != bool(faults)
    return faults


@pytest.mark.parametrize("name", ["profiles.csv", "profiles.parquet", "P.CSV"])
def test_a_year_is_taken_as_it_stands(by_hand: Connection, tmp_path: Path, name: str):
    wind = np.round(np.linspace(0, 1, HOURS), 6)
    table = year(wind=wind, load=1.0, flag="simulated")
    done = taken(by_hand, upload_of(tmp_path, table, name=name))
    assert (done.n_new, done.n_changed, done.n_unchanged) == (2, 0, 0)
    found = imported_profiles(by_hand)
    hours, flag = found["150600", "wind"]
    assert np.array_equal(hours, wind)
    assert flag == "simulated"
    assert set(found) == {("150600", "wind"), ("150600", "load")}


def test_chinese_headers_names_and_an_older_encoding_are_read(
    by_hand: Connection, tmp_path: Path
):
    table = year("鄂尔多斯", wind=0.5, flag="模拟").rename(
        columns={"league_city": "盟市", "hour": "小时", "wind": "风电（每单位装机）"}
    )
    table = table.rename(columns={"flag": "数据标志"})
    done = taken(by_hand, upload_of(tmp_path, table, encoding="gb18030"))
    assert done.n_new == 1
    assert imported_profiles(by_hand)["150600", "wind"][1] == "simulated"


def test_rows_in_any_order_are_one_year(by_hand: Connection, tmp_path: Path):
    wind = np.round(np.linspace(0, 1, HOURS), 6)
    shuffled = year(wind=wind).sample(frac=1, random_state=1)
    taken(by_hand, upload_of(tmp_path, shuffled))
    assert np.array_equal(imported_profiles(by_hand)["150600", "wind"][0], wind)


def test_the_same_file_again_changes_nothing(by_hand: Connection, tmp_path: Path):
    upload = upload_of(tmp_path, year())
    first = taken(by_hand, upload)
    again = taken(by_hand, upload)
    assert (first.batch, again.batch, again.n_unchanged) == (1, None, 1)


def test_another_year_replaces_the_first_and_remembers_it(
    by_hand: Connection, tmp_path: Path
):
    taken(by_hand, upload_of(tmp_path, year(wind=0.5, solar=0.2)))
    done = taken(by_hand, upload_of(tmp_path, year(wind=0.4, solar=0.2)))
    assert (done.n_new, done.n_changed, done.n_unchanged) == (0, 1, 1)
    assert imported_profiles(by_hand)["150600", "wind"][0][0] == 0.4
    remembered = select(journal.c.table_name).where(journal.c.before_batch == 1)
    assert by_hand.execute(remembered).scalars().all() == ["hourly_profile"]


def test_a_column_may_be_blank_for_a_league_city_that_has_none(
    by_hand: Connection, tmp_path: Path
):
    both = pd.concat(
        [year("150600", wind=0.5, solar=0.2), year("150300", wind=None, solar=0.2)]
    )
    taken(by_hand, upload_of(tmp_path, both))
    assert set(imported_profiles(by_hand)) == {
        ("150300", "solar"),
        ("150600", "solar"),
        ("150600", "wind"),
    }


def changed(row: int, column: str, value: object) -> pd.DataFrame:
    """Return a year with one other cell, by its row in the file."""
    table = year(wind=0.5, load=1.0).astype(object)
    table.loc[row - 2, column] = value
    return table


@pytest.mark.parametrize(
    ("table", "faults"),
    [
        (changed(7, "wind", ""), [("cell_blank", 7)]),
        (changed(7, "wind", "-0.1"), [("share_outside", 7)]),
        (changed(7, "wind", "1.5"), [("share_outside", 7)]),
        (changed(7, "wind", "inf"), [("not_a_number", 7)]),
        (changed(7, "wind", "nan"), [("not_a_number", 7)]),
        (changed(7, "wind", "高"), [("not_a_number", 7)]),
        (changed(7, "load", "-1"), [("load_negative", 7)]),
        (changed(7, "hour", "0"), [("hour_wrong", 7)]),
        (changed(7, "hour", "8761"), [("hour_wrong", 7)]),
        (changed(7, "hour", "2.5"), [("hour_wrong", 7)]),
        (changed(7, "hour", "5"), [("hour_repeated", 7), ("hours_missing", None)]),
        (changed(7, "league_city", "东京"), [("place_unknown", 7)]),
        (year().iloc[:-24], [("hours_missing", None)]),
        (year().iloc[:0], [("no_rows", None)]),
        (year(wind=None), [("no_rows", None)]),
        (year(wind=0.0), [("all_zero", None)]),
        (year(load=2.0), [("load_mean", None)]),
        (year(other=1.0), [("columns_missing", None)]),
        (year().drop(columns="hour"), [("column_missing", None)]),
        (
            changed(7, "wind", 0.5).assign(flag="真的"),
            [("flag_unknown", row) for row in range(2, 7)],
        ),
        (b"league_city,hour,wind\n150600,1,0.5,7\n", [("row_ragged", 2)]),
        (
            b"league_city,hour,wind\n150600,1,0.5\n150600,2,0.5,7\n",
            [("row_ragged", 3)],
        ),
        (
            b"\x00\x01\x02",
            [("column_missing", None)] * 2
            + [("columns_missing", None), ("no_rows", None)],
        ),
    ],
)
def test_a_fault_is_named_with_its_row_and_nothing_changes(
    tmp_path: Path,
    table: pd.DataFrame | bytes,
    faults: list[tuple[str, int | None]],
):
    found = faults_of(upload_of(tmp_path, table))
    assert [(fault.code, fault.row) for fault in found] == faults


def test_a_league_city_has_one_flag(tmp_path: Path):
    table = year(wind=0.5, flag="填报")
    table.loc[9, "flag"] = "模拟"
    (fault,) = faults_of(upload_of(tmp_path, table))
    assert fault == ProfileFault(code="flag_mixed", values={"place": "150600"})


def test_of_many_rows_with_one_fault_some_are_shown_and_the_rest_is_counted(
    tmp_path: Path,
):
    faults = faults_of(upload_of(tmp_path, year(wind=1.5)))
    assert [fault.row for fault in faults] == [2, 3, 4, 5, 6]
    assert faults[-1].n_more == HOURS - 5
    assert faults[0].n_more == 0


def test_a_fault_anywhere_leaves_everything_as_it_was(
    by_hand: Connection, tmp_path: Path
):
    taken(by_hand, upload_of(tmp_path, year(wind=0.5)))
    both = pd.concat([year("150600", wind=0.4), year("150800", wind=1.4)])
    done = taken(by_hand, upload_of(tmp_path, both))
    assert done.batch is None
    assert done.faults[0].row == HOURS + 2
    assert data_version(by_hand) == 1
    assert list(imported_profiles(by_hand)) == [("150600", "wind")]
    assert imported_profiles(by_hand)["150600", "wind"][0][0] == 0.5


@pytest.mark.parametrize(
    ("content", "name", "error"),
    [
        (b"", "profiles.csv", FileEmptyError),
        (b"\n \n", "profiles.csv", FileEmptyError),
        (b"a,b\n\xff\xff\xff,1\n", "profiles.csv", ProfileEncodingError),
        (b"league_city,hour,wind\n", "profiles.parquet", FileBrokenError),
        (b"PAR1 cut short", "profiles.parquet", FileBrokenError),
        (b"league_city,hour,wind\n", "profiles.txt", ProfileFileTypeError),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(
    tmp_path: Path, content: bytes, name: str, error: type[OversightError]
):
    upload = upload_of(tmp_path, content, name=name)
    with pytest.raises(error):
        read_table(upload)


def test_whole_numbers_of_parquet_are_read_as_they_are(tmp_path: Path):
    table = year(load=1).astype({"league_city": "int64", "hour": "float64"})
    assert faults_of(upload_of(tmp_path, table, name="p.parquet")) == []
