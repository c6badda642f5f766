"""Alpha158: the 158 factors of Qlib's own definition, by name and expression, made without Qlib."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from aistock.library.v1.models import CatalogFactor, FactorSource

__all__ = ["WINDOWS", "alpha158", "alpha158_factors"]

WINDOWS = (5, 10, 20, 30, 60)
"""Trading days that the rolling factors look back."""

_CANDLES = (
    ("KMID", "($close-$open)/$open"),
    ("KLEN", "($high-$low)/$open"),
    ("KMID2", "($close-$open)/($high-$low+1e-12)"),
    ("KUP", "($high-Greater($open, $close))/$open"),
    ("KUP2", "($high-Greater($open, $close))/($high-$low+1e-12)"),
    ("KLOW", "(Less($open, $close)-$low)/$open"),
    ("KLOW2", "(Less($open, $close)-$low)/($high-$low+1e-12)"),
    ("KSFT", "(2*$close-$high-$low)/$open"),
    ("KSFT2", "(2*$close-$high-$low)/($high-$low+1e-12)"),
)
_PRICES = ("OPEN", "HIGH", "LOW", "VWAP")

_PRICE_UP, _PRICE_DOWN = "Greater($close-Ref($close, 1), 0)", "Greater(Ref($close, 1)-$close, 0)"
_PRICE_MOVED = "(Sum(Abs($close-Ref($close, 1)), {d})+1e-12)"
_VOLUME_UP, _VOLUME_DOWN = "Greater($volume-Ref($volume, 1), 0)", "Greater(Ref($volume, 1)-$volume, 0)"
_VOLUME_MOVED = "(Sum(Abs($volume-Ref($volume, 1)), {d})+1e-12)"
_TRADED_CHANGE = "Abs($close/Ref($close, 1)-1)*$volume"

_ROLLING = (
    ("ROC", "Ref($close, {d})/$close"),
    ("MA", "Mean($close, {d})/$close"),
    ("STD", "Std($close, {d})/$close"),
    ("BETA", "Slope($close, {d})/$close"),
    ("RSQR", "Rsquare($close, {d})"),
    ("RESI", "Resi($close, {d})/$close"),
    ("MAX", "Max($high, {d})/$close"),
    ("MIN", "Min($low, {d})/$close"),
    ("QTLU", "Quantile($close, {d}, 0.8)/$close"),
    ("QTLD", "Quantile($close, {d}, 0.2)/$close"),
    ("RANK", "Rank($close, {d})"),
    ("RSV", "($close-Min($low, {d}))/(Max($high, {d})-Min($low, {d})+1e-12)"),
    ("IMAX", "IdxMax($high, {d})/{d}"),
    ("IMIN", "IdxMin($low, {d})/{d}"),
    ("IMXD", "(IdxMax($high, {d})-IdxMin($low, {d}))/{d}"),
    ("CORR", "Corr($close, Log($volume+1), {d})"),
    ("CORD", "Corr($close/Ref($close,1), Log($volume/Ref($volume, 1)+1), {d})"),
    ("CNTP", "Mean($close>Ref($close, 1), {d})"),
    ("CNTN", "Mean($close<Ref($close, 1), {d})"),
    ("CNTD", "Mean($close>Ref($close, 1), {d})-Mean($close<Ref($close, 1), {d})"),
    ("SUMP", f"Sum({_PRICE_UP}, {{d}})/{_PRICE_MOVED}"),
    ("SUMN", f"Sum({_PRICE_DOWN}, {{d}})/{_PRICE_MOVED}"),
    ("SUMD", f"(Sum({_PRICE_UP}, {{d}})-Sum({_PRICE_DOWN}, {{d}}))/{_PRICE_MOVED}"),
    ("VMA", "Mean($volume, {d})/($volume+1e-12)"),
    ("VSTD", "Std($volume, {d})/($volume+1e-12)"),
    ("WVMA", f"Std({_TRADED_CHANGE}, {{d}})/(Mean({_TRADED_CHANGE}, {{d}})+1e-12)"),
    ("VSUMP", f"Sum({_VOLUME_UP}, {{d}})/{_VOLUME_MOVED}"),
    ("VSUMN", f"Sum({_VOLUME_DOWN}, {{d}})/{_VOLUME_MOVED}"),
    ("VSUMD", f"(Sum({_VOLUME_UP}, {{d}})-Sum({_VOLUME_DOWN}, {{d}}))/{_VOLUME_MOVED}"),
)
"""Operators in Qlib's order; `{d}` is the window."""


def alpha158() -> tuple[tuple[str, str], ...]:
    """Name and expression of each factor, in the order in which Qlib hands them to a model."""
    return tuple(chain(_CANDLES, _prices(), _rolling()))


def alpha158_factors(region: str = "cn") -> list[CatalogFactor]:
    """The factors as rows of a catalog."""
    return [alpha_row(name, expression, region) for name, expression in alpha158()]


def alpha_row(name: str, expression: str, region: str = "cn") -> CatalogFactor:
    """One factor of Alpha158 as a row of a catalog."""
    return CatalogFactor(
        name=name, expression=expression, source=FactorSource.QLIB_ALPHA158, region=region, tags=["alpha158"], freq="1d"
    )


def _prices() -> Iterator[tuple[str, str]]:
    return ((f"{name}0", f"${name.lower()}/$close") for name in _PRICES)


def _rolling() -> Iterator[tuple[str, str]]:
    return ((f"{name}{d}", text.format(d=d)) for name, text in _ROLLING for d in WINDOWS)
