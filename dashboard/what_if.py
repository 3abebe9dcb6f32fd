"""What a change at a park is worked out from: reports, rules, profiles; read once."""

from collections.abc import Mapping
from datetime import date
from typing import Final

import pandas as pd
from sqlalchemy import Connection

from dashboard.complementarity import profiles_in_use
from geodata.complementarity.alternatives import Prepared
from geodata.complementarity.parameters import Parameters
from geodata.complementarity.reassessing import CHANGING
from queries.assessment.gradings import inputs_by
from queries.assessment.registry import in_force, known_rule_sets
from queries.errors import UnknownParkError
from queries.indicators import CORE_INDICATOR, dictionary
from queries.months import Month, Period
from queries.resources import park_resources
from queries.scope import Scope
from queries.values import indicator_matrix
from queries.vocabulary import Level, Window

ELECTRICITY: Final = "green_power_share"
"""Whose denominator is the electricity."""


def prepared(
    connection: Connection,
    *,
    scope: Scope,
    codes: frozenset[str],
    parameters: Parameters,
    today: date,
) -> Prepared:
    """Read what changes at the parks *codes* are worked out from.

    The grade is of the latest quarter that had ended by the month of *parameters*, by
    what was owed by *today*.

    Raises:
        UnknownParkError: One of them is none that the reader may see.
    """
    within = scope.narrowed(codes)
    found = park_resources(connection, scope=within, month=parameters.month)
    for code in sorted(codes - set(found["code"])):
        raise UnknownParkError(code=code)
    period = Period.quarter_ended_by(parameters.month)
    rules = in_force(known_rule_sets(connection), period=period)
    inputs = None
    if rules is not None:
        inputs = inputs_by(
            connection, scope=within, rules=rules, period=period, today=today
        )
    asked = ((Window.TWELVE_MONTHS, parameters.month), (Window.QUARTER, period.last))
    yearly, quarterly = (
        _reported(connection, within, found, window, month) for window, month in asked
    )
    return Prepared(
        resources=found.set_index("code", drop=False),
        yearly=yearly,
        quarterly=quarterly,
        inputs=inputs,
        rules=rules,
        period=period,
        profiles=profiles_in_use(connection),
        parameters=parameters,
    )


def _reported(
    connection: Connection,
    scope: Scope,
    resources: pd.DataFrame,
    window: Window,
    month: Month,
) -> pd.DataFrame:
    """Return the sums that ``whatif.changed`` needs, by code; null where not known."""
    known = dictionary()
    values = indicator_matrix(
        connection,
        scope=scope,
        indicators=tuple(known.indicator(code) for code in CHANGING),
        by=Level.PARK,
        window=window,
        month=month,
    )
    parks = resources.set_index("code")
    of = {
        code: values.loc[values["indicator"] == code]
        .set_index("code")
        .reindex(parks.index)
        for code in CHANGING
    }
    return _in_the_same_months(of).assign(
        generation_mwh=parks["wind_generation_mwh"] + parks["solar_generation_mwh"],
        curtailed_mwh=parks["curtailed_mwh"],
        generation_months=parks["generation_months"],
    )


def _in_the_same_months(of: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the sums of indicators that may each be complete in other months.

    They are those of the months of the core indicator: electricity of fewer or more
    months is stretched to as many. Shares are as reported.

    Args:
        of: The rows of ``IndicatorValue`` of each of ``CHANGING``, by code of the park.
    """
    core, power = of[CORE_INDICATOR], of[ELECTRICITY]
    months = core["complete_months"].where(core["complete_months"] > 0)
    stretched = months.fillna(power["complete_months"]) / power["complete_months"]
    electricity = power["denominator"] * stretched
    return pd.DataFrame(
        {
            "electricity_mwh": electricity,
            "green_mwh": power["value"] * electricity,
            "direct_mwh": of["direct_supply_share"]["value"] * electricity,
            "co2_t": core["numerator"],
            "energy_tce": core["denominator"],
            "clean_tce": of["clean_energy_share"]["value"] * core["denominator"],
        }
    )
