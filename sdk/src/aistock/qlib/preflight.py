"""Checks a Qlib provider directory before a run: Qlib answers most of these faults with silence."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from aistock.qlib.expressions import read_expression
from aistock.qlib.failures import RunError

EQUAL_WEIGHT_UNIVERSE = "equal_weight_universe"
_BACKTEST_FIELDS = frozenset({"close", "change", "factor", "volume"})


def read_calendar(provider: Path) -> tuple[date, ...]:
    """Sessions of the data, in order."""
    days = tuple(date.fromisoformat(line) for line in _lines(provider / "calendars" / "day.txt"))
    if not days:
        raise _fault("empty_calendar", f"{provider.name}/calendars/day.txt has no session", "export the dataset again")
    return days


def read_universe(provider: Path, universe: str) -> tuple[str, ...]:
    """Codes of the pool, sorted."""
    path = provider / "instruments" / f"{universe}.txt"
    if not path.is_file():
        pools = ", ".join(sorted(one.stem for one in path.parent.glob("*.txt")))
        raise _fault("unknown_universe", f"the dataset has no pool {universe!r}", f"use one of: {pools}")
    return tuple(sorted({line.split("\t")[0] for line in _lines(path)}))


def check_provider(provider: Path, config: dict[str, Any], calendar: Sequence[date]) -> None:
    """Fields, benchmark, calendar and size of the universe fit the configuration, or a fault says which does not."""
    codes = read_universe(provider, config["universe"])
    topk = config["strategy"]["kwargs"]["topk"]
    if topk >= len(codes):
        message = f"topk {topk} is not less than the {len(codes)} instruments of {config['universe']!r}"
        raise _fault("universe_too_small", message, "lower topk or use a larger pool; else the model chooses nothing")
    _check_fields(provider, codes, _fields(config))
    benchmark = config["benchmark"]
    if benchmark not in (None, EQUAL_WEIGHT_UNIVERSE):
        _check_fields(provider, [benchmark], {"close"}, whole=True)
    _check_future(provider, config["backtest"]["end_time"], calendar)


def _fields(config: dict[str, Any]) -> set[str]:
    expressions = [text for _, text in config["features"]] + [config["label"]]
    used = {field for text in expressions for field in read_expression(text).fields}
    return used | _BACKTEST_FIELDS | {config["backtest"]["exchange_kwargs"]["deal_price"]}


def _check_fields(provider: Path, codes: Sequence[str], fields: Iterable[str], *, whole: bool = False) -> None:
    """Every field has a file with a number for at least one of the first instruments; a factor stands beside every close."""
    for field in sorted(fields):
        paths = [provider / "features" / code.lower() / f"{field}.day.bin" for code in codes]
        missing = [path for path in paths if not path.is_file()]
        if missing:
            kind = "unknown_benchmark" if whole else "missing_field"
            where = f"{missing[0].parent.name}/{missing[0].name}"
            raise _fault(
                kind,
                f"the dataset has no {where} ({len(missing)} files are missing)",
                "export the dataset with this field, or do not use it",
            )
        if not any(np.isfinite(np.fromfile(path, dtype="<f4")[1:]).any() for path in paths[:50]):
            raise _fault("empty_field", f"field {field!r} holds no number", "export the dataset again, or do not use it")


def _check_future(provider: Path, end: str, calendar: Sequence[date]) -> None:
    path = provider / "calendars" / "day_future.txt"
    later = _lines(path)[-1] > end if path.is_file() else calendar[-1].isoformat() > end
    if not later:
        raise _fault(
            "calendar_too_short",
            f"no session after the backtest's last day {end}",
            "add day_future.txt, or end one session earlier",
        )


def _lines(path: Path) -> list[str]:
    if not path.is_file():
        raise _fault("missing_file", f"the dataset has no {path.parent.name}/{path.name}", "export the dataset again")
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _fault(reason: str, message: str, remedy: str) -> RunError:
    return RunError("prepare", reason, message, remedy)
