"""Security codes: the canonical form 600000.SH, its other spellings, and what the digits say about the security."""

import re
from enum import StrEnum

_CANONICAL = re.compile(r"[0-9]{6}\.(SH|SZ|BJ)", re.ASCII)
_PREFIXED = re.compile(r"(SH|SZ|BJ)([0-9]{6})", re.ASCII)


class Board(StrEnum):
    """Market segment of an A share; it decides price limits, lots and order sizes."""

    MAIN = "main"
    CHINEXT = "chinext"
    STAR = "star"
    BSE = "bse"


class Kind(StrEnum):
    """What a code names."""

    STOCK = "stock"
    INDEX = "index"
    FUND = "fund"
    BOND = "bond"
    B_SHARE = "b_share"


_STOCKS: tuple[tuple[str, str, Board], ...] = (
    ("SH", "688", Board.STAR),
    ("SH", "689", Board.STAR),
    ("SH", "60", Board.MAIN),
    ("SZ", "30", Board.CHINEXT),
    ("SZ", "00", Board.MAIN),
    ("BJ", "43", Board.BSE),
    ("BJ", "83", Board.BSE),
    ("BJ", "87", Board.BSE),
    ("BJ", "88", Board.BSE),
    ("BJ", "92", Board.BSE),
)
_OTHERS: tuple[tuple[str, str, Kind], ...] = (
    ("SH", "000", Kind.INDEX),
    ("SZ", "399", Kind.INDEX),
    ("SH", "93", Kind.INDEX),
    ("BJ", "899", Kind.INDEX),
    ("SH", "5", Kind.FUND),
    ("SZ", "15", Kind.FUND),
    ("SZ", "16", Kind.FUND),
    ("SZ", "18", Kind.FUND),
    ("SH", "1", Kind.BOND),
    ("SZ", "1", Kind.BOND),
    ("SH", "900", Kind.B_SHARE),
    ("SZ", "200", Kind.B_SHARE),
)


def canonical_code(text: str) -> str:
    """`600000.SH` for any of 600000.SH, 600000.sh, SH600000, sh600000; bare digits do not say their exchange and are refused."""
    upper = text.strip().upper()
    if _CANONICAL.fullmatch(upper):
        return upper
    prefixed = _PREFIXED.fullmatch(upper)
    if prefixed:
        return f"{prefixed[2]}.{prefixed[1]}"
    raise ValueError(f"{text!r} is not a security code; write six digits and the exchange, such as 600000.SH")


def kind_of(code: str) -> Kind:
    """What the canonical code names, read from its digits and exchange."""
    digits, exchange = _split(code)
    if any(exchange == market and digits.startswith(prefix) for market, prefix, _ in _STOCKS):
        return Kind.INDEX if (exchange, digits[:3]) == ("BJ", "899") else Kind.STOCK
    for market, prefix, kind in _OTHERS:
        if exchange == market and digits.startswith(prefix):
            return kind
    raise ValueError(f"{code} belongs to no code range of the Chinese exchanges; check its digits and exchange")


def board_of(code: str) -> Board:
    """Board of an A share by its code; ValueError for anything that is not an A share."""
    digits, exchange = _split(code)
    for market, prefix, board in _STOCKS:
        if exchange == market and digits.startswith(prefix):
            return board
    raise ValueError(f"{code} is not an A share; only shares have a board")


def _split(code: str) -> tuple[str, str]:
    """Digits and exchange of a canonical code."""
    if not _CANONICAL.fullmatch(code):
        raise ValueError(f"{code!r} is not a canonical code; write six digits and the exchange, such as 600000.SH")
    return code[:6], code[7:]
