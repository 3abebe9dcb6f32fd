"""The calendar in SQL says what the calendar in Python says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Integer, cast, create_engine, literal, select

from queries.months import Month
from queries.spans import earlier, months_between, n_due, window_members
from queries.vocabulary import Window

NOWHERE = create_engine("sqlite://")

months = st.builds(
    Month,
    st.integers(min_value=2020, max_value=2035),
    st.integers(min_value=1, max_value=12),
)


def stamped(month: Month):
    return cast(literal(month.stamp), Integer)


@pytest.mark.parametrize("window", list(Window))
@given(month=months)
def test_the_members_of_a_window_are_its_months(window: Window, month: Month):
    ends = months_between(month, month, name="ends")
    members = months_between(month.plus(-30), month.plus(13), name="members")
    span = window_members(window, month=ends, member=members)
    with NOWHERE.connect() as connection:
        found = connection.execute(select(span.c.member)).scalars().all()
    assert sorted(found) == [each.stamp for each in month.window(window)]


@pytest.mark.parametrize("window", list(Window))
@given(month=months, due_from=months)
def test_owed_are_the_months_of_the_window_from_the_first_owed_on(
    window: Window, month: Month, due_from: Month
):
    with NOWHERE.connect() as connection:
        owed = n_due(window, stamped(month), stamped(due_from))
        found = connection.execute(select(owed)).scalar_one()
    assert found == sum(each >= due_from for each in month.window(window))


@given(month=months, by=st.integers(min_value=0, max_value=60))
def test_a_month_so_many_earlier_is_that_of_the_calendar(month: Month, by: int):
    with NOWHERE.connect() as connection:
        found = connection.execute(select(earlier(stamped(month), by=by))).scalar_one()
    assert found == month.plus(-by).stamp
