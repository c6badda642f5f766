"""Bars of a table as values, one for each instrument of a day."""

from aistock_server.market.model import BarTable, DayBar, day_of


def day_bars(table: BarTable) -> dict[str, DayBar]:
    """Rows as values with prices in mills, exactly."""
    import numpy as np

    def mills(name: str) -> list[int]:
        rounded: list[int] = np.rint(table.columns[name] * 1000).astype(np.int64).tolist()
        return rounded

    columns = zip(
        (table.codes[member] for member in table.members.tolist()),
        table.days.tolist(),
        *(mills(name) for name in ("open", "high", "low", "close", "pre_close", "amount")),
        table.columns["volume"].tolist(),
        table.columns["adj_factor"].tolist(),
        strict=True,
    )
    return {
        code: DayBar(
            instrument=code,
            date=day_of(day),
            open_mills=opened,
            high_mills=high,
            low_mills=low,
            close_mills=close,
            pre_close_mills=pre_close,
            volume=volume,
            amount_mills=amount,
            adj_factor=factor,
        )
        for code, day, opened, high, low, close, pre_close, amount, volume, factor in columns
    }
