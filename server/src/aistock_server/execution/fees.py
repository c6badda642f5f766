"""What a trade costs, in whole fen: commission, stamp duty and transfer fee, each rounded half up on its own."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from aistock.market.trading_rules import FeeSchedule
from aistock_server.execution.model import BrokerFees, Side

FEN_MILLS = 10
PPM = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Fees of one fill, in mills."""

    commission_mills: int
    stamp_duty_mills: int
    transfer_fee_mills: int

    @property
    def total_mills(self) -> int:
        """All of them."""
        return self.commission_mills + self.stamp_duty_mills + self.transfer_fee_mills


def half_up_to_fen(numerator: int, denominator: int) -> int:
    """A non-negative fraction of mills rounded half up to whole fen, in mills."""
    return (2 * numerator + FEN_MILLS * denominator) // (2 * FEN_MILLS * denominator) * FEN_MILLS


def cost_of(
    side: Side,
    value_mills: int,
    *,
    broker: BrokerFees,
    schedule: FeeSchedule,
    earlier_value_mills: int = 0,
    earlier_commission_mills: int = 0,
) -> Cost:
    """Fees of a fill worth `value_mills`.

    The least commission is one per order: a later fill of the same order pays what the whole order owes less what it paid.
    """
    rate, per = _rate(broker.commission_rate)
    whole = half_up_to_fen(rate * (earlier_value_mills + value_mills), per)
    owed = max(whole, broker.min_commission_mills)
    stamp = schedule.stamp_duty_sell_ppm if side is Side.SELL else 0
    return Cost(
        commission_mills=max(0, owed - earlier_commission_mills),
        stamp_duty_mills=half_up_to_fen(stamp * value_mills, PPM),
        transfer_fee_mills=half_up_to_fen(schedule.transfer_fee_ppm * value_mills, PPM),
    )


@cache
def _rate(rate: float) -> tuple[int, int]:
    """The decimal number a rate was written as, as a fraction: 0.00025 is exactly 25/100000."""
    return Fraction(str(rate)).as_integer_ratio()
