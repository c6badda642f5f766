"""Qlib's own result objects as plain tables: real shares and prices instead of adjusted ones, no pickles of Qlib classes."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

_POSITION_COLUMNS = ["date", "instrument", "shares", "price", "value", "weight", "days_held"]
_SIDES = {0.0: "sell", 1.0: "buy"}
_ORDER_COLUMNS = ["date", "instrument", "side", "ordered_shares", "filled_shares", "price", "value", "cost"]


def positions_table(positions: Mapping[Any, Any], factor: "pd.Series[float]") -> pd.DataFrame:
    """One row for each stock held at each close: shares, raw price and value in CNY, weight of the account."""
    rows = [
        (
            pd.Timestamp(day),
            code,
            held["amount"],
            held["price"],
            held["amount"] * held["price"],
            held["weight"],
            held["count_day"],
        )
        for day, position in positions.items()
        for code, held in position.position.items()
        if isinstance(held, dict)
    ]
    frame = pd.DataFrame(rows, columns=_POSITION_COLUMNS).sort_values(["date", "instrument"], ignore_index=True)
    scale = _scale(frame, factor)
    return frame.assign(shares=(frame["shares"] * scale).round(2), price=(frame["price"] / scale).round(4))


def orders_table(indicators: Any, factor: "pd.Series[float]") -> pd.DataFrame:
    """One row for each order of the backtest: side, shares ordered and filled, raw price, value and cost in CNY."""
    rows = [
        (pd.Timestamp(day), code, _SIDES[values["trade_dir"]], abs(values["amount"]), abs(values["deal_amount"]),
         values["trade_price"], abs(values["trade_value"]), values["trade_cost"])
        for day, indicator in indicators.order_indicator_his.items()
        for code, values in _by_code(indicator).items()
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=_ORDER_COLUMNS).sort_values(["date", "instrument"], ignore_index=True)
    scale = _scale(frame, factor)
    return frame.assign(
        ordered_shares=(frame["ordered_shares"] * scale).round(2),
        filled_shares=(frame["filled_shares"] * scale).round(2),
        price=(frame["price"] / scale).round(4),
    )


def _by_code(indicator: Any) -> dict[str, dict[str, float]]:
    frame = pd.DataFrame(
        {name: dict(zip(one.index.tolist(), one.data.tolist(), strict=True)) for name, one in indicator.data.items()}
    )
    return {str(code): {str(name): float(value) for name, value in row.items()} for code, row in frame.to_dict("index").items()}


def _scale(frame: pd.DataFrame, factor: "pd.Series[float]") -> Any:
    """The adjustment factor of each row's stock and day; the last known one when the stock did not trade."""
    if frame.empty:
        return pd.Series(dtype="float64")
    wide = factor.unstack(level="instrument").sort_index().ffill()
    keys = pd.MultiIndex.from_frame(frame[["date", "instrument"]])
    return wide.stack().reindex(keys).to_numpy()
