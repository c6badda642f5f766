"""What the features of a strategy of the library were, as far as its row and the library's factors say."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from pydantic import ValidationError

from aistock.experiments.v1.models import FactorRef
from aistock.library.alpha158 import alpha158
from aistock.library.handler_features import features_of
from aistock.library.v1.models import CatalogFactor, CatalogStrategy, FactorSource
from aistock_server.experiments.draft_words import Unsaid, handler_of

KnownFactor = Callable[[str, FactorSource], CatalogFactor | None]
"""The library's factor of a name and a source; None when it has none."""

_Features = Sequence[tuple[str, str | None]]
#: As many as a FactorSetConfig takes.
_MOST = 2_000
_SHOWN = 10


def features_said(strategy: CatalogStrategy, known: KnownFactor) -> list[FactorRef]:
    """Each feature with its expression, in the order in which the model saw them.

    Raises Unsaid when the strategy does not say which they were, or an expression cannot be told for sure.
    """
    handled = _handled(strategy)
    features = _recorded(strategy)
    if features is None:
        features = [(name, None) for name in strategy.feature_list] or handled
    if not features:
        raise Unsaid(
            "neither data_config.feature nor feature_list names a feature, and dataset_config.kwargs.handler is not Qlib's own "
            "Alpha158 or a loader that lists them"
        )
    _check_names(strategy, [name for name, _ in features])
    by_handler = dict(handled or ())
    refs, doubts = [], []
    for name, said in features:
        try:
            refs.append(_ref(name, said or by_handler.get(name), known))
        except Unsaid as doubt:
            doubts.append(str(doubt))
    if doubts:
        more = f", and {len(doubts) - _SHOWN} more" if len(doubts) > _SHOWN else ""
        raise Unsaid(f"of {len(features)} features {len(doubts)} have no certain expression: {'; '.join(doubts[:_SHOWN])}{more}")
    return refs


def _recorded(strategy: CatalogStrategy) -> _Features | None:
    """The features in the data block: pairs as the contract writes them, or Qlib's expressions and names; None without any."""
    said = (strategy.data_config or {}).get("feature")
    if said is None or said == []:
        return None
    if isinstance(said, list) and all(isinstance(one, list) for one in said):
        if all(len(one) == 2 and isinstance(one[0], str) and (one[1] is None or isinstance(one[1], str)) for one in said):
            return [(name, expression) for name, expression in said]
        if len(said) == 2 and len(said[0]) == len(said[1]) and all(isinstance(text, str) for one in said for text in one):
            return list(zip(said[1], said[0], strict=True))
    raise Unsaid(f"data_config.feature is {said!r:.80}, which is neither pairs of name and expression nor expressions and names")


def _handled(strategy: CatalogStrategy) -> _Features | None:
    """The features of the handler; None when it does not tell them."""
    try:
        return features_of(handler_of(strategy), ())
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _check_names(strategy: CatalogStrategy, names: Sequence[str]) -> None:
    name, times = Counter(names).most_common(1)[0]
    if times > 1:
        raise Unsaid(f"feature {name!r} stands {times} times")
    if len(names) > _MOST:
        raise Unsaid(f"it has {len(names)} features, and a request takes {_MOST} at most")
    if strategy.feature_list and [*strategy.feature_list] != [*names]:
        raise Unsaid("data_config.feature and feature_list do not name the same features in the same order")


def _ref(name: str, expression: str | None, known: KnownFactor) -> FactorRef:
    """A factor with the expression that was said, or the only one that the library has under its name."""
    if expression and _ALPHA158.get(name) == expression:
        return FactorRef(name=name, source=FactorSource.QLIB_ALPHA158.value, expression=expression)
    found = {source: row for source in FactorSource if (row := known(name, source)) is not None}
    if not expression:
        expression = _only(name, found)
    source = next((source for source, row in found.items() if row.expression == expression), FactorSource.EXTERNAL)
    try:
        return FactorRef(name=name, source=source.value, expression=expression)
    except ValidationError as error:
        raise Unsaid(f"{name!r:.80} cannot be asked for ({error.errors()[0]['msg']})") from error


def _only(name: str, found: Mapping[FactorSource, CatalogFactor]) -> str:
    """The expression on which all rows agree; one with neither expression nor code says nothing."""
    told = {source: row.expression for source, row in found.items() if row.expression or row.impl_module}
    if not told:
        raise Unsaid(f"{name!r} has no expression in the library" if found else f"{name!r} is not in the library")
    if len({*told.values()}) > 1:
        raise Unsaid(f"{name!r} is not the same in {' and '.join(source.value for source in told)}")
    expression = next(iter(told.values()))
    if not expression:
        raise Unsaid(f"{name!r} exists only as code")
    return expression


_ALPHA158 = dict(alpha158())
