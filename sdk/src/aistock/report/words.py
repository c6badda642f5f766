"""Numbers, money and documents as a person reads them."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from aistock.contract.model import ContractModel
from aistock.feedback.v1.models import (
    AssumptionDrift,
    AssumptionKind,
    CorrectAssumption,
    DriftUnit,
    KeepReturn,
    ReduceDrawdown,
    ReduceSlippage,
    ReduceTurnover,
)

NOTHING = "—"
ASSUMPTIONS = {
    AssumptionKind.OPEN_COST: "Cost of buying",
    AssumptionKind.CLOSE_COST: "Cost of selling",
    AssumptionKind.FILL_PRICE: "Price paid against the backtest's price",
    AssumptionKind.FILL_RATIO: "Share of orders that filled",
    AssumptionKind.TURNOVER: "Daily turnover",
    AssumptionKind.TOTAL_RETURN: "Return over the period",
    AssumptionKind.MAX_DRAWDOWN: "Deepest drawdown",
    AssumptionKind.PRICE_LIMIT: "Daily price limit",
    AssumptionKind.CASH_SHARE: "Share held in cash",
}
_HIGHER_LOWER = ("higher", "lower")
_DIRECTIONS = {
    AssumptionKind.OPEN_COST: ("dearer", "cheaper"),
    AssumptionKind.CLOSE_COST: ("dearer", "cheaper"),
    AssumptionKind.FILL_PRICE: ("worse", "better"),
    AssumptionKind.FILL_RATIO: ("more", "less"),
    AssumptionKind.TURNOVER: ("more", "less"),
    AssumptionKind.MAX_DRAWDOWN: ("milder", "deeper"),
    AssumptionKind.CASH_SHARE: ("more", "less"),
}


def number(value: float | None, digits: int = 2) -> str:
    """A plain number with thousands separators; very large or small ones in powers of ten."""
    if value is None:
        return NOTHING
    if abs(value) >= 1e9:
        return _minus(f"{value:.3g}")
    return _minus(f"{value:,.{digits}f}")


def percent(value: float | None, digits: int = 2, *, signed: bool = False) -> str:
    """A fraction as percent."""
    if value is None:
        return NOTHING
    shown = value * 100
    if abs(shown) >= 1e6:
        return _minus(f"{shown:.3g} %")
    text = f"{shown:+,.{digits}f} %" if signed else f"{shown:,.{digits}f} %"
    return _minus(text)


def money(mills: int) -> str:
    """Mills as CNY with fen."""
    return _minus(f"{Decimal(mills) / 1000:,.2f}")


def short_money(mills: int) -> str:
    """Mills as CNY, rounded to what the eye takes in."""
    cny = Decimal(mills) / 1000
    for size, unit in ((10**12, "tn"), (10**9, "bn"), (10**6, "m")):
        if abs(cny) >= size:
            return _minus(f"{cny / size:,.2f} {unit}")
    return _minus(f"{cny:,.0f}")


def in_unit(value: float | None, unit: DriftUnit) -> str:
    """A drift number with its unit."""
    if value is None:
        return NOTHING
    if unit is DriftUnit.BASIS_POINTS:
        return f"{number(value, 1)} bp"
    return percent(value, 3 if abs(value) < 0.01 else 2)


def verdict(drift: AssumptionDrift) -> tuple[str, str]:
    """How an assumption fared: a class for the eye (good, warn, none) and a sentence."""
    if drift.difference is None:
        return "none", "The backtest said nothing." if drift.assumed is None else "There was nothing to measure."
    if drift.within_tolerance:
        return "good", f"Held: the difference of {in_unit(abs(drift.difference), drift.unit)} is within tolerance."
    up, down = _DIRECTIONS.get(drift.kind, _HIGHER_LOWER)
    word = up if drift.difference > 0 else down
    size = in_unit(abs(drift.difference), drift.unit)
    if drift.within_tolerance is None:
        return "none", f"Measured {size} {word} than assumed; no tolerance is set."
    return "warn", f"Drifted: {size} {word} than assumed."


def goal(wish: ContractModel) -> str:
    """A goal as a sentence."""
    match wish:
        case ReduceDrawdown():
            return f"Keep the drawdown above {percent(wish.floor)}."
        case ReduceTurnover():
            return f"Keep daily turnover below {percent(wish.ceiling)} of the account."
        case ReduceSlippage():
            return f"Keep slippage below {number(wish.ceiling_bps, 1)} basis points."
        case KeepReturn():
            return f"Keep an annual return of at least {percent(wish.floor)}."
        case CorrectAssumption():
            unit = DriftUnit.BASIS_POINTS if wish.assumption is AssumptionKind.FILL_PRICE else DriftUnit.FRACTION
            return f"Assume what was measured: {ASSUMPTIONS[wish.assumption].lower()} of {in_unit(wish.value, unit)}."
    return str(wish.model_dump(mode="json"))


def changes(before: ContractModel, after: ContractModel, *, ignored: frozenset[str]) -> list[tuple[str, str, str]]:
    """Fields whose values differ, as path, old and new text; `ignored` are top-level keys and last parts of paths."""
    old, new = dict(_leaves(before.model_dump(mode="json"))), dict(_leaves(after.model_dump(mode="json")))
    paths = [path for path in dict.fromkeys([*old, *new]) if not ignored & {path.split(".")[0], path.split(".")[-1]}]
    return [
        (path, old.get(path, NOTHING), new.get(path, NOTHING)) for path in paths if old.get(path, NOTHING) != new.get(path, NOTHING)
    ]


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _leaves(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, f"{path}[{index}]")
    elif isinstance(value, float):
        yield path, f"{value:.6g}"
    elif value is not None:
        yield path, str(value)


def _minus(text: str) -> str:
    return text.replace("-", "\N{MINUS SIGN}")
