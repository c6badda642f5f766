"""Questions to tushare as JSON: paced, paged, and asked again where that can help. All of them read, so all may be repeated."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from aistock_server.adapters.tushare.pace import TokenBucket
from aistock_server.adapters.tushare.replies import Page, page_of
from aistock_server.adapters.tushare.token import Token
from aistock_server.kernel.errors import RoomError
from aistock_server.market.sources.faults import Fault, fault_of, malformed

#: Faults that another try may cure.
_CURABLE = {Fault.UNREACHABLE, Fault.TRUNCATED, Fault.THROTTLED}
_LONGEST_WAIT = 120.0


class Transport(Protocol):
    """Carries a body there and the answer back."""

    def post(self, body: bytes) -> bytes:
        """The answer's body."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How often a question is asked, how long is waited after a failure (doubled each time), and after being throttled."""

    tries: int = 4
    wait: float = 1.0
    throttled_wait: float = 60.0


class TushareClient:
    """Asks for pages of a table until there are no more."""

    def __init__(
        self,
        source: str,
        token: Token,
        transport: Transport,
        bucket: TokenBucket,
        *,
        sleep: Callable[[float], None],
        patience: Patience | None = None,
        rows_a_page: int = 6000,
        most_rows: int = 200_000,
    ) -> None:
        self._source = source
        self._token = token
        self._transport = transport
        self._bucket = bucket
        self._sleep = sleep
        self._patience = patience or Patience()
        self.rows_a_page = rows_a_page
        self._most_rows = most_rows

    def pages(self, api: str, params: Mapping[str, str], fields: Sequence[str], *, most: int | None = None) -> Iterator[Page]:
        """Every page of an answer, at least one; the fields of each hold all those asked for, in any order.

        `most` is how many rows the vendor sends at once of this table, where that is fewer than of others.
        """
        offset, first_rows, limit = 0, None, min(self.rows_a_page, most or self.rows_a_page)
        while True:
            page = self._page(api, {**params, "limit": limit, "offset": offset}, fields, offset)
            head = list(page.items[:1])
            if offset and head and head == first_rows:
                raise self._bad(api, f"brings the rows of the page before again at offset {offset}", "offset", offset)
            yield page
            more = len(page.items) >= limit if page.has_more is None else page.has_more
            if not more:
                return
            if not page.items:
                raise self._bad(api, f"has no row at offset {offset} and yet more to come", "has_more", True)
            offset, first_rows = offset + len(page.items), head
            if offset > self._most_rows:
                raise self._bad(
                    api, f"has more than {self._most_rows} rows, beyond what any question of ours has", "has_more", offset
                )

    def _page(self, api: str, params: Mapping[str, object], fields: Sequence[str], offset: int) -> Page:
        body = {"api_name": api, "token": self._token.reveal(), "params": dict(params), "fields": ",".join(fields)}
        content = json.dumps(body, ensure_ascii=False).encode()
        tried = 0
        while True:
            self._bucket.take()
            outcome = self._tried(api, content, offset)
            tried += 1
            if isinstance(outcome, Page):
                break
            # Raised here and not where it was caught: as its context the error that quotes the token would travel along.
            if fault_of(outcome) not in _CURABLE or tried >= self._patience.tries:
                raise self._covered(outcome)
            self._sleep(self._wait(outcome, tried))
        for field in fields:
            if field not in outcome.fields:
                raise self._bad(api, f"has no field {field!r}", field, ",".join(outcome.fields))
        return outcome

    def _tried(self, api: str, content: bytes, offset: int) -> Page | RoomError:
        try:
            return page_of(self._source, api, self._transport.post(content), offset=offset)
        except RoomError as error:
            return error

    def _wait(self, error: RoomError, tried: int) -> float:
        """Seconds until the next try: what the vendor asks for, or longer each time."""
        if fault_of(error) is not Fault.THROTTLED:
            return min(self._patience.wait * 2.0 ** (tried - 1), _LONGEST_WAIT)
        asked = error.details.get("retry_after", "")
        return min(float(asked), _LONGEST_WAIT) if asked.isdecimal() else self._patience.throttled_wait

    def _covered(self, error: RoomError) -> RoomError:
        """The error with the token covered wherever the vendor quoted it."""
        covered = type(error)(error.reason, self._token.without(error.message))
        covered.details = {key: self._token.without(value) for key, value in error.details.items()}
        return covered

    def _bad(self, api: str, problem: str, field: str, value: object) -> RoomError:
        error = malformed(
            self._source,
            f"{api}: the answer {problem}",
            remedy="report it to tushare, or ask another source",
            field=field,
            value=value,
        )
        return self._covered(error)
