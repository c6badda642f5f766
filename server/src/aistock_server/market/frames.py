"""What the files for factor research hold: which columns, out of which table, in which unit, by which formula."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aistock.market.v1.models import Adjustment, ColumnSpec, ColumnType, DatasetKind, MissingPolicy, Unit
from aistock_server.market.sources.columns import MEANINGS, Table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Columns = Mapping[str, NDArray[Any]]

_SIZES = ("sm", "md", "lg", "elg")
_SIDES = ("buy", "sell")
_SHORT = {"volume": "vol", "amount": "amt"}
#: Days of the rolling sums.
WINDOWS = (5, 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameColumn:
    """A column of a file: its name, what it means, and how its value comes of a row's others."""

    spec: ColumnSpec
    value: "Callable[[Columns], NDArray[Any]]"

    @property
    def name(self) -> str:
        """The column's name in the file."""
        return self.spec.name


def _spec(name: str, unit: Unit, meaning: str, origin: str, *, adjusted: bool = False) -> ColumnSpec:
    return ColumnSpec(
        name=name,
        dtype=ColumnType.FLOAT32,
        unit=unit,
        adjustment=Adjustment.SNAPSHOT_FIRST if adjusted else Adjustment.NONE,
        missing=MissingPolicy.UNKNOWN,
        meaning=meaning,
        origin=origin,
    )


def _price(name: str, words: str) -> FrameColumn:
    spec = _spec(f"${name}", Unit.CNY, f"Adjusted {words} price.", f"bars.{name} * factor", adjusted=True)
    return FrameColumn(spec=spec, value=lambda of: of[name] * of["factor"])


#: daily_pv.h5, out of daily bars; `factor` is adj_factor over the instrument's first in the snapshot.
DAILY_PV = (
    _price("open", "first"),
    _price("close", "last"),
    _price("high", "highest"),
    _price("low", "lowest"),
    FrameColumn(
        spec=_spec("$volume", Unit.SHARES, "Adjusted shares traded.", "bars.volume / factor", adjusted=True),
        value=lambda of: of["volume"] / of["factor"],
    ),
    FrameColumn(
        spec=_spec("$factor", Unit.RATIO, "Adjustment factor; 1 on the instrument's first day of the snapshot.",
                   "bars.adj_factor / first bars.adj_factor"),
        value=lambda of: of["factor"],
    ),
    FrameColumn(
        spec=_spec("$amount", Unit.CNY, "Value traded, never adjusted.", "bars.amount"),
        value=lambda of: of["amount"],
    ),
)  # fmt: skip


def _copied(name: str, source: str, table: Table, words: str) -> FrameColumn:
    unit = MEANINGS[table][source].unit
    return FrameColumn(spec=_spec(name, unit, words, f"{table}.{source}"), value=lambda of: of[f"{table}.{source}"])


#: daily_basic.h5, out of daily_basic.
DAILY_BASIC = tuple(
    _copied(f"db_{name}", name, Table.DAILY_BASIC, f"{name} of daily_basic; ratios of percent are fractions here.")
    for name in MEANINGS[Table.DAILY_BASIC]
)

#: moneyflow.h5, out of moneyflow.
MONEYFLOW = (
    *(
        _copied(f"mf_{size}_{side}_{_SHORT[what]}", f"{side}_{size}_{what}", Table.MONEYFLOW, f"{side} {what} of {size} orders.")
        for size in _SIZES
        for side in _SIDES
        for what in _SHORT
    ),
    *(_copied(f"mf_net_{_SHORT[what]}", f"net_mf_{what}", Table.MONEYFLOW, f"Net {what} of the day.") for what in _SHORT),
)


def _divided(over: "NDArray[Any]", under: "NDArray[Any]") -> "NDArray[Any]":
    """The quotient; missing where there is nothing to divide by."""
    import numpy as np

    quotient: NDArray[Any] = np.divide(over, under, out=np.full(len(over), np.nan), where=(under != 0) & ~np.isnan(under))
    return quotient


def _inverse(name: str, of_name: str) -> FrameColumn:
    spec = _spec(name, Unit.FRACTION, f"One over {of_name}; missing where that is zero or missing.", f"1 / db_{of_name}")

    def value(of: "Columns") -> "NDArray[Any]":
        import numpy as np

        under = of[f"daily_basic.{of_name}"]
        return _divided(np.ones(len(under)), under)

    return FrameColumn(spec=spec, value=value)


def _log_size(of: "Columns") -> "NDArray[Any]":
    import numpy as np

    size = of["daily_basic.total_mv"]
    return np.log(size, out=np.full(len(size), np.nan), where=size > 0)


_OF_BASIC = (
    _inverse("value_pe_inv", "pe"),
    _inverse("value_pb_inv", "pb"),
    FrameColumn(
        spec=_spec("size_log_mv", Unit.NONE, "Natural logarithm of the total market value in CNY.", "ln(db_total_mv)"),
        value=_log_size,
    ),
    _copied("liquidity_turnover", "turnover_rate", Table.DAILY_BASIC, "Shares traded over tradable shares."),
    _copied("liquidity_vol_ratio", "volume_ratio", Table.DAILY_BASIC, "Volume against that of the days before."),
)


