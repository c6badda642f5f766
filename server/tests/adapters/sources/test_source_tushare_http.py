"""tushare over real sockets, misbehaving in every way that is known of it: each has its own name, and nothing is invented."""

import contextlib
import json
import logging
import socket
import struct
from collections.abc import Callable
from datetime import date
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from aistock.market.v1.models import FindingSeverity
from aistock_server.adapters.memory.source import rows_of
from aistock_server.adapters.tushare.token import Token
from aistock_server.adapters.tushare.transport import Address
from aistock_server.kernel.errors import Exhausted, Refused, RoomError, Unavailable
from aistock_server.market.sources import Fault, Question, Table, fault_of

FIRST, LAST = date(2024, 1, 2), date(2024, 2, 26)
FIELDS = ("open", "close", "volume", "amount")
ONE = Question(start=FIRST, end=LAST, fields=FIELDS, codes=("600000.SH",))
WEIGHTS = Question(
    start=date(2024, 1, 2), end=date(2024, 1, 31), fields=("weight",), indices=("000300.SH",), table=Table.INDEX_WEIGHTS
)
MEMBERS = Question(start=date(1990, 12, 19), end=LAST, fields=("industry_code",), codes=("600000.SH",), table=Table.INDUSTRIES)
Manner = Callable[[BaseHTTPRequestHandler, dict[str, Any]], bool]


@pytest.fixture
def stub(stub_tushare: Callable[[], Any]) -> Any:
    return stub_tushare()


def rows(asking: Any, question: Question = ONE) -> list[Any]:
    return [row for batch in asking.source.rows(question) for row in rows_of(batch)]


def failure(asking: Any, question: Question = ONE) -> RoomError:
    with pytest.raises(RoomError) as caught:
        rows(asking, question)
    return caught.value


def reply(stub: Any, **data: object) -> Manner:
    """The vendor's answer with some of its data replaced."""

    def manner(handler: BaseHTTPRequestHandler, request: dict[str, Any]) -> bool:
        answer = stub.reply(request)
        answer["data"].update(data)
        return body(json.dumps(answer).encode())(handler, request)

    return manner


def body(content: bytes, *, status: int = 200, length: int | None = None, **headers: str) -> Manner:
    """Some bytes under a status, with a length that may be wrong."""

    def manner(handler: BaseHTTPRequestHandler, _request: dict[str, Any]) -> bool:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(content) if length is None else length))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)
        return True

    return manner


def code(number: int, words: str = "no") -> Manner:
    return body(json.dumps({"request_id": "x", "code": number, "msg": words, "data": None}).encode())


def reset(handler: BaseHTTPRequestHandler, _request: dict[str, Any]) -> bool:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True
    raise ConnectionResetError


def broken_chunks(handler: BaseHTTPRequestHandler, _request: dict[str, Any]) -> bool:
    handler.protocol_version = "HTTP/1.1"
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"40\r\n{")
    handler.close_connection = True
    return True


