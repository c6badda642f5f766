"""Statistics of a ledger, for every path of account values."""

from datetime import UTC, date, datetime, timedelta
from math import isclose, prod

from hypothesis import given
from hypothesis import strategies as st

from aistock.feedback.v1.models import LiveEventType
from aistock_server.feedback import measure
from aistock_server.feedback.ledger import Day, Ledger, LedgerFill

FIRST = date(2025, 1, 2)


def ledger_of(navs: list[int], *, opening: int, fills: list[LedgerFill] | None = None) -> Ledger:
    days = [
        Day(
            on=FIRST + timedelta(days=number),
            at=datetime(2025, 1, 2, 7, tzinfo=UTC) + timedelta(days=number),
            nav_mills=nav,
            cash_mills=nav // 2,
            traded_mills=nav // 10,
            flow_mills=0,
        )
        for number, nav in enumerate(navs)
    ]
    return Ledger(opening_nav_mills=opening, days=days, fills=fills or [])


navs = st.lists(st.integers(1_000_000, 10_000_000_000), min_size=1, max_size=40)


@given(navs, st.integers(1_000_000, 10_000_000_000))
def test_total_return_is_the_last_value_over_the_first(values: list[int], opening: int) -> None:
    found = measure.performance(ledger_of(values, opening=opening), None, None)

    assert found.total_return is not None
    assert isclose(1 + found.total_return, values[-1] / opening, rel_tol=1e-9)
    assert found.days == len(values)


@given(navs, st.integers(1_000_000, 10_000_000_000))
def test_drawdown_is_never_above_zero_and_never_above_the_fall_to_the_end(values: list[int], opening: int) -> None:
    found = measure.performance(ledger_of(values, opening=opening), None, None)

    assert found.max_drawdown is not None
    assert -1 <= found.max_drawdown <= 0
    assert found.max_drawdown <= min(0.0, values[-1] / max([opening, *values]) - 1) + 1e-9


@given(navs)
def test_a_path_that_never_falls_has_no_drawdown_and_wins_every_moving_day(values: list[int]) -> None:
    rising = sorted(set(values))
    found = measure.performance(ledger_of(rising, opening=rising[0] - 1), None, None)

    assert found.max_drawdown == 0
    assert found.win_rate == 1


@given(st.lists(st.floats(-0.2, 0.2), min_size=1, max_size=30))
def test_wealth_is_the_product_of_returns(returns: list[float]) -> None:
    assert isclose(measure.wealth(returns)[-1], prod(1 + daily for daily in returns), rel_tol=1e-12)


@given(
    st.lists(st.tuples(st.booleans(), st.integers(1, 100_000), st.integers(1_000, 100_000), st.integers(0, 50_000)), max_size=20)
)
def test_execution_adds_up(rows: list[tuple[bool, int, int, int]]) -> None:
    fills = [
        LedgerFill(
            on=FIRST,
            instrument="600000.SH",
            buy=buy,
            quantity=quantity,
            price_mills=price,
            cost_mills=cost,
            reference_price_mills=price,
        )
        for buy, quantity, price, cost in rows
    ]
    book = ledger_of([1_000_000], opening=1_000_000, fills=fills)
    book.ordered_quantity = 2 * sum(fill.quantity for fill in fills)
    found = measure.execution(book)

    assert found.bought_mills + found.sold_mills == sum(quantity * price for _, quantity, price, _ in rows)
    assert found.cost_mills == sum(cost for *_, cost in rows)
    assert found.fill_ratio == (0.5 if rows else None)
    assert found.avg_slippage_bps == (0 if rows else None)


def test_slippage_counts_a_dearer_buy_and_a_cheaper_sale_as_costs() -> None:
    def fill(buy: bool, price: int) -> LedgerFill:
        return LedgerFill(
            on=FIRST, instrument="600000.SH", buy=buy, quantity=100, price_mills=price, cost_mills=0, reference_price_mills=10_000
        )

    dear = measure.slippage_bps(ledger_of([1], opening=1, fills=[fill(True, 10_010)]))
    cheap = measure.slippage_bps(ledger_of([1], opening=1, fills=[fill(False, 9_990)]))

    assert dear is not None
    assert cheap is not None
    assert isclose(dear, 10, rel_tol=1e-9)
    assert isclose(cheap, 10, rel_tol=1e-9)


def test_each_alert_level_is_told_once() -> None:
    book = ledger_of([1000, 940, 930, 890, 1000, 880], opening=1000)
    alerts = measure.drawdown_alerts(book.days, measure.wealth(measure.daily_returns(book)))

    assert [alert.trading_date.day for alert in alerts] == [3, 5]
    assert {alert.type for alert in alerts} == {LiveEventType.DRAWDOWN_ALERT}


def test_cash_that_comes_is_no_return() -> None:
    book = ledger_of([1_000, 2_000], opening=1_000)
    book.days[1] = Day(on=book.days[1].on, at=book.days[1].at, nav_mills=2_000, cash_mills=0, traded_mills=0, flow_mills=1_000)

    assert measure.daily_returns(book) == [0.0, 0.0]
