"""Contents of a report made from a seed, for tests and for looking at the page; the numbers mean nothing."""

import random
from datetime import UTC, date, datetime, timedelta

from aistock.contract.v1.models import CostBasis, DateRange, Env, Metric, MetricBasis, ReturnBasis
from aistock.execution.v1.models import Fill, NavPoint, OrderSide
from aistock.experiments.v1.models import ExperimentResult, ResultStatus, RunHashes, RunStage, StageTiming
from aistock.feedback.v1.models import (
    AssumptionDrift,
    AssumptionKind,
    CorrectAssumption,
    DriftUnit,
    LiveEvent,
    LiveEventType,
    LiveExecution,
    LiveFeedback,
    LivePerformance,
    ReduceTurnover,
    Severity,
)
from aistock.report.contents import BacktestDay, IcDay, LawSummary, ReportContents

_AT = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
_CASH = 10_000_000_000
_HASH = "5f" * 32


def sample_contents(*, days: int = 120, seed: int = 3, hostile: str = "") -> ReportContents:
    """A made-up paper account over so many days; `hostile` stands wherever a free text may."""
    dice = random.Random(seed)
    sessions = _sessions(days)
    nav, fills = _nav(sessions, dice), _fills(sessions, dice)
    feedback = _feedback(sessions, nav, fills, hostile)
    return ReportContents(
        title=hostile or "Sample of a report",
        feedback=feedback,
        initial_cash_mills=_CASH,
        nav=nav,
        fills=fills,
        result=_result(hostile),
        ic=[IcDay(day=day, ic=dice.gauss(0.03, 0.1), rank_ic=dice.gauss(0.03, 0.1)) for day in sessions],
        backtest=[
            BacktestDay(day=day, net_return=dice.gauss(0.0008, 0.01), benchmark_return=dice.gauss(0.0002, 0.01)) for day in sessions
        ],
        laws=LawSummary(fills=len(fills), violations=[hostile] if hostile else []),
        planted_signal=hostile or "nothing but chance",
    )


def _sessions(count: int) -> list[date]:
    days = (date(2025, 1, 2) + timedelta(days=number) for number in range(count * 2 + 7))
    return [day for day in days if day.weekday() < 5][:count]


def _nav(sessions: list[date], dice: random.Random) -> list[NavPoint]:
    value, points = _CASH, []
    for day in sessions:
        value = int(value * (1 + dice.gauss(0.0006, 0.009)))
        cash = value // 20
        points.append(
            NavPoint(
                trading_date=day, cash_mills=cash, market_value_mills=value - cash, nav_mills=value, bought_mills=value // 15,
                sold_mills=value // 16, cost_mills=value // 12_000, entitlement_mills=0, position_count=20,
            )
        )  # fmt: skip
    return points


