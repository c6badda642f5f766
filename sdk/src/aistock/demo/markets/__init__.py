"""Markets the demo runs on: a synthetic one made from a seed, and real ones read from a directory in Tushare layout."""

from aistock.demo.markets.market import BARS_SCHEMA, EQUAL_WEIGHT_UNIVERSE, Instrument, Market, board_of
from aistock.demo.markets.synthetic import make_market
from aistock.demo.markets.tushare import ACCEPTED_FILES, MarketError, read_market

__all__ = [
    "ACCEPTED_FILES",
    "BARS_SCHEMA",
    "EQUAL_WEIGHT_UNIVERSE",
    "Instrument",
    "Market",
    "MarketError",
    "board_of",
    "make_market",
    "read_market",
]
