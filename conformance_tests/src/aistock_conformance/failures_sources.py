"""How asking a source fails, one request a reason; the sources are those of the suite's own server."""

from __future__ import annotations

from datetime import date
from typing import Any

from aistock.client import Client
from aistock_conformance import sources
from aistock_conformance.failing import NAME, Fields, case
from aistock_conformance.markets import AS_OF, Market
from aistock_conformance.target import fresh_name

_SPAN = {"start_date": sources.DAYS[0], "end_date": sources.DAYS[-1]}


def _day(day: date) -> dict[str, date]:
    return {"start_date": day, "end_date": day}


#: Reason: the source that gives it, and what is different about the question.
_ASKED: dict[str, tuple[str, dict[str, Any]]] = {
    "NOT_FOUND": (NAME, {}),
    "NOT_SERVED": (sources.LAKE, {"table": "moneyflow"}),
    "SOURCE_UNREACHABLE": (sources.GONE, {}),
    "SOURCE_TRUNCATED": (sources.VENDOR, {"date_range": _day(sources.TRUNCATED), "columns": ["close"]}),
    "SOURCE_STALE": (sources.LAKE, {"expected_through_date": date(2024, 12, 31)}),
    "SOURCE_THROTTLED": (sources.VENDOR, {"date_range": _day(sources.THROTTLED), "columns": ["close"]}),
    "SOURCE_REFUSED": (sources.TERMINAL, {"instruments": [sources.B_SHARE]}),
    "SOURCE_MALFORMED": (sources.TERMINAL, {"instruments": [sources.TORN]}),
}


def _question(change: dict[str, Any]) -> dict[str, Any]:
    return {"table": "bars", "date_range": _SPAN, **change}


def _required(client: Client, name: str) -> None:
    sources.require(client, sources.LAKE, *([] if name == NAME else [name]))


def _cases(reason: str, name: str, change: dict[str, Any]) -> None:
    @case("GetSourceRows", reason)
    def _(client: Client, market: Market) -> Fields:
        _required(client, name)
        return {"question": _question({"as_of_utc": f"{AS_OF}T00:00:00Z", **change}), "sources": [name]}

    @case("CompareSources", reason)
    def _(client: Client, market: Market) -> Fields:
        _required(client, name)
        # The other is asked first and answers nothing: with columns named, nobody is asked what there is in common.
        question = {"columns": ["close"], **change}
        return {"question": _question(question), "sources": [name, sources.COPY if name != sources.COPY else sources.LAKE]}


for _reason, (_name, _change) in _ASKED.items():
    _cases(_reason, _name, _change)


@case("IngestFromSource", "NOT_FOUND")
def _(client: Client, market: Market) -> Fields:
    return {"dataset": fresh_name("set"), "question": _question({}), "sources": [NAME]}


@case("IngestFromSource", "NOT_SERVED")
def _(client: Client, market: Market) -> Fields:
    return {"dataset": fresh_name("set"), "question": _question({"table": "adj_factor"})}
