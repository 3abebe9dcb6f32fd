"""Laws that hold whatever parks report."""

import math

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from queries.engine import writing
from queries.indicators import dictionary
from queries.months import Month
from queries.scope import REGION
from queries.values import indicator_values
from queries.vocabulary import Level, Window
from tests.parks_by_hand import add_park, report

GREEN = dictionary().indicator("direct_supply_share")
MONTHS = (202601, 202602, 202603)

amounts = st.floats(min_value=0, max_value=1e7, allow_subnormal=False)
reports = st.dictionaries(
    keys=st.tuples(st.sampled_from("ABC"), st.sampled_from(MONTHS)),
    values=st.tuples(amounts, st.none() | amounts),
)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(given_reports=reports)
def test_parks_sum_to_the_region_and_bound_its_value(
    engine: Engine, given_reports: dict[tuple[str, int], tuple[float, float | None]]
):
    with writing(engine) as connection:
        undone = connection.begin_nested()
        for code in "ABC":
            add_park(connection, code, self_test_from=202602)
        for (code, month), (total, direct) in given_reports.items():
            quantities = {"electricity_mwh": total, "electricity_direct_mwh": direct}
            present = {m: v for m, v in quantities.items() if v is not None}
            report(connection, code, month, present)
        parks, region = (
            indicator_values(
                connection,
                scope=REGION,
                indicator=GREEN,
                by=by,
                window=Window.QUARTER,
                month=Month(2026, 3),
            )
            for by in (Level.PARK, Level.REGION)
        )
        undone.rollback()
    whole = region.iloc[0]
    for name in ("numerator", "denominator"):
        total = 0.0 if math.isnan(whole[name]) else whole[name]
        assert math.isclose(parks[name].sum(), total, rel_tol=1e-9, abs_tol=1e-9)
    for name in ("complete_months", "due_months"):
        assert parks[name].sum() == whole[name]
    if whole["denominator"] > 0 and not parks["value"].isna().all():
        positive = parks.loc[parks["denominator"] > 0, "value"]
        empty = parks.loc[parks["denominator"] == 0, "numerator"].sum()
        assert positive.min() * (1 - 1e-9) <= whole["value"]
        assert empty > 0 or whole["value"] <= positive.max() * (1 + 1e-9)
