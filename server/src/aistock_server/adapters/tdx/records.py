"""Records of TDX's files, 32 bytes little-endian, and the columns they stand for.

    .day         u32 date YYYYMMDD, u32 open high low close (times a scale), f32 amount CNY, u32 volume, u32 not ours
    .lc1 .lc5    u16 date, u16 minute of the day, f32 open high low close, f32 amount CNY, u32 volume, u32 not ours

The date of a minute is (year - 2004) * 2048 + month * 100 + day, which ends with 2035. A minute is stamped with its end.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RECORD_BYTES = 32
PRICES = ("open", "high", "low", "close")

_DAY = [("date", "<u4"), *((name, "<u4") for name in PRICES), ("amount", "<f4"), ("volume", "<u4"), ("rest", "<u4")]
_MINUTE = [
    ("date", "<u2"),
    ("minute", "<u2"),
    *((name, "<f4") for name in PRICES),
    ("amount", "<f4"),
    ("volume", "<u4"),
    ("rest", "<u4"),
]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Records:
    """Decoded records: days since 1970-01-01, minutes of the day, prices and amount in CNY, volume in the file's unit.

    The day of a record whose date is no date is -1.
    """

    days: "NDArray[np.int64]"
    minutes: "NDArray[np.int64]"
    prices: "dict[str, NDArray[np.float64]]"
    amount: "NDArray[np.float64]"
    volume: "NDArray[np.int64]"


def decode_days(content: bytes | memoryview, price_scale: int) -> Records:
    """Whole records of a .day file; a price is the record's number divided by the scale."""
    import numpy as np

    raw = np.frombuffer(content, dtype=np.dtype(_DAY))
    date = raw["date"].astype(np.int64)
    with np.errstate(invalid="ignore"):
        amount = raw["amount"].astype(np.float64)
    return Records(
        days=_days(date // 10_000, date // 100 % 100, date % 100),
        minutes=np.full(len(raw), 15 * 60, dtype=np.int64),
        # Dividing the whole number gives the double nearest to the printed price; multiplying by 0.01 would not.
        prices={name: raw[name] / price_scale for name in PRICES},
        amount=amount,
        volume=raw["volume"].astype(np.int64),
    )


def decode_minutes(content: bytes | memoryview, price_scale: int) -> Records:
    """Whole records of a .lc1 or .lc5 file; prices are rounded to the scale, since a float32 of 37.69 is not 37.69."""
    import numpy as np

    raw = np.frombuffer(content, dtype=np.dtype(_MINUTE))
    date = raw["date"].astype(np.int64)
    with np.errstate(over="ignore", invalid="ignore"):
        prices = {name: np.rint(raw[name].astype(np.float64) * price_scale) / price_scale for name in PRICES}
        amount = raw["amount"].astype(np.float64)
    return Records(
        days=_days(date // 2048 + 2004, date % 2048 // 100, date % 2048 % 100),
        minutes=raw["minute"].astype(np.int64),
        prices=prices,
        amount=amount,
        volume=raw["volume"].astype(np.int64),
    )


def encode_days(records: Records, price_scale: int) -> bytes:
    """The bytes of a .day file; ValueError for what such a record cannot hold."""
    import numpy as np

    raw = np.zeros(len(records.days), dtype=np.dtype(_DAY))
    year, month, day = _dates(records.days)
    raw["date"] = year * 10_000 + month * 100 + day
    for name in PRICES:
        raw[name] = _held(np.rint(records.prices[name] * price_scale), 2**32, name)
    return _with_sizes(raw, records)


def encode_minutes(records: Records) -> bytes:
    """The bytes of a .lc1 or .lc5 file; ValueError for what such a record cannot hold."""
    import numpy as np

    raw = np.zeros(len(records.days), dtype=np.dtype(_MINUTE))
    year, month, day = _dates(records.days)
    raw["date"] = _held((year - 2004) * 2048 + month * 100 + day, 2**16, "date")
    raw["minute"] = _held(records.minutes, 24 * 60, "minute")
    for name in PRICES:
        raw[name] = records.prices[name].astype(np.float32)
    return _with_sizes(raw, records)


def _with_sizes(raw: "NDArray[Any]", records: Records) -> bytes:
    import numpy as np

    raw["amount"] = records.amount.astype(np.float32)
    raw["volume"] = _held(records.volume, 2**32, "volume")
    return raw.tobytes()


def _held(values: "NDArray[Any]", bound: int, name: str) -> "NDArray[np.int64]":
    """Whole numbers from 0 to below the bound."""
    import numpy as np

    outside = ~((values >= 0) & (values < bound))
    if outside.any():
        raise ValueError(f"{name} {values[outside.argmax()]} does not fit into a record; it holds 0 to {bound - 1}")
    return np.asarray(values, dtype=np.int64)


def _days(year: "NDArray[Any]", month: "NDArray[Any]", day: "NDArray[Any]") -> "NDArray[np.int64]":
    """Days since 1970-01-01; -1 where year, month and day are no date of an exchange's life."""
    import numpy as np

    plausible = (year >= 1990) & (year < 2100) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)
    months = np.where(plausible, (year - 1970) * 12 + month - 1, 0).astype("datetime64[M]")
    found = (months.astype("datetime64[D]").astype(np.int64) + day - 1).astype(np.int64)
    # The 31st of a month of thirty days would be the first of the next.
    real = plausible & (found.astype("datetime64[D]").astype("datetime64[M]") == months)
    return np.where(real, found, -1)


def _dates(days: "NDArray[Any]") -> "tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]":
    import numpy as np

    dates = days.astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    number = months.astype(np.int64)
    return number // 12 + 1970, number % 12 + 1, (dates - months.astype("datetime64[D]")).astype(np.int64) + 1
