"""Factors as catalogs, alpha meta and factor_meta of the fork hold them."""

from __future__ import annotations

from typing import Any

from aistock.rdagent.legacy import rows, words
from aistock.rdagent.legacy.draft import Arr, Draft, Obj, objects
from aistock.rdagent.legacy.issue import Code, Severity

SOURCE_WORDS = frozenset(words.FACTOR_SOURCES) | {"alpha_library"}


def rewrite(draft: Draft, found: Any) -> None:
    """Every factor of a list as v1 has it."""
    for row in objects(found):
        factor(draft, row)
    rows.unique_rows(draft, found, lambda row: (row.get("name"), row.get("source")), "a factor of this name and source")


def factor(draft: Draft, row: Obj) -> None:
    """One factor."""
    _name(draft, row)
    _source(draft, row)
    draft.default(row, "region", "cn", "no region was written; the fork knows only cn")
    rows.blank(draft, row, "experiment_id", "freq", "align", "nan_policy", "impl_module", "impl_func", "impl_version")
    rows.instant(draft, row, "created_at_utc")
    for key in ("best_loop_id",):
        rows.whole_number(draft, row, key)
    variables = row.get("variables")
    if variables is not None and not isinstance(variables, Obj):
        message = "is no object; it stands under the key value"
        draft.convert(row, "variables", {"value": variables}, Code.OTHER_FORM, message)
    _interface(draft, row)
    _whole_code(draft, row)
    best = row.get("best_performance_mdd")
    if isinstance(best, float) and best > 0:
        draft.convert(row, "best_performance_mdd", -best, Code.POSITIVE_DRAWDOWN, "a drawdown is zero or negative in v1")


def _name(draft: Draft, row: Obj) -> None:
    inner = rows.inner_name(row.get("name"))
    if inner is not None:
        draft.convert(row, "name", inner, Code.TUPLE_NAME, f"a Python tuple was printed; the name is {inner[:60]!r}")


def _source(draft: Draft, row: Obj) -> None:
    found = row.get("source")
    if found is None:
        tags = row.get("tags")
        alpha = isinstance(tags, Arr) and "alpha158" in tags
        turned = "qlib_alpha158" if alpha and row.get("expression") else "rd_agent"
        message = f"no source was written; {turned} by its tags"
        draft.default(row, "source", turned, message, severity=Severity.WARNING)
    elif isinstance(found, str) and found not in words.SOURCES_OF_V1:
        turned = source_of(found, row)
        certain = found in SOURCE_WORDS
        message = f"{found[:60]!r} is {turned} in v1; the word stands in origin_source"
        severity = Severity.INFO if certain else Severity.WARNING
        draft.convert(row, "source", turned, Code.LEGACY_SOURCE, message, severity=severity)
        if row.get("origin_source") is None and 0 < len(found) <= 128:
            row["origin_source"] = found


def source_of(word: str, row: Obj) -> str:
    """The source of v1 that a word of the fork means."""
    tags = row.get("tags")
    if word == "alpha_library":
        named = [tag for tag in ("alpha158", "alpha360") if isinstance(tags, Arr) and tag in tags]
        return f"qlib_{named[0]}" if named and row.get("expression") else "external"
    return words.FACTOR_SOURCES.get(word.strip().lower(), "external")


def _interface(draft: Draft, row: Obj) -> None:
    found = row.get("interface_info")
    if isinstance(found, Obj) and not found:
        draft.convert(row, "interface_info", None, Code.OTHER_FORM, "an empty object means absence, which v1 writes as null")


def _whole_code(draft: Draft, row: Obj) -> None:
    """What names a part of something needs the rest of it."""
    if row.get("impl_module") is None:
        for key in ("impl_func", "impl_version"):
            if row.get(key) is not None:
                draft.drop(row, key, Code.RULE_BROKEN, "needs impl_module, which is absent")
    loop = [row.get(key) is not None for key in ("best_task_run_id", "best_loop_id")]
    if any(loop) and not all(loop):
        for key in ("best_task_run_id", "best_loop_id"):
            if row.get(key) is not None:
                draft.drop(row, key, Code.RULE_BROKEN, "best_task_run_id and best_loop_id stand together; one is absent")
    if not all(loop):
        for key in ("best_performance_sharpe", "best_performance_ann_ret", "best_performance_mdd"):
            if row.get(key) is not None:
                draft.drop(row, key, Code.RULE_BROKEN, "the loop that the figure comes from is not named")
