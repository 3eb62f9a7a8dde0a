"""The server's clock in the reader's words."""

from datetime import UTC, datetime

import pytest

from components.moments import moment_words

AT = datetime(2026, 3, 3, 23, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "now", "words"),
    [
        ("", "2026-03-03T23:50", "23:05 UTC"),
        ("", "2026-03-04T00:10", "3 March 2026, 23:05 UTC"),
        ("Asia/Seoul", "2026-03-04T00:10", "08:05"),
        ("Asia/Seoul", "2026-03-09T00:10", "4 March 2026, 08:05"),
    ],
)
def test_today_is_a_time_and_another_day_has_its_date(zone, now, words):
    assert moment_words(AT, now=datetime.fromisoformat(now).replace(tzinfo=UTC), zone=zone) == words


@pytest.mark.parametrize("zone", ["Nowhere/City", "../../etc/passwd", "/etc/passwd", "\0", "Europe", "x" * 5000])
def test_a_time_zone_that_is_none_is_read_as_utc(zone):
    assert moment_words(AT, now=AT, zone=zone) == "23:05 UTC"
