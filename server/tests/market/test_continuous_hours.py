"""When silence is trouble: the hours of continuous trading."""

from datetime import UTC, date, datetime

import pytest

from aistock_server.market.sources.hours import continuous_trading
from aistock_server.market.sources.model import SHANGHAI


@pytest.mark.parametrize(
    ("clock", "holds"),
    [
        ("09:25", False),
        ("09:30", True),
        ("11:29", True),
        ("11:30", False),
        ("12:59", False),
        ("13:00", True),
        ("14:56", True),
        ("14:57", False),
        ("15:00", False),
    ],
)
def test_the_rules_phases_decide_on_a_trading_day(clock: str, holds: bool) -> None:
    moment = datetime.fromisoformat(f"2024-01-03T{clock}").replace(tzinfo=SHANGHAI)
    in_session = continuous_trading(lambda day: day == date(2024, 1, 3))
    assert in_session(moment.astimezone(UTC)) is holds
    assert not in_session(moment.replace(day=4))


def test_before_the_first_rule_nothing_is_expected() -> None:
    assert not continuous_trading(lambda _day: True)(datetime(1999, 1, 4, 2, tzinfo=UTC))
