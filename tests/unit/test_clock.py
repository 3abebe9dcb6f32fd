"""A day is a day in China, whatever clock the machine keeps."""

from datetime import UTC, date, datetime, timedelta

from queries import clock


def test_an_evening_in_utc_is_the_next_day_in_china():
    assert clock.day_of(datetime(2026, 4, 9, 15, 59, tzinfo=UTC)) == date(2026, 4, 9)
    assert clock.day_of(datetime(2026, 4, 9, 16, 0, tzinfo=UTC)) == date(2026, 4, 10)


def test_now_is_told_in_chinas_time():
    assert clock.now().utcoffset() == timedelta(hours=8)
