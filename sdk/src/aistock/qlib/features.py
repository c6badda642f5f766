"""The ordered features of a FactorSetConfig, each with the Qlib expression that computes it."""

from collections.abc import Mapping, Sequence

from aistock.experiments.v1.models import FactorRef, FactorSetConfig
from aistock.qlib.expressions import ExpressionError, read_expression
from aistock.qlib.failures import RunError

Feature = tuple[str, str]
"""Name and expression."""

Libraries = Mapping[str, Mapping[str, str]]
"""Expressions by library and factor name, in the library's own order."""


def ordered_features(factor_set: FactorSetConfig, libraries: Libraries) -> tuple[Feature, ...]:
    """Whole libraries first, then the single factors in feature_order; a fault names the factor that cannot be computed."""
    if factor_set.tables:
        raise _fault(
            "tables_unsupported", f"table {factor_set.tables[0].name!r} cannot be joined", "leave tables out; give expressions"
        )
    features = [pair for name in factor_set.libraries for pair in _library(name, libraries).items()]
    single = {factor.name: factor for factor in factor_set.factors}
    order = factor_set.feature_order or [factor.name for factor in factor_set.factors]
    features += [(name, _expression(single[name], libraries)) for name in order]
    return _checked(features)


def _library(name: str, libraries: Libraries) -> Mapping[str, str]:
    if name not in libraries:
        raise _fault("unknown_library", f"no factor library {name!r}", f"use one of {', '.join(sorted(libraries))}")
    return libraries[name]


def _expression(factor: FactorRef, libraries: Libraries) -> str:
    if factor.expression is not None:
        return factor.expression
    if factor.implementation is not None:
        remedy = "give an expression; code is run only by the sandbox of its own author"
        raise _fault("implementation_unsupported", f"factor {factor.name!r} is code: {factor.implementation}", remedy)
    known = _library(factor.source, libraries) if factor.source in libraries else {}
    if factor.name not in known:
        remedy = "give its expression, or a name that the source has"
        raise _fault("unknown_factor", f"source {factor.source!r} has no factor {factor.name!r}", remedy)
    return known[factor.name]


def _checked(features: Sequence[Feature]) -> tuple[Feature, ...]:
    seen: set[str] = set()
    for name, text in features:
        if name in seen:
            raise _fault(
                "duplicate_feature", f"feature {name!r} stands twice", "drop the single factor that the library already holds"
            )
        seen.add(name)
        try:
            expression = read_expression(text)
        except ExpressionError as error:
            raise _fault("bad_expression", f"factor {name!r}: {error}", "correct the expression") from error
        if expression.lookahead > 0:
            message = f"factor {name!r} sees {expression.lookahead} sessions ahead: {text}"
            raise _fault("feature_looks_ahead", message, "use only sessions up to its own day")
    return tuple(features)


def _fault(reason: str, message: str, remedy: str) -> RunError:
    return RunError("prepare", reason, message, remedy)
