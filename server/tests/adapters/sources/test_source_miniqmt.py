"""miniQMT's history: the vendor's own layer over a terminal in a process that is told to misbehave."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from aistock.market.v1.models import BarFrequency, FindingSeverity, Unit
from aistock_server.adapters.memory.source import rows_of
from aistock_server.adapters.miniqmt.history import MiniQmtHistory
from aistock_server.adapters.miniqmt.terminal import Address, Patience, Terminal
from aistock_server.kernel.clock import FixedClock
from aistock_server.kernel.errors import NotFound, Refused, RoomError, Unavailable
from aistock_server.market.sources import Batch, Fault, Question, Table, fault_of

CLOCK = FixedClock(datetime(2024, 6, 1, tzinfo=UTC))
FIRST, LAST = date(2024, 1, 2), date(2024, 2, 26)
SUSPENDED, EX_RIGHT, BEIJING = "300750.SZ", "600000.SH", "920002.BJ"
BARS = Question(start=FIRST, end=LAST, fields=("close", "volume"), codes=(EX_RIGHT,))
LINES, DOWNLOAD = "get_market_data3", "supply_history_data2"
SHORT = Patience(read=0.5, download=0.5, watch=0.5)


@pytest.fixture
def market(market_of_qmt: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    return market_of_qmt()


@pytest.fixture
def stand_in(open_stand_in: Callable[..., Any], market: dict[str, Any], tmp_path: Path) -> Iterator[Any]:
    opened = open_stand_in(market, tmp_path)
    yield opened
    opened.kill()


@pytest.fixture
def terminal(stand_in: Any) -> Iterator[Terminal]:
    with closing(Terminal("miniqmt", Address(port=stand_in.port))) as opened:
        yield opened


@pytest.fixture
def history(terminal: Terminal) -> MiniQmtHistory:
    return MiniQmtHistory(terminal, CLOCK)


@pytest.fixture
def hurried(stand_in: Any) -> Iterator[MiniQmtHistory]:
    """A source that waits for half a second only."""
    with closing(Terminal("miniqmt", Address(port=stand_in.port), patience=SHORT)) as opened:
        yield MiniQmtHistory(opened, CLOCK)


def failure(source: MiniQmtHistory, question: Question = BARS) -> RoomError:
    with pytest.raises(RoomError) as caught:
        list(source.rows(question))
    return caught.value


def told(source: MiniQmtHistory, question: Question = BARS) -> list[Any]:
    return [row for batch in source.rows(question) for row in rows_of(batch)]


def rules(batches: list[Batch]) -> dict[str, int]:
    return {one.rule: one.occurrences or 0 for batch in batches for one in batch.findings}


def test_hands_become_shares_and_the_provenance_says_so(history: MiniQmtHistory, market: dict[str, Any]) -> None:
    (batch,) = history.rows(BARS)
    assert batch.columns["volume"].values.tolist() == [100 * hands for hands in market["lines"]["1d"][EX_RIGHT]["volume"]]
    units = {one.field: one for one in batch.provenance.units}
    assert (units["volume"].source_unit, units["volume"].scale) == (Unit.HANDS, 100.0)
    assert "whole hands" in (units["volume"].note or "")
    assert batch.provenance.version == "xtquant_250807"


def test_a_suspended_day_has_no_row(history: MiniQmtHistory) -> None:
    days = {row.event_time.date() for row in told(history, Question(start=FIRST, end=LAST, fields=("close",), codes=(SUSPENDED,)))}
    assert len(days) == 37
    assert date(2024, 1, 9) not in days


def test_a_suspension_with_a_volume_is_kept_and_reported(history: MiniQmtHistory, stand_in: Any) -> None:
    stand_in.misbehave(LINES, "put", {"suspendFlag": 1})
    batches = list(history.rows(BARS))
    assert sum(batch.rows for batch in batches) == 40
    assert rules(batches) == {"suspended_with_volume": 1}


@pytest.mark.parametrize("start", [0, 10, 16, 17, 18, 30])
def test_a_factor_does_not_depend_on_the_window_nor_on_what_comes_later(history: MiniQmtHistory, start: int) -> None:
    days = [row.event_time.date() for row in told(history)]
    question = Question(start=days[start], end=days[min(start + 5, 39)], fields=("adj_factor",), codes=(EX_RIGHT,))
    factors = {row.event_time.date(): row.values["adj_factor"] for row in told(history, question)}
    assert factors == {day: 1.25 if place >= 17 else 1.0 for place, day in enumerate(days) if start <= place <= start + 5}


def test_factors_are_a_table_too_known_before_the_day_begins(history: MiniQmtHistory) -> None:
    question = Question(start=FIRST, end=LAST, fields=("adj_factor",), codes=(SUSPENDED, EX_RIGHT), table=Table.ADJ_FACTOR)
    rows = told(history, question)
    assert len(rows) == 80
    assert [row.values["adj_factor"] for row in rows if row.code == EX_RIGHT] == [1.0] * 17 + [1.25] * 23
    assert {row.event_time.strftime("%H:%M") for row in rows} == {"01:15"}


def test_a_reference_price_that_the_vendor_left_as_it_was_is_reported(
    open_stand_in: Callable[..., Any], market: dict[str, Any], tmp_path: Path
) -> None:
    lines = market["lines"]["1d"][EX_RIGHT]
    lines["preClose"][17] = lines["close"][16]
    with closing(Terminal("miniqmt", Address(port=open_stand_in(market, tmp_path).port))) as opened:
        question = Question(start=FIRST, end=LAST, fields=("pre_close", "adj_factor"), codes=(EX_RIGHT,))
        assert rules(list(MiniQmtHistory(opened, CLOCK).rows(question))) == {"reference_not_ex_right": 1}


def test_without_downloads_only_what_the_terminal_has_is_told(history: MiniQmtHistory, terminal: Terminal, stand_in: Any) -> None:
    local = MiniQmtHistory(terminal, CLOCK, downloads=False)
    assert told(local) == []
    assert len(told(history)) == 40
    assert len(told(local)) == 40
    assert len(stand_in.calls(DOWNLOAD)) == 1


@pytest.mark.parametrize(
    ("call", "manner", "value", "kind", "fault", "words"),
    [
        (LINES, "hang up", None, Unavailable, Fault.UNREACHABLE, "connection closed"),
        (LINES, "error", "数据服务器忙", Unavailable, Fault.UNREACHABLE, "数据服务器忙"),
        (LINES, "half", EX_RIGHT, Unavailable, Fault.TRUNCATED, "do not fit"),
        (LINES, "lose", EX_RIGHT, Unavailable, Fault.TRUNCATED, "not in the answer"),
        (LINES, "move", -400, Unavailable, Fault.STALE, "the newest row is of"),
        (LINES, "move", 30, Refused, Fault.MALFORMED, "was asked for"),
        (LINES, "contradict", None, Refused, Fault.MALFORMED, "two rows of 2024-02-26 with close"),
        (LINES, "reverse", None, Refused, Fault.MALFORMED, "goes back in time"),
        (LINES, "put", {"close": -1.0}, Refused, Fault.MALFORMED, "below zero"),
        (LINES, "put", {"close": 1e999}, Refused, Fault.MALFORMED, "infinity"),
        (LINES, "put", {"volume": -5}, Refused, Fault.MALFORMED, "below zero"),
        (LINES, "put", {"time": 1708876800001}, Refused, Fault.MALFORMED, "no midnight"),
        (LINES, "value", [["600001.SH", [], []]], Refused, Fault.MALFORMED, "600001.SH"),
        (LINES, "value", [[EX_RIGHT, [1], [["time", "i8", "00" * 8]]]], Refused, Fault.MALFORMED, "no column"),
        (LINES, "value", [[EX_RIGHT, 7, 7]], Refused, Fault.MALFORMED, "cannot read the answer"),
        (DOWNLOAD, "error", "没有权限", Unavailable, Fault.UNREACHABLE, "没有权限"),
    ],
)  # fmt: skip
def test_each_misbehaviour_has_its_fault_and_the_next_question_is_answered(
    history: MiniQmtHistory, stand_in: Any, call: str, manner: str, value: Any, kind: type[RoomError], fault: Fault, words: str
) -> None:
    stand_in.misbehave(call, manner, value)
    error = failure(history)
    assert isinstance(error, kind)
    assert (fault_of(error), words in error.message, error.details["source"]) == (fault, True, "miniqmt"), error.message
    assert len(told(history)) == 40


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        ([{"finished": 0, "total": -1, "message": "没有权限"}], "没有权限"),
        ([{"finished": 0, "total": -1, "message": ""}], "ended after 0 of 1"),
        ([{"finished": 0, "total": 3, "message": ""}, {"finished": 0, "total": -1, "message": ""}], "ended after 0 of 3"),
    ],
)
def test_a_download_that_fails_is_no_answer(
    history: MiniQmtHistory, stand_in: Any, progress: list[dict[str, Any]], words: str
) -> None:
    stand_in.tell("progress", progress)
    error = failure(history)
    assert (fault_of(error), words in error.message) == (Fault.UNREACHABLE, True), error.message
    assert len(told(history)) == 40


@pytest.mark.parametrize("progress", [[], [{"finished": 0, "total": 3, "message": ""}]])
def test_a_download_that_never_ends_is_given_up(hurried: MiniQmtHistory, stand_in: Any, progress: list[dict[str, Any]]) -> None:
    stand_in.tell("progress", progress)
    error = failure(hurried)
    assert (fault_of(error), "no answer after 0.5 s" in error.message) == (Fault.UNREACHABLE, True), error.message
    assert list(_until_answered(hurried)) == [40]


def test_rows_that_come_twice_are_given_once_and_reported(history: MiniQmtHistory, stand_in: Any) -> None:
    expected = told(history)
    stand_in.misbehave(LINES, "repeat")
    batches = list(history.rows(BARS))
    assert [row for batch in batches for row in rows_of(batch)] == expected
    assert rules(batches) == {"duplicate_rows": 40}


def test_the_vendors_word_for_no_number_is_missing_and_not_a_price(history: MiniQmtHistory, stand_in: Any) -> None:
    stand_in.misbehave(LINES, "put", {"preClose": 1.7976931348623157e308})
    question = Question(start=FIRST, end=LAST, fields=("pre_close",), codes=(EX_RIGHT,))
    values = [row.values["pre_close"] for row in told(history, question)]
    assert values[-1] is None
    assert None not in values[:-1]


def test_odd_rows_are_kept_and_reported(history: MiniQmtHistory, stand_in: Any) -> None:
    for change, rule in (
        ({"open": 0.0}, "zero_price"),
        ({"open": 9.99991}, "price_off_tick"),
        ({"volume": 0}, "volume_below_a_hand"),
    ):
        stand_in.misbehave(LINES, "put", change)
        batches = list(history.rows(BARS))
        assert (sum(batch.rows for batch in batches), rules(batches)) == (40, {rule: 1})


def test_a_volume_in_another_unit_is_an_error_among_the_findings(
    open_stand_in: Callable[..., Any], market: dict[str, Any], tmp_path: Path
) -> None:
    lines = market["lines"]["1d"][EX_RIGHT]
    lines["volume"] = [100 * hands for hands in lines["volume"]]
    with closing(Terminal("miniqmt", Address(port=open_stand_in(market, tmp_path).port))) as opened:
        (batch,) = MiniQmtHistory(opened, CLOCK).rows(BARS)
    assert [(one.rule, one.severity) for one in batch.findings] == [("volume_unit_disagrees", FindingSeverity.ERROR)]


def test_a_dead_terminal_is_unreachable_and_one_that_is_back_answers(history: MiniQmtHistory, stand_in: Any) -> None:
    assert len(told(history)) == 40
    stand_in.kill()
    for _ in range(2):
        error = failure(history)
        assert (type(error), fault_of(error)) == (Unavailable, Fault.UNREACHABLE)
    stand_in.start()
    assert len(told(history)) == 40


def test_a_getter_that_never_answers_holds_up_nobody_else(hurried: MiniQmtHistory, stand_in: Any) -> None:
    stand_in.misbehave(LINES, "silence", times=3)
    for _ in range(3):
        error = failure(hurried)
        assert (fault_of(error), "no answer after 0.5 s" in error.message) == (Fault.UNREACHABLE, True)
    assert list(_until_answered(hurried)) == [40]


def test_after_too_many_calls_without_an_end_none_is_begun(stand_in: Any) -> None:
    with closing(Terminal("miniqmt", Address(port=stand_in.port), patience=Patience(read=0.2))) as opened:
        opened.download(
            "get_market_data_ex", lambda xtdata: xtdata.get_market_data_ex(["time"], [EX_RIGHT], "1d", "20240102", "20240103")
        )
        source = MiniQmtHistory(opened, CLOCK, downloads=False)
        stand_in.misbehave(LINES, "silence", times=9)
        errors = [failure(source) for _ in range(10)]
        assert {fault_of(error) for error in errors} == {Fault.UNREACHABLE}
        assert "too many calls" in errors[-1].message
        assert len(stand_in.calls(LINES)) == 1 + 8
        assert opened.watch("is_connected", lambda xtdata: xtdata.get_client().is_connected())
        stand_in.kill()  # the calls come back when their connection breaks, and with them the right to ask
        stand_in.start()
        assert list(_until_answered(MiniQmtHistory(opened, CLOCK))) == [40]


def _until_answered(source: MiniQmtHistory) -> Iterator[int]:
    """Asks until the source answers; the time limit of the tests ends it."""
    while True:
        try:
            yield len(told(source))
            return
        except Unavailable:
            time.sleep(0.02)


def test_a_process_speaks_to_one_terminal_at_a_time(history: MiniQmtHistory, stand_in: Any) -> None:
    assert len(told(history)) == 40
    with closing(Terminal("second", Address(port=stand_in.port))) as second:
        error = failure(MiniQmtHistory(second, CLOCK))
    assert (type(error), fault_of(error)) == (Refused, Fault.REFUSED)
    assert "one terminal a process" in error.message


def test_a_terminal_that_was_closed_leaves_the_layer_to_another(
    open_stand_in: Callable[..., Any], market: dict[str, Any], tmp_path: Path
) -> None:
    for place in range(2):
        market["lines"]["1d"][EX_RIGHT]["volume"][0] = 1000 + place
        with closing(Terminal("miniqmt", Address(port=open_stand_in(market, tmp_path / str(place)).port))) as opened:
            assert told(MiniQmtHistory(opened, CLOCK))[0].values["volume"] == 100 * (1000 + place)


def test_a_connection_that_somebody_else_left_open_is_not_taken_for_ours(
    history: MiniQmtHistory, terminal: Terminal, open_stand_in: Callable[..., Any], market: dict[str, Any], tmp_path: Path
) -> None:
    market["lines"]["1d"][EX_RIGHT]["volume"][0] = 999_999
    other = open_stand_in(market, tmp_path / "other")
    terminal.version()
    sys.modules["xtquant.xtdata"].connect("127.0.0.1", other.port)
    assert told(history)[0].values["volume"] != 99_999_900
    assert other.calls(LINES) == []


def test_a_closed_connection_answers_nothing_and_a_question_under_way_is_not_waited_for(stand_in: Any) -> None:
    stand_in.misbehave(LINES, "silence")
    errors: list[RoomError] = []
    with closing(Terminal("miniqmt", Address(port=stand_in.port))) as opened:
        source = MiniQmtHistory(opened, CLOCK)
        asking = threading.Thread(target=lambda: errors.append(failure(source)))
        asking.start()
        while not stand_in.calls(LINES):
            time.sleep(0.01)
    asking.join()
    errors.append(failure(source))
    assert [fault_of(error) for error in errors] == [Fault.UNREACHABLE] * 2
    assert "was closed" in errors[1].message


def test_a_bad_instrument_is_a_finding_where_the_question_wants_one(history: MiniQmtHistory, stand_in: Any) -> None:
    stand_in.misbehave(LINES, "lose", SUSPENDED)
    codes = ("200002.SZ", SUSPENDED, EX_RIGHT, "600001.SH")
    question = Question(start=FIRST, end=LAST, fields=("close",), codes=codes, skip_refused=True)
    batches = list(history.rows(question))
    assert {code for batch in batches for code in batch.codes} == {EX_RIGHT}
    assert {one.instrument: one.rule for batch in batches for one in batch.findings} == {
        "200002.SZ": "instrument_not_served/refused",
        SUSPENDED: "instrument_not_served/truncated",
        "600001.SH": "instrument_not_served/unknown_code",
    }


@pytest.mark.parametrize(("code", "what"), [("000300.SH", "an index"), ("399001.SZ", "an index"), ("113050.SH", "a bond")])
def test_a_volume_of_which_nobody_knows_what_it_counts_is_missing_and_reported(
    open_stand_in: Callable[..., Any], market: dict[str, Any], tmp_path: Path, code: str, what: str
) -> None:
    lines = {**market["lines"]["1d"][EX_RIGHT]}
    lines["volume"] = [0, *lines["volume"][1:]]
    market["lines"]["1d"][code] = lines
    question = Question(start=FIRST, end=LAST, fields=("close", "volume", "amount"), codes=(code,))
    with closing(Terminal("miniqmt", Address(port=open_stand_in(market, tmp_path).port))) as opened:
        rows = told(MiniQmtHistory(opened, CLOCK), question)
        batches = list(MiniQmtHistory(opened, CLOCK).rows(question))
    assert len(rows) == 40
    assert {row.values["volume"] for row in rows} == {None}
    assert [row.values["amount"] for row in rows] == lines["amount"]
    (found,) = (one for batch in batches for one in batch.findings)
    assert (found.rule, found.severity, found.instrument) == ("volume_unit_unknown", FindingSeverity.WARNING, code)
    assert (found.field, found.value, found.occurrences) == ("volume", str(lines["volume"][1]), 39)
    assert f"the volume of {what} counts" in found.message
    (unit,) = (one for batch in batches for one in batch.provenance.units if one.field == "volume")
    assert unit.source_unit is Unit.NONE


def test_the_list_says_that_it_has_survivors_only(history: MiniQmtHistory, stand_in: Any) -> None:
    answer = history.instruments()
    assert [(one.code, one.name, one.listed_on, one.delisted_on) for one in answer.instruments] == [
        (code, f"name {code}", date(2010, 1, 4), None) for code in (SUSPENDED, EX_RIGHT, BEIJING)
    ]
    assert [one.rule for one in answer.findings] == ["listed_today_only"]
    stand_in.misbehave("get_stock_list_in_sector", "value", [])
    assert {one.rule for one in history.instruments().findings} == {"listed_today_only", "sector_empty"}


def test_details_of_another_instrument_are_refused(history: MiniQmtHistory, stand_in: Any) -> None:
    stand_in.misbehave("get_instrument_detail", "value", {"ExchangeID": "SH", "InstrumentID": "600009"})
    with pytest.raises(Refused, match=r"are those of 600009\.SH"):
        history.instruments()


def test_days_to_come_are_weekdays_without_holidays_as_far_as_these_are_known(history: MiniQmtHistory) -> None:
    days = history.calendar(date(2024, 12, 27), date(2024, 12, 31)).days
    assert days == (date(2024, 12, 27), date(2024, 12, 30))
    with pytest.raises(Refused, match="of 2025 are not known"):
        history.calendar(date(2024, 12, 27), date(2025, 1, 3))
    with pytest.raises(Refused, match="begin on 2024-01-02"):
        history.calendar(date(2023, 12, 27), date(2024, 1, 3))


@pytest.mark.parametrize(
    ("dividends", "words"),
    [
        ({"1706112000000": {"dr": 0.0}}, "dr 0"),
        ({"1706112000000": {"dr": None}}, "dr nan"),
        ({"1706112000000": {"interest": 1.0}}, "no column dr"),
        ({"1706112000001": {"dr": 1.1}}, "midnight"),
    ],
)
def test_dividends_that_cannot_be_are_refused(
    history: MiniQmtHistory, stand_in: Any, dividends: dict[str, Any], words: str
) -> None:
    stand_in.misbehave("get_divid_factors", "value", dividends)
    error = failure(history, Question(start=FIRST, end=LAST, fields=("adj_factor",), codes=(EX_RIGHT,)))
    assert (fault_of(error), words in error.message) == (Fault.MALFORMED, True), error.message


def test_answers_do_not_depend_on_the_machines_time_zone(history: MiniQmtHistory, monkeypatch: pytest.MonkeyPatch) -> None:
    minutes = Question(start=FIRST, end=LAST, fields=("close",), codes=(EX_RIGHT,), frequency=BarFrequency.MINUTE)
    answers = []
    for zone in ("UTC", "Asia/Shanghai", "America/New_York"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        answers.append((told(history), told(history, minutes), history.calendar(FIRST, LAST + timedelta(days=60)).days))
    monkeypatch.undo()
    time.tzset()
    assert answers[0] == answers[1] == answers[2]
    assert len(answers[0][1]) == 480


def test_an_unknown_code_is_not_found(history: MiniQmtHistory) -> None:
    question = Question(start=FIRST, end=LAST, fields=("adj_factor",), codes=("600001.SH",), table=Table.ADJ_FACTOR)
    assert isinstance(failure(history, question), NotFound)


_LOADS = """
import json, sys
from pathlib import Path
from aistock_server.adapters.miniqmt.terminal import Address, Terminal
from aistock_server.kernel.errors import RoomError
try:
    print(json.dumps([Terminal("miniqmt", Address(), folder=Path(sys.argv[1]) if sys.argv[1] else None).version()]))
