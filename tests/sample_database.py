"""The sample workbooks put into a database without the product's own intake."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, select

from queries.batches import insert_rows, open_batch
from queries.indicators import totals
from queries.tables import (
    assessment,
    banner,
    league_city,
    measure_value,
    monthly_report,
    park,
    park_standing,
)
from queries.vocabulary import Action
from tests.sample_workbooks import TIERS, Samples, period_code, samples

ENTERED = 202604
RECEIVED = date(2026, 4, 8)
FORMS = {"整体": "whole", "园中园": "park_in_park"}
GRIDS = {"蒙西": "west", "蒙东": "east"}


def load_samples(connection: Connection) -> None:
    """Enter everything as one batch, every value simulated."""
    found = samples()
    number = open_batch(
        connection,
        action=Action.IMPORT,
        who="tests",
        made_at=datetime(2026, 4, 20, 8, tzinfo=UTC),
        summary={},
    )
    insert_rows(connection, park, _parks(found, number))
    insert_rows(connection, park_standing, _standings(connection, found, number))
    insert_rows(connection, monthly_report, _reports(found, number))
    insert_rows(connection, measure_value, _values(found, number))
    insert_rows(connection, assessment, _assessments(found, number))
    totals.refresh(connection, park_months=found.quantities)


def _parks(found: Samples, number: int) -> Iterator[dict[str, Any]]:
    for code, row in found.parks.items():
        yield {
            "code": code,
            "name_zh": row["园区名称"],
            "origin": "workbook",
            "is_simulated": 1,
            "form": FORMS[row["建设形式"]],
            "longitude_deg": _degrees(row["经度"]),
            "latitude_deg": _degrees(row["纬度"]),
            "stated_crs": row["坐标系"],
            "build_start_year": row["建设起始年"],
            "build_end_year": row["建设完成年"],
            "grid": GRIDS[row["电网"]],
            "entered_month": ENTERED,
            "batch": number,
        }


def _degrees(cell: float | str) -> float:
    """Read degrees, or degrees, minutes and seconds, without any shift of datum."""
    whole, minutes, seconds, *_ = [*re.findall(r"[\d.]+", str(cell)), "0", "0"]
    return float(whole) + float(minutes) / 60 + float(seconds) / 3600


def _standings(
    connection: Connection, found: Samples, number: int
) -> Iterator[dict[str, Any]]:
    cities = dict(
        connection.execute(select(league_city.c.name_zh, league_city.c.adcode)).all()
    )
    banners = {
        (row.league_city, row.name_zh): row.adcode
        for row in connection.execute(select(banner))
    }
    for code, row in found.parks.items():
        adcode = cities[row["盟市"]]
        yield {
            "park": code,
            "valid_from": 0,
            "league_city": adcode,
            "banner": banners[adcode, row["旗县区"]],
            "tier": TIERS[row["层级"]],
            "batch": number,
        }


def _reports(found: Samples, number: int) -> Iterator[dict[str, Any]]:
    for code, month in found.quantities:
        yield {"park": code, "month": month, "received_on": RECEIVED, "batch": number}


def _values(found: Samples, number: int) -> Iterator[dict[str, Any]]:
    for (code, month), quantities in found.quantities.items():
        for measure, value in quantities.items():
            yield {
                "park": code,
                "month": month,
                "measure": measure,
                "value": value,
                "flag": "simulated",
                "batch": number,
            }


def _assessments(found: Samples, number: int) -> Iterator[dict[str, Any]]:
    for row in found.assessments:
        yield {
            "park": row["园区编码"],
            "period": period_code(row["考核周期"]),
            "assessor": "league_city",
            "grade": row["等级"],
            "score": row["得分"],
            "assessed_on": row["评定日期"].date(),
            "note": row["备注"],
            "batch": number,
        }
