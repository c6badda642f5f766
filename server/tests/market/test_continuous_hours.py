"""When silence is trouble: the hours of continuous trading."""

from datetime import UTC, datetime

import pytest

from aistock_server.market.live_sources import trading_began
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
def test_the_rules_phases_decide_on_a_weekday(clock: str, holds: bool) -> None:
    moment = datetime.fromisoformat(f"2024-01-03T{clock}").replace(tzinfo=SHANGHAI)
    assert (trading_began(moment.astimezone(UTC)) is not None) is holds
    assert trading_began(moment.replace(day=6)) is None


def test_before_the_first_rule_nothing_is_expected() -> None:
    assert trading_began(datetime(1999, 1, 4, 2, tzinfo=UTC)) is None
