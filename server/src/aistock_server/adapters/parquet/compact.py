"""Columns in fewer bytes without a loss: codes as places in a dictionary, prices as whole ten-thousandths where they are whole."""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

#: A price comes divided by this; four decimals are what indices are printed with.
SCALE = 10_000
PRICES = frozenset({"open", "high", "low", "close", "pre_close"})
_LARGEST = 2**31 - 1


def whole_prices(parts: Iterable[Mapping[str, "NDArray[np.float64]"]], names: Iterable[str]) -> frozenset[str]:
    """The price columns whose every value, in all parts, is exactly a whole number of ten-thousandths and fits 32 bits."""
    left = {name for name in names if name in PRICES}
    pending = iter(parts)
    # Parts are read as they are asked for: none more than it takes to know.
    while left and (part := next(pending, None)) is not None:
        left = {name for name in left if _whole(part[name])}
    return frozenset(left)


def _whole(values: "NDArray[np.float64]") -> bool:
    import numpy as np

    if not (np.abs(values) <= _LARGEST / SCALE).all():
        return False
    # What is divided again must be the very same number: nobody shall see which layout a price came in.
    same = np.rint(values * SCALE) / SCALE == values
    no_negative_zero = (values != 0) | ~np.signbit(values)
    return bool((same & no_negative_zero).all())


def scaled(values: "NDArray[np.float64]") -> "NDArray[np.int32]":
    """The ten-thousandths of prices that are whole in them."""
    import numpy as np

    return np.rint(values * SCALE).astype(np.int32)


def compact_schema(plain: "pa.Schema", whole: Collection[str]) -> "pa.Schema":
    """A window's schema with the code as places in a dictionary, and these columns as whole ten-thousandths."""
    import pyarrow as pa

    fields = []
    for field in plain:
        if field.name == "instrument":
            fields.append(pa.field(field.name, pa.dictionary(pa.int32(), pa.string())))
        elif field.name in whole:
            fields.append(pa.field(field.name, pa.int32(), metadata={"scale": str(SCALE)}))
        else:
            fields.append(field)
    return pa.schema(fields)
