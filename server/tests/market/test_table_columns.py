"""The client and the server mean the same columns."""

from aistock.client._tables import DAILY_BASIC, MONEYFLOW, NUMBERS, OF_MINUTES, WHOLE
from aistock.market.v1.models import DatasetKind
from aistock_server.market.model import COLUMNS
from aistock_server.market.sources.columns import MEANINGS, REFERENCE, Table
from aistock_server.market.table_columns import _WORDS
from aistock_server.market.tables import SHAPES


def test_the_clients_columns_are_the_rooms() -> None:
    assert tuple(MEANINGS[Table.DAILY_BASIC]) == DAILY_BASIC
    assert tuple(MEANINGS[Table.MONEYFLOW]) == MONEYFLOW
    assert NUMBERS == COLUMNS
    assert tuple(SHAPES[DatasetKind.MINUTE_BARS].columns) == OF_MINUTES
    kept = [columns for table, columns in MEANINGS.items() if table not in REFERENCE]
    assert {name for columns in kept for name, one in columns.items() if one.whole} == WHOLE


def test_every_column_has_words() -> None:
    for shape in SHAPES.values():
        assert set(_WORDS[shape.table]) == set(shape.columns)