def _net(group: str, what: str) -> "Callable[[Columns], NDArray[Any]]":
    """Net flow of all orders, of the large and very large, or of the very large."""
    sizes = {"main": ("lg", "elg"), "elg": ("elg",)}.get(group, ())
    if not sizes:
        return lambda of: of[f"moneyflow.net_mf_{what}"]

    def net(of: "Columns") -> "NDArray[Any]":
        import numpy as np

        flows: NDArray[Any] = np.add.reduce(
            [of[f"moneyflow.buy_{size}_{what}"] - of[f"moneyflow.sell_{size}_{what}"] for size in sizes]
        )
        return flows

    return net


def _net_text(group: str, what: str) -> str:
    short = _SHORT[what]
    parts = {"main": ("lg", "elg"), "elg": ("elg",)}.get(group, ())
    return " + ".join(f"mf_{size}_buy_{short} - mf_{size}_sell_{short}" for size in parts) or f"mf_net_{short}"


def _of_flows() -> list[FrameColumn]:
    """Net flows, their ratios to the bar, the very large orders' part, and rolling sums."""
    made, units = [], {"volume": Unit.SHARES, "amount": Unit.CNY}
    for group in ("total", "main", "elg"):
        for what, short in _SHORT.items():
            net, text = _net(group, what), _net_text(group, what)
            name = f"mf_{group}_net_{short}"
            made.append(FrameColumn(spec=_spec(name, units[what], f"Net {what}, {group} orders.", text), value=net))
            made.append(_ratio(name, net, what))
        made += [_rolling(group, days) for days in WINDOWS]
        made += [_rolling_ratio(group, days) for days in WINDOWS]
    return [*made, *(_share(what) for what in _SHORT)]


def _ratio(name: str, net: "Callable[[Columns], NDArray[Any]]", what: str) -> FrameColumn:
    spec = _spec(f"{name}_ratio", Unit.FRACTION, f"{name} over the day's {what}.", f"{name} / bars.{what}")
    return FrameColumn(spec=spec, value=lambda of: _divided(net(of), of[what] * 1.0))


def _share(what: str) -> FrameColumn:
    short = _SHORT[what]
    spec = _spec(
        f"mf_elg_share_in_main_{short}",
        Unit.FRACTION,
        "Part of the very large orders in what large and very large orders bought.",
        f"mf_elg_buy_{short} / (mf_lg_buy_{short} + mf_elg_buy_{short})",
    )

    def value(of: "Columns") -> "NDArray[Any]":
        elg = of[f"moneyflow.buy_elg_{what}"]
        return _divided(elg, elg + of[f"moneyflow.buy_lg_{what}"])

    return FrameColumn(spec=spec, value=value)


def _rolling(group: str, days: int) -> FrameColumn:
    net, name = _net(group, "amount"), f"mf_{group}_net_amt_{days}d"
    meaning = f"Sum over the instrument's last {days} traded days; missing with fewer, or where one is missing."
    spec = _spec(name, Unit.CNY, meaning, f"sum(mf_{group}_net_amt, {days})")
    return FrameColumn(spec=spec, value=lambda of: rolled(net(of), of["place"], days))


def _rolling_ratio(group: str, days: int) -> FrameColumn:
    net, name = _net(group, "amount"), f"mf_{group}_net_amt_ratio_{days}d"
    meaning = f"Net amount of the last {days} traded days over their amount."
    spec = _spec(name, Unit.FRACTION, meaning, f"sum(mf_{group}_net_amt, {days}) / sum(bars.amount, {days})")
    return FrameColumn(
        spec=spec, value=lambda of: _divided(rolled(net(of), of["place"], days), rolled(of["amount"], of["place"], days))
    )


def rolled(values: "NDArray[Any]", place: "NDArray[Any]", days: int) -> "NDArray[Any]":
    """Sums over so many rows of an instrument; rows stand by instrument and day, `place` counts them within it."""
    import numpy as np

    if len(values) < days:
        return np.full(len(values), np.nan)
    sums = np.full(len(values), np.nan)
    sums[days - 1 :] = np.lib.stride_tricks.sliding_window_view(values.astype(np.float64), days).sum(axis=1)
    sums[place < days - 1] = np.nan
    return sums


#: Columns of static factors that are a table's own.
RAW: Mapping[DatasetKind, tuple[FrameColumn, ...]] = {DatasetKind.DAILY_BASIC: DAILY_BASIC, DatasetKind.MONEYFLOW: MONEYFLOW}
#: Columns of static factors that are computed of a table.
COMPUTED: Mapping[DatasetKind, tuple[FrameColumn, ...]] = {
    DatasetKind.DAILY_BASIC: _OF_BASIC,
    DatasetKind.MONEYFLOW: tuple(_of_flows()),
}
