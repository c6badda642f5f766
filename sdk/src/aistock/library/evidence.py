"""When a loop has a result: one rule over the files that prove it."""

from collections.abc import Iterable

_REQUIRED = {
    "model": ("qlib_res.csv", "ret.pkl"),
    "factor": ("combined_factors_df.parquet",),
}


def required_files(action: str) -> tuple[str, ...]:
    """Names of the files that prove a result of this action; none for an action that cannot have one."""
    return _REQUIRED.get(action, ())


def has_result(action: str, present: Iterable[str]) -> bool:
    """Every required file is among those present, and the action is one that can have a result."""
    required = required_files(action)
    return bool(required) and frozenset(required) <= frozenset(present)