except RoomError as error:
    print(json.dumps([type(error).__name__, error.details["fault"], error.message]))
"""


def loaded(folder: str, *first: Path) -> Any:
    """What a fresh Python says that loads the layer; everything that it prints must be that."""
    path = os.pathsep.join([*map(str, first), *(part for part in sys.path if part)])
    environment = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run(
        [sys.executable, "-c", _LOADS, folder], capture_output=True, text=True, check=True, env=environment, timeout=120
    )
    return json.loads(done.stdout)


def test_a_missing_layer_is_told_from_one_that_does_not_load(tmp_path: Path, open_stand_in: Callable[..., Any]) -> None:
    kind, fault, message = loaded(str(tmp_path))
    assert (kind, fault, "there is no xtquant" in message) == ("Refused", "refused", True)
    if sys.platform != "win32":
        kind, fault, message = loaded("")
        assert (kind, fault) == ("Refused", "refused")
        assert "xtquant_250807 is installed but does not load here (cannot import name 'datacenter' from 'xtquant')" in message


def test_a_terminals_own_copy_is_loaded_from_its_folder(tmp_path: Path) -> None:
    copy = tmp_path / "xtquant"
    copy.mkdir()
    (copy / "__init__.py").write_text('__version__ = "xtquant_of_the_terminal"\n')
    (copy / "xtdata.py").write_text("enable_hello = True\n")
    assert loaded(str(tmp_path)) == ["xtquant_of_the_terminal"]


@pytest.mark.usefixtures("open_stand_in")
def test_loading_asks_no_package_index_and_prints_nothing(tmp_path: Path) -> None:
    """The package asks it with `requests` where `pkg_resources` can be imported; here both are there, and tell of being used."""
    (tmp_path / "requests.py").write_text("def get(*_, **__):\n    print('the index was asked')\n")
    (tmp_path / "pkg_resources.py").write_text("class get_distribution:\n    def __init__(self, _):\n        self.version = ''\n")
    assert loaded("", tmp_path)[0] in ("Refused", "xtquant_250807")
