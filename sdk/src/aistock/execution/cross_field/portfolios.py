"""Rules of portfolio methods and of the requests that name one."""

from __future__ import annotations

from aistock.contract.predicates import near
from aistock.contract.rules import rule
from aistock.execution.v1.models import (
    BuildPortfolioRequest,
    BuildPortfolioResponse,
    EqualWeightPortfolio,
    PreviewOrdersRequest,
    RebalanceRequest,
    ScoreWeightPortfolio,
    TargetWeight,
    TopkDropoutPortfolio,
)

SLACK = 0.000000001


@rule("topk_dropout_portfolio.drop_within_k")
def topk_dropout_portfolio_drop_within_k(method: TopkDropoutPortfolio) -> bool:
    return method.n_drop <= method.top_k


@rule("topk_dropout_portfolio.cap_reaches_exposure")
def topk_dropout_portfolio_cap_reaches_exposure(method: TopkDropoutPortfolio) -> bool:
    return _cap_reaches_exposure(method)


@rule("equal_weight_portfolio.cap_reaches_exposure")
def equal_weight_portfolio_cap_reaches_exposure(method: EqualWeightPortfolio) -> bool:
    return _cap_reaches_exposure(method)


@rule("score_weight_portfolio.cap_reaches_exposure")
def score_weight_portfolio_cap_reaches_exposure(method: ScoreWeightPortfolio) -> bool:
    return _cap_reaches_exposure(method)


def _cap_reaches_exposure(method: TopkDropoutPortfolio | EqualWeightPortfolio | ScoreWeightPortfolio) -> bool:
    """Whether the names held can take up the exposure under their cap."""
    return method.max_weight is None or method.max_weight * method.top_k >= method.exposure - SLACK


@rule("target_weight.scored_has_rank")
def target_weight_scored_has_rank(target: TargetWeight) -> bool:
    return (target.score is None) == (target.rank is None)


@rule("build_portfolio_request.one_method")
def build_portfolio_request_one_method(request: BuildPortfolioRequest) -> bool:
    return (request.instance_id is None) != (request.method is None)


@rule("preview_orders_request.one_method")
def preview_orders_request_one_method(request: PreviewOrdersRequest) -> bool:
    return (request.instance_id is None) != (request.method is None)


@rule("rebalance_request.one_method")
def rebalance_request_one_method(request: RebalanceRequest) -> bool:
    return (request.instance_id is None) != (request.method is None)


@rule("build_portfolio_response.parts_make_one")
def build_portfolio_response_parts_make_one(response: BuildPortfolioResponse) -> bool:
    return near(response.exposure + response.cash_fraction, 1.0)