def _fills(sessions: list[date], dice: random.Random) -> list[Fill]:
    fills = []
    for number, day in enumerate(day for day in sessions for _ in range(5)):
        side, price, quantity = dice.choice(list(OrderSide)), dice.randrange(5_000, 90_000, 10), dice.randrange(1, 90) * 100
        value = price * quantity
        fills.append(
            Fill(
                account_id="sample", fill_id=f"{day:%Y%m%d}-{number}", client_order_id=f"00000000-0000-4000-8000-{number:012d}",
                trading_date=day, at_utc=datetime(day.year, day.month, day.day, 1, 30, tzinfo=UTC),
                instrument=f"{600000 + dice.randrange(500)}.SH", side=side,
                quantity=quantity, price_mills=price, value_mills=value,
                commission_mills=max(5000, value // 4000), stamp_duty_mills=value // 2000 if side is OrderSide.SELL else 0,
                transfer_fee_mills=value // 100_000, reference_price_mills=price - dice.randrange(-300, 300, 10), seq=number + 1,
            )
        )  # fmt: skip
    return fills


def _feedback(sessions: list[date], nav: list[NavPoint], fills: list[Fill], hostile: str) -> LiveFeedback:
    bought = sum(fill.value_mills for fill in fills if fill.side is OrderSide.BUY)
    sold = sum(fill.value_mills for fill in fills if fill.side is OrderSide.SELL)
    shares = sum(fill.quantity for fill in fills)
    total = nav[-1].nav_mills / _CASH - 1
    return LiveFeedback(
        generated_at_utc=_AT,
        source="sample",
        feedback_id="ab" * 16,
        strategy_instance_id="sample-instance",
        experiment_id="sample-experiment",
        account_id="sample",
        env=Env.PAPER,
        period=DateRange(start_date=sessions[0], end_date=sessions[-1]),
        performance=LivePerformance.model_validate(_performance(total, len(sessions))),
        execution=LiveExecution(
            avg_slippage_bps=3.2,
            fill_ratio=1.0 if shares else None,
            order_count=len(fills),
            fill_count=len(fills),
            order_reject_count=0,
            risk_block_count=2,
            ordered_quantity=shares,
            filled_quantity=shares,
            bought_mills=bought,
            sold_mills=sold,
            cost_mills=sum(point.cost_mills for point in nav),
        ),
        events=[_event(sessions[-1], hostile)],
        drift=_drift(hostile),
        goals=[
            ReduceTurnover(ceiling=0.1),
            CorrectAssumption(assumption=AssumptionKind.OPEN_COST, value=0.0003),
        ],
        strategy_config_hash=_HASH,
        factor_set_hash=_HASH,
        synthetic=True,
    )


def _performance(total: float, days: int) -> dict[str, object]:
    return {
        "total_return": total,
        "annual_return": total * 2,
        "max_drawdown": -0.041,
        "volatility": 0.143,
        "sharpe": total * 2 / 0.143,
        "win_rate": 0.54,
        "turnover": 0.13,
        "benchmark_return": 0.012,
        "benchmark": "000999.SH",
        "days": days,
        "days_per_year": 242,
    }


def _event(day: date, hostile: str) -> LiveEvent:
    return LiveEvent(
        timestamp_utc=datetime(day.year, day.month, day.day, 7, tzinfo=UTC),
        trading_date=day,
        type=LiveEventType.LIMIT_LOCKED,
        severity=Severity.WARNING,
        instrument="600000.SH",
        message=hostile or "600000.SH stood at its upper limit all day; 300 shares did not fill",
    )


def _drift(hostile: str) -> list[AssumptionDrift]:
    found = []
    for kind, assumed, measured, tolerance in (
        (AssumptionKind.OPEN_COST, 0.0005, 0.00031, 0.0002),
        (AssumptionKind.FILL_PRICE, 0.0, 11.3, 5.0),
        (AssumptionKind.TURNOVER, 0.12, 0.19, 0.02),
        (AssumptionKind.FILL_RATIO, None, 0.98, 0.05),
    ):
        difference = None if assumed is None else measured - assumed
        unit = DriftUnit.BASIS_POINTS if kind is AssumptionKind.FILL_PRICE else DriftUnit.FRACTION
        within = None if difference is None else abs(difference) <= tolerance
        found.append(
            AssumptionDrift(
                kind=kind, assumed=assumed, measured=measured, difference=difference, unit=unit, tolerance=tolerance,
                within_tolerance=within, note=hostile or "how it was measured",
            )
        )  # fmt: skip
    return found


def _result(hostile: str) -> ExperimentResult:
    plain = MetricBasis(cost_basis=CostBasis.NONE, return_basis=ReturnBasis.NONE, source_key=hostile or "IC")
    return ExperimentResult(
        generated_at_utc=_AT,
        source="sample",
        experiment_id="sample-experiment",
        request_id="00000000-0000-4000-8000-000000000001",
        status=ResultStatus.SUCCEEDED,
        effective_config={"seed": 7},
        effective_config_sha256=_HASH,
        hashes=RunHashes(
            code_sha256=_HASH, snapshot_id=_HASH, features_sha256=_HASH, strategy_config_hash=_HASH, factor_set_hash=_HASH,
            train_test_hash=_HASH,
        ),
        seed=7,
        package_versions={"numpy": "2.0", "sample": hostile[:64] or "1"},
        metrics=[Metric(name="ic_mean", value=0.041, basis=plain), Metric(name="icir", value=0.4, basis=plain)],
        features=["KMID", hostile or "KLEN"],
        timings=[StageTiming(stage=RunStage.TRAIN, seconds=2.5)],
        worker_id="sample",
        attempt=1,
        started_at_utc=_AT,
        ended_at_utc=_AT,
        synthetic=True,
    )  # fmt: skip
