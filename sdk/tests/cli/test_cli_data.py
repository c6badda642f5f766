"""`aistock data` where sources and live quotes answer: what is sent, what is printed, and the exit code."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from aistock.cli import main
from aistock.client.testing import ScriptedServer
from aistock.market.v1 import market_data_service_pb2 as market
from aistock.market.v1 import quote_pb2 as quotes
from aistock.market.v1 import source_service_pb2 as sources

COMPARE = "/aistock.market.v1.MarketSourceService/CompareSources"
STREAM = "/aistock.market.v1.MarketDataService/StreamQuotes"
ASKED = ("--start", "2024-01-02", "--end", "2024-01-05", "--instrument", "600000.SH")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedServer]:
    with ScriptedServer() as running:
        monkeypatch.setenv("AISTOCK_ADDRESS", running.address)
        yield running


def disagreement(kind: int, column: str | None, *values: float | None) -> sources.Disagreement:
    made = sources.Disagreement(kind=kind, instrument="600000.SH", event_at_utc="2024-01-02T07:00:00Z", column=column)
    for name, value in zip(("tdx", "tushare"), values, strict=True):
        made.values.append(sources.SourceValue(source=name, has_row=value is not None, value=value))
    return made


def test_disagreements_are_a_table_and_an_exit_code(server: ScriptedServer, capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[Any] = []

    def answer(request: Any, _: Any) -> sources.CompareSourcesResponse:
        asked.append(request)
        found = [disagreement(1, None, 1.0, None), disagreement(2, "close", 8.1, 8.2)]
        return sources.CompareSourcesResponse(disagreements=found if len(asked) < 3 else [])

    server.answers[COMPARE] = answer
    assert main(["data", "compare", "tdx", "tushare", *ASKED]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split("\t") == ["instrument", "when", "column", "tdx", "tushare"]
    assert [line.split("\t")[2:] for line in lines[1:]] == [["row", "1", "no row"], ["close", "8.1", "8.2"]]
    assert main(["data", "compare", "tdx", "tushare", *ASKED, "--json"]) == 1
    assert len(json.loads(capsys.readouterr().out)["disagreements"]) == 2
    assert main(["data", "compare", "tdx", "tushare", *ASKED]) == 0
    question = asked[0].question
    assert list(asked[0].sources) == ["tdx", "tushare"]
    assert (question.date_range.start_date, list(question.instruments)) == ("2024-01-02", ["600000.SH"])


def test_quotes_are_lines_as_they_come(server: ScriptedServer, capsys: pytest.CaptureFixture[str]) -> None:
    def stream(request: Any, _: Any) -> Iterator[market.StreamQuotesResponse]:
        assert list(request.instruments) == ["600000.SH"]
        standing = market.QuoteSourceStanding(source="qmt", state=2, since_utc="2024-01-02T02:00:00Z", message="no quote for 9 s")
        quote = quotes.Quote(
            instrument="600000.SH", trading_date="2024-01-02", event_at_utc="2024-01-02T02:00:00Z", last_mills=8120,
            pre_close_mills=8000, volume=1200, amount_mills=9_744_000, suspended=False, source="qmt", synthetic=False,
        )  # fmt: skip
        yield market.StreamQuotesResponse(cursor="1", quotes=[quote], conflated=0, standings=[standing])

    server.answers[STREAM] = stream
    assert main(["data", "tail", "600000.SH"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert "qmt is silent" in first
    assert second == "2024-01-02T02:00:00+00:00 600000.SH 8.12 1200"


def test_a_source_is_asked_for_days(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data", "ingest", "--dataset", "x", "--from-source", "tushare", "--address", "127.0.0.1:1"]) == 2
    assert "--start and --end" in capsys.readouterr().err
