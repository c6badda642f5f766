"""What a dividend, split or rights issue is worth: booked in cash when a day's reference price differs from the last close."""

from collections.abc import Iterable, Mapping

from aistock_server.execution.events import EntitlementBooked
from aistock_server.execution.model import Holding
from aistock_server.execution.ports import Bar


def entitlements(holdings: Iterable[Holding], bars: Mapping[str, Bar]) -> tuple[EntitlementBooked, ...]:
    """One entry a held security whose reference price moved overnight, by security; a suspended one waits for its next bar."""
    found = []
    for holding in sorted(holdings, key=lambda holding: holding.instrument):
        bar = bars.get(holding.instrument)
        if bar is None or bar.pre_close_mills == holding.last_price_mills:
            continue
        found.append(
            EntitlementBooked(
                instrument=holding.instrument,
                quantity=holding.quantity,
                previous_close_mills=holding.last_price_mills,
                reference_price_mills=bar.pre_close_mills,
                cash_mills=holding.quantity * (holding.last_price_mills - bar.pre_close_mills),
                value_equivalent=True,
            )
        )
    return tuple(found)
