"""What tushare answers: an envelope with a code, and a page of rows under named fields."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from aistock_server.kernel.errors import RoomError
from aistock_server.market.sources.faults import malformed, refused, throttled, truncated, unreachable

_REPORT = "report it to tushare, or ask another source"

#: The vendor's codes. 40203 stands for too many calls as well as for too few points, so it is waited for, and then given up.
_THROTTLED = {40203}
_REFUSED: Mapping[int, tuple[str, str]] = {
    40101: ("token", "the token is not known; check TUSHARE_TOKEN"),
    40001: ("token", "the token is not known; check TUSHARE_TOKEN"),
    2002: ("api_name", "the account may not call this; it needs more points"),
    -2002: ("api_name", "the account may not call this; it needs more points"),
    -2001: ("params", "a parameter is wrong; report it as a fault of this program"),
}
_SERVER = {-2003, 50101}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Rows in the order of the vendor, each a list of values under the names of `fields`."""

    fields: tuple[str, ...]
    items: Sequence[Sequence[Any]]
    has_more: bool | None
    count: int | None


def page_of(source: str, api: str, content: bytes, *, offset: int) -> Page:
    """The page that an answer holds, or the error that it stands for. The vendor's words in it may quote the token."""
    reply = _decoded(source, api, content)
    code = reply.get("code")
    if not isinstance(code, int) or isinstance(code, bool):
        raise _bad(source, api, f"has code {code!r}", "code", code)
    if code != 0:
        raise _error(source, api, code, str(reply.get("msg") or reply.get("message") or ""))
    data = reply.get("data")
    if not isinstance(data, dict):
        raise _bad(source, api, "has no data", "data", data)
    fields, items = data.get("fields"), data.get("items")
    if not isinstance(fields, list) or not all(isinstance(one, str) for one in fields) or len(set(fields)) != len(fields):
        raise _bad(source, api, "has no list of different field names", "fields", fields)
    if not isinstance(items, list):
        raise _bad(source, api, "has no list of rows", "items", items)
    for number, item in enumerate(items):
        if not isinstance(item, list) or len(item) != len(fields):
            raise _bad(source, api, f"has row {number} that does not fit its {len(fields)} fields", "items", item)
    more, count = data.get("has_more"), data.get("count")
    page = Page(
        fields=tuple(fields),
        items=items,
        has_more=more if isinstance(more, bool) else None,
        count=count if isinstance(count, int) and not isinstance(count, bool) else None,
    )
    if page.count is not None and not page.has_more and offset + len(items) < page.count:
        message = f"{api}: {offset + len(items)} rows came of the {page.count} that the answer counts"
        raise truncated(source, message, field="items", value=offset + len(items))
    return page


def _decoded(source: str, api: str, content: bytes) -> dict[str, Any]:
    text = content.decode("utf-8", "replace").strip()
    if not text.startswith("{"):
        kind = "an HTML page" if text.startswith("<") else "no JSON object"
        raise _bad(source, api, f"is {kind}", "body", text[:80])
    try:
        reply = json.loads(content, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        if not text.endswith("}"):
            raise truncated(
                source, f"{api}: the answer breaks off after {len(content)} bytes", field="body", value=len(content)
            ) from None
        raise _bad(source, api, f"is no JSON ({str(error)[:80]})", "body", text[:80]) from None
    assert isinstance(reply, dict)
    return reply


def _error(source: str, api: str, code: int, words: str) -> RoomError:
    told = f"{api}: code {code}, {words[:200]}"
    if code in _THROTTLED:
        return throttled(source, f"{told} (or the account has too few points for it)", field="code", value=code)
    if code in _SERVER:
        return unreachable(source, told, field="code", value=code)
    field, remedy = _REFUSED.get(code, ("code", "look the code up at tushare"))
    return refused(source, f"{told}; {remedy}", field=field, value=code)


def _bad(source: str, api: str, problem: str, field: str, value: object) -> RoomError:
    return malformed(source, f"{api}: the answer {problem}", remedy=_REPORT, field=field, value=repr(value)[:80])


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")