def half(stub: Any) -> Manner:
    def manner(handler: BaseHTTPRequestHandler, request: dict[str, Any]) -> bool:
        content = json.dumps(stub.reply(request)).encode()
        return body(content[: len(content) // 2], length=len(content))(handler, request)

    return manner


HTML = b"<html><body>502 Bad Gateway</body></html>"


@pytest.mark.parametrize("question", [ONE, WEIGHTS, MEMBERS], ids=["bars", "weights", "members"])
@pytest.mark.parametrize(
    ("manner", "kind", "fault", "tries"),
    [
        (body(HTML), Refused, Fault.MALFORMED, 1),
        (body(HTML, status=502), Unavailable, Fault.UNREACHABLE, 4),
        (body(b"", status=500), Unavailable, Fault.UNREACHABLE, 4),
        (body(b"[]"), Refused, Fault.MALFORMED, 1),
        (body(b""), Refused, Fault.MALFORMED, 1),
        (body(b"\xff\xfe"), Refused, Fault.MALFORMED, 1),
        (body(b'{"code": 0, "data": NaN}'), Refused, Fault.MALFORMED, 1),
        (body(b'{"code": 0' + b"," * 9 + b"}"), Refused, Fault.MALFORMED, 1),
        (body(b'{"code":' + b"[" * 200_000 + b"]" * 200_000 + b"}"), Refused, Fault.MALFORMED, 1),
        (body(b'{"code": true, "data": {}}'), Refused, Fault.MALFORMED, 1),
        (body(b'{"code": 0, "data": null}'), Refused, Fault.MALFORMED, 1),
        (body(b'{"code": 0, "data": {"fields": ["a", "a"], "items": []}}'), Refused, Fault.MALFORMED, 1),
        (body(b'{"code": 0, "data": {"fields": ["a"], "items": {}}}'), Refused, Fault.MALFORMED, 1),
        (body(b'{"code": 0, "data": {"fields": ["a"], "items": [[1, 2]]}}'), Refused, Fault.MALFORMED, 1),
        (body(b'{"code": 0, "data": {"fields": [', length=999), Unavailable, Fault.TRUNCATED, 4),
        (body(b'{"code": 0, "data": {"fields": ['), Unavailable, Fault.TRUNCATED, 4),
        (body(b"{" + b" " * 100 + b"}", length=40), Unavailable, Fault.TRUNCATED, 4),
        (body(b"x" * 100_000), Refused, Fault.MALFORMED, 1),
        (body(b"{}", length=1 << 40), Refused, Fault.MALFORMED, 1),
        (broken_chunks, Unavailable, Fault.TRUNCATED, 4),
        (reset, Unavailable, Fault.UNREACHABLE, 4),
        (body(b"", status=302, Location="http://127.0.0.1:1/"), Refused, Fault.REFUSED, 1),
        (body(b"no", status=403), Refused, Fault.REFUSED, 1),
        (body(b"slow", status=429), Exhausted, Fault.THROTTLED, 4),
        (code(40101), Refused, Fault.REFUSED, 1),
        (code(2002), Refused, Fault.REFUSED, 1),
        (code(-2001), Refused, Fault.REFUSED, 1),
        (code(40203, "抱歉，您每分钟最多访问该接口500次"), Exhausted, Fault.THROTTLED, 4),
        (code(77777), Refused, Fault.REFUSED, 1),
    ],
)
def test_what_cannot_be_used_has_a_name_and_is_asked_again_only_where_that_can_help(
    stub: Any,
    ask_tushare: Callable[..., Any],
    question: Question,
    manner: Manner,
    kind: type[RoomError],
    fault: Fault,
    tries: int,
) -> None:
    stub.manners.extend([manner] * 9)
    asking = ask_tushare(stub, largest=50_000)
    error = failure(asking, question)
    assert (type(error), fault_of(error), len(stub.requests)) == (kind, fault, tries)
    assert len(asking.sleeps) == tries - 1
    assert error.details["field"] and error.message.startswith("tushare: ")


@pytest.mark.parametrize("manner", [body(b"", status=503), reset, body(b"{", length=5), code(40203), body(b"", status=429)])
def test_a_fault_that_passes_is_survived(stub: Any, ask_tushare: Callable[..., Any], manner: Manner) -> None:
    right = rows(ask_tushare(stub))
    stub.manners.extend([manner, manner])
    assert rows(ask_tushare(stub)) == right
    assert len(right) == 40


@pytest.mark.parametrize("question", [ONE, WEIGHTS, MEMBERS], ids=["bars", "weights", "members"])
def test_half_a_page_is_no_page(stub: Any, ask_tushare: Callable[..., Any], question: Question) -> None:
    stub.manners.extend([half(stub)] * 4)
    assert fault_of(failure(ask_tushare(stub), question)) is Fault.TRUNCATED


def test_an_answer_shorter_than_it_announced_is_half_an_answer_even_if_it_reads_well(
    stub: Any, ask_tushare: Callable[..., Any]
) -> None:
    def short(handler: BaseHTTPRequestHandler, request: dict[str, Any]) -> bool:
        content = json.dumps(stub.reply(request)).encode()
        return body(content, length=len(content) + 1)(handler, request)

    stub.manners.extend([short] * 4)
    error = failure(ask_tushare(stub))
    assert (fault_of(error), error.details["field"]) == (Fault.TRUNCATED, "body")
    assert "1 bytes before its announced end" in error.message


def test_fewer_rows_than_the_answer_counts_are_half_an_answer(stub: Any, ask_tushare: Callable[..., Any]) -> None:
    stub.manners.extend([reply(stub, count=41)] * 4)
    error = failure(ask_tushare(stub))
    assert fault_of(error) is Fault.TRUNCATED
    assert "40 rows came of the 41" in error.message


def test_a_server_that_says_nothing_is_left_when_the_time_is_over(stub: Any, ask_tushare: Callable[..., Any]) -> None:
    stub.manners.append(lambda _handler, _request: stub.released.wait(60))
    error = failure(ask_tushare(stub, timeout=0.2, tries=1))
    assert (fault_of(error), error.details["field"]) == (Fault.UNREACHABLE, "timeout")


@pytest.mark.parametrize("where", ["head", "body"])
def test_a_server_that_drips_is_left_when_the_time_is_over(stub: Any, ask_tushare: Callable[..., Any], where: str) -> None:
    def drip(handler: BaseHTTPRequestHandler, _request: dict[str, Any]) -> bool:
        if where == "body":
            handler.send_response(200)
            handler.send_header("Content-Length", "100000")
            handler.end_headers()
        else:
            handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
        with contextlib.suppress(OSError):
            while not stub.released.wait(0.02):
                handler.wfile.write(b" " if where == "body" else b"X")
        return True

    stub.manners.append(drip)
    error = failure(ask_tushare(stub, timeout=0.3, tries=1))
    assert (fault_of(error), error.details["field"]) == (Fault.UNREACHABLE, "timeout")


def test_nobody_at_the_address_is_unreachable(ask_tushare: Callable[..., Any], stub: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        stub.port = taken.getsockname()[1]
        error = failure(ask_tushare(stub))
    assert fault_of(error) is Fault.UNREACHABLE


def test_waits_double_after_faults_and_last_a_minute_after_a_throttle(stub: Any, ask_tushare: Callable[..., Any]) -> None:
    asking = ask_tushare(stub)
    stub.manners.extend([body(b"", status=503)] * 3)
    rows(asking)
    stub.manners.extend([code(40203), body(b"", status=429, Retry_After="7"), body(b"", status=429, Retry_After="Wed")])
    rows(asking)
    assert asking.sleeps == [1.0, 2.0, 4.0, 60.0, 7.0, 60.0]


def test_the_token_is_in_the_body_and_in_nothing_else(
    stub: Any, ask_tushare: Callable[..., Any], secret: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    asking = ask_tushare(stub)
    told = []
    for manner in (code(40101, f"您的token {secret} 不对"), body(f"<p>{secret}".encode()), body(secret.encode(), status=403)):
        stub.manners.append(manner)
        error = failure(asking)
        told += [str(error), error.message, repr(error.details), repr(error.__context__), repr(error.__cause__)]
    assert all(request["token"] == secret for request in stub.requests)
    assert secret not in repr(Token(secret)) + "".join(told) + caplog.text
    assert "***" in told[0]
    batches = list(asking.source.rows(ONE))
    assert secret not in repr([batch.provenance for batch in batches])


def test_no_token_and_no_safe_address_are_refused() -> None:
    assert Token.from_environment({"TS_TOKEN": " abc "}).reveal() == "abc"
    with pytest.raises(Refused, match="set TUSHARE_TOKEN"):
        Token.from_environment({"TUSHARE_TOKEN": " "})
    for url in (
        "http://api.tushare.pro",
        "ftp://x",
        "https://",
        "https://user@x",
        "https://x:99999",
        "nonsense",
        "https://x?token=1",
    ):
        with pytest.raises(Refused) as caught:
            Address.parse("tushare", url)
        assert caught.value.details["field"] == "url"
    assert Address.parse("tushare", "https://api.tushare.pro") == Address(secure=True, host="api.tushare.pro", port=443, path="/")


def test_no_rows_are_an_answer_unless_a_day_was_expected(stub: Any, ask_tushare: Callable[..., Any]) -> None:
    stub.tables["daily"] = (stub.tables["daily"][0], [])
    assert rows(ask_tushare(stub)) == []
    late = Question(start=FIRST, end=LAST, fields=FIELDS, codes=("600000.SH",), expected_through=LAST)
    assert fault_of(failure(ask_tushare(stub), late)) is Fault.STALE


def test_yesterdays_rows_are_no_answer_about_today(stub: Any, ask_tushare: Callable[..., Any]) -> None:
    fields, held = stub.tables["daily"]
    old = [row for row in held if row[0] == "600000.SH" and row[1] == "20240222"]
    question = Question(start=date(2024, 2, 23), end=date(2024, 2, 23), fields=FIELDS, codes=("600000.SH",))

    def yesterday(handler: BaseHTTPRequestHandler, request: dict[str, Any]) -> bool:
        items = [[dict(zip(fields, row, strict=True))[name] for name in request["fields"].split(",")] for row in old]
        return reply(stub, items=items)(handler, request)

    stub.manners.append(yesterday)
    error = failure(ask_tushare(stub), question)
    assert (fault_of(error), error.details["expected"], error.details["value"]) == (Fault.STALE, "2024-02-23", "2024-02-22")


def test_an_answer_to_another_question_is_refused(stub: Any, ask_tushare: Callable[..., Any]) -> None:
    fields = ["ts_code", "trade_date", "open", "close", "vol", "amount"]
    for row, field in ((["600000.SH", "20250101"], "trade_date"), (["000001.SZ", "20240102"], "ts_code")):
        stub.manners.append(reply(stub, fields=fields, items=[[*row, 1.0, 1.0, 1.0, 1.0]]))
        error = failure(ask_tushare(stub))
        assert (fault_of(error), error.details["field"]) == (Fault.MALFORMED, field)


def test_fields_may_come_in_any_order_but_all_of_them(stub: Any, ask_tushare: Callable[..., Any]) -> None:
    right = rows(ask_tushare(stub))

    def turned(handler: BaseHTTPRequestHandler, request: dict[str, Any]) -> bool:
        data = stub.reply(request)["data"]
        items = [[*reversed(item), "not asked for"] for item in data["items"]]
        return reply(stub, fields=[*reversed(data["fields"]), "more"], items=items)(handler, request)

    stub.manners.append(turned)
    assert rows(ask_tushare(stub)) == right

    def without(handler: BaseHTTPRequestHandler, request: dict[str, Any]) -> bool:
        data = stub.reply(request)["data"]
        return reply(stub, fields=data["fields"][:-1], items=[item[:-1] for item in data["items"]])(handler, request)

    stub.manners.append(without)
    error = failure(ask_tushare(stub))
    assert (fault_of(error), error.details["field"]) == (Fault.MALFORMED, "amount")


def test_a_row_that_comes_twice_is_kept_once_and_reported(stub: Any, ask_tushare: Callable[..., Any]) -> None:
    right = rows(ask_tushare(stub))
    fields, held = stub.tables["daily"]
    stub.tables["daily"] = (fields, [row for row in held for _ in range(2)])
    batches = list(ask_tushare(stub).source.rows(ONE))
    assert [row for batch in batches for row in rows_of(batch)] == right
    (finding,) = [one for batch in batches for one in batch.findings]
    assert (finding.rule, finding.severity, finding.occurrences) == ("duplicate_rows", FindingSeverity.WARNING, 40)
    stub.tables["daily"] = (fields, [*held, ["600000.SH", "20240105", *[9.9] * 9]])
    error = failure(ask_tushare(stub))
    assert (fault_of(error), error.details["instrument"], error.details["date"]) == (Fault.MALFORMED, "600000.SH", "2024-01-05")


@pytest.mark.parametrize(
    ("place", "value", "field"),
    [(2, "9.39", "open"), (5, True, "close"), (9, [1], "vol"), (10, 10**400, "amount"), (1, "2024-01-05", "trade_date"),
     (1, 20240105, "trade_date"), (1, "20240230", "trade_date"), (0, "600000", "ts_code")],
)  # fmt: skip
def test_a_value_of_another_type_is_refused(
    stub: Any, ask_tushare: Callable[..., Any], place: int, value: object, field: str
) -> None:
    fields = ["ts_code", "trade_date", "open", "close", "vol", "amount"]
    item: list[Any] = ["600000.SH", "20240105", 1.0, 1.0, 1.0, 1.0]
    item[{2: 2, 5: 3, 9: 4, 10: 5}.get(place, place)] = value
    stub.manners.append(reply(stub, fields=fields, items=[item]))
    error = failure(ask_tushare(stub))
    assert (fault_of(error), error.details["field"]) == (Fault.MALFORMED, field)


def test_null_is_missing_and_zero_is_not(stub: Any, ask_tushare: Callable[..., Any]) -> None:
    fields, held = stub.tables["daily"]
    vol = fields.index("vol")
    stub.tables["daily"] = (
        fields,
        [[*row[:vol], {"20240105": None, "20240108": 0}.get(row[1], row[vol]), *row[vol + 1 :]] for row in held],
    )
    found = {row.event_time.date(): row.values["volume"] for row in rows(ask_tushare(stub))}
    assert (found[date(2024, 1, 5)], found[date(2024, 1, 8)]) == (None, 0)


@pytest.mark.parametrize("more", [{"has_more": True}, {"has_more": True, "items": []}])
def test_pages_that_never_end_are_refused(stub: Any, ask_tushare: Callable[..., Any], more: dict[str, object]) -> None:
    def forever(handler: BaseHTTPRequestHandler, request: dict[str, Any]) -> bool:
        request["params"]["offset"] = 0
        return reply(stub, **more)(handler, request)

    stub.manners.extend([forever] * 50)
    error = failure(ask_tushare(stub))
    assert fault_of(error) is Fault.MALFORMED
    assert len(stub.requests) <= 2


def test_rows_without_end_are_refused_before_they_fill_the_memory(stub: Any, ask_tushare: Callable[..., Any]) -> None:
    def endless(handler: BaseHTTPRequestHandler, request: dict[str, Any]) -> bool:
        fields = request["fields"].split(",")
        first = request["params"]["offset"]
        items = [["600000.SH", "20240105", *[float(first + row)] * (len(fields) - 2)] for row in range(6000)]
        return reply(stub, fields=fields, items=items, has_more=True)(handler, request)

    stub.manners.extend([endless] * 100)
    error = failure(ask_tushare(stub))
    assert (fault_of(error), error.details["field"]) == (Fault.MALFORMED, "has_more")
    assert len(stub.requests) == 34


@pytest.mark.parametrize("size", [1, 7, 39, 40, 41])
def test_pages_of_any_size_make_the_same_answer(stub: Any, ask_tushare: Callable[..., Any], size: int) -> None:
    right = rows(ask_tushare(stub))
    assert rows(ask_tushare(stub, rows_a_page=size)) == right
    del stub.requests[:]
    stub.manners.extend([reply(stub, has_more=None)] * 60)
    assert rows(ask_tushare(stub, rows_a_page=size)) == right


def test_a_bar_without_a_factor_has_none_and_that_is_said(stub: Any, ask_tushare: Callable[..., Any]) -> None:
    fields, held = stub.tables["adj_factor"]
    stub.tables["adj_factor"] = (fields, [row for row in held if row[:2] != ["600000.SH", "20240105"]])
    question = Question(start=FIRST, end=LAST, fields=("close", "adj_factor"), codes=("600000.SH",))
    batches = list(ask_tushare(stub).source.rows(question))
    gone = [row.event_time.date() for batch in batches for row in rows_of(batch) if row.values["adj_factor"] is None]
    assert gone == [date(2024, 1, 5)]
    assert [one.rule for batch in batches for one in batch.findings] == ["factor_missing"]
