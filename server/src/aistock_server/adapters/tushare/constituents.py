"""Weights of indices out of the answers about each: one table by day and instrument."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aistock_server.adapters.tushare.rows import Rows
from aistock_server.market.sources.assembling import column_of
from aistock_server.market.sources.columns import Table
from aistock_server.market.sources.model import Column

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weights:
    """Rows by day, instrument and index."""

    codes: tuple[str, ...]
    members: "NDArray[np.int32]"
    days: "NDArray[np.int64]"
    columns: Mapping[str, Column]


def weights_of(found: Mapping[str, Rows]) -> Weights:
    """The rows of every index together; the vendor's percentages become fractions."""
    import numpy as np

    codes = tuple(sorted({code for rows in found.values() for code in rows.codes}))
    places = {code: place for place, code in enumerate(codes)}
    indices = tuple(sorted(found))
    members = np.concatenate(
        [np.array([places[code] for code in one.codes], dtype=np.int32)[one.members] for one in found.values()]
    )
    days = np.concatenate([one.days for one in found.values()])
    index = np.concatenate([np.full(len(one.days), indices.index(name), dtype=np.int32) for name, one in found.items()])
    weight = np.concatenate([one.columns["weight"] for one in found.values()]) / 100.0
    order = np.lexsort((index, members, days))
    named = Column(values=index[order], missing=np.zeros(len(order), dtype=bool), words=indices)
    columns = {"index": named, "weight": column_of(Table.INDEX_WEIGHTS, "weight", weight[order])}
    return Weights(codes=codes, members=members[order], days=days[order], columns=columns)
