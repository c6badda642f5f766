"""A portfolio method of the contract, applied to signals and holdings."""

from collections.abc import Mapping

from aistock.execution.v1 import models
from aistock_server.execution.model import Book
from aistock_server.execution.portfolio import Present, Scores, Target, equal_weight, score_weight, topk_dropout


def present_of(book: Book) -> Present:
    """What the account has, as fractions of its value."""
    nav = book.nav_mills
    if nav <= 0:
        return Present(weights=dict.fromkeys(book.holdings, 0.0), cash=0.0)
    weights = {code: holding.value_mills / nav for code, holding in book.holdings.items()}
    return Present(weights=weights, cash=(book.cash_mills - book.reserved_mills) / nav)


def targets_of(method: models.PortfolioMethod, scores: Mapping[str, float], book: Book) -> tuple[Target, ...]:
    """The weights that the method wants, by security."""
    ranked, present = Scores.of(scores), present_of(book)
    match method:
        case models.TopkDropoutPortfolio():
            return topk_dropout(
                ranked,
                present,
                top_k=method.top_k,
                n_drop=method.n_drop,
                exposure=method.exposure,
                max_weight=method.max_weight,
            )
        case models.EqualWeightPortfolio():
            return equal_weight(ranked, present, top_k=method.top_k, exposure=method.exposure, max_weight=method.max_weight)
        case _:
            return score_weight(ranked, present, top_k=method.top_k, exposure=method.exposure, max_weight=method.max_weight)


def target_views(targets: tuple[Target, ...], scores: Mapping[str, float]) -> list[models.TargetWeight]:
    """The targets with the score and rank behind each."""
    ranks = {code: place for place, code in enumerate(Scores.of(scores).ranked, start=1)}
    return [
        models.TargetWeight(
            instrument=target.instrument,
            weight=target.weight,
            keep=True if target.keep else None,
            score=scores.get(target.instrument),
            rank=ranks.get(target.instrument),
        )
        for target in targets
    ]
