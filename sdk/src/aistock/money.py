"""Money at the edge: Decimal yuan for people, integer mills (1/1000 CNY) on the wire."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

MILLS_PER_CNY = 1000
_LARGEST = 2**53 - 1


def mills(amount: Decimal | int | str) -> int:
    """The mills of an amount in CNY, exactly; an amount with a part below a mill is refused, and so is a float."""
    if isinstance(amount, bool) or not isinstance(amount, (Decimal, int, str)):
        raise TypeError(f"{amount!r} is a {type(amount).__name__}; give money as Decimal, int or text, never as float")
    try:
        exact = Decimal(amount) * MILLS_PER_CNY
        whole = exact.to_integral_exact()
    except InvalidOperation:
        raise ValueError(f"{amount!r} is no amount of money; write it as '1234.567'") from None
    if not exact.is_finite() or exact != whole:
        raise ValueError(f"{amount!r} CNY is not a whole number of mills; round it to three decimals first")
    if abs(whole) > _LARGEST:
        raise ValueError(f"{amount!r} CNY is more than the contract can hold ({_LARGEST} mills)")
    return int(whole)


def cny(amount_mills: int) -> Decimal:
    """The amount in CNY, with three decimals, that mills are."""
    if isinstance(amount_mills, bool) or not isinstance(amount_mills, int):
        raise TypeError(f"{amount_mills!r} is a {type(amount_mills).__name__}; mills are an int")
    return Decimal(amount_mills).scaleb(-3)


def shown(amount_mills: int) -> str:
    """An amount for people, rounded to the fen: `1,234,567.89`."""
    return f"{cny(amount_mills):,.2f}"
