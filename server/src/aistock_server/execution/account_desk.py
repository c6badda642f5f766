"""Accounts: opening them, looking at them, and moving the clock of those whose clock is ours."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from aistock.execution.v1 import models
from aistock.market.trading_rules import NoTradingRuleError, fees_for
from aistock_server.execution.events import AccountOpened, CashMoved, OrderFilled
from aistock_server.execution.ledger import Ledger
from aistock_server.execution.market_view import MarketView
from aistock_server.execution.model import Book, BrokerFees, Kind
from aistock_server.execution.ports import EventFilter, Moment
from aistock_server.execution.reconcile import reconcile
from aistock_server.execution.recorder import Recorder
from aistock_server.execution.sessions import live_through
from aistock_server.execution.views import account_view, fill_view, nav_view, position_view
from aistock_server.kernel.errors import Conflict, Invalid, Refused
from aistock_server.kernel.paging import decode_token, encode_token, page_size

DEFAULT_FEES = BrokerFees(commission_rate=0.00025, min_commission_mills=5000)
DEFAULT_VOLUME_FRACTION = 0.1


class AccountDesk:
    """Serves AccountService but for its strategy instances."""

    def __init__(self, ledger: Ledger, market: MarketView) -> None:
        self._ledger = ledger
        self._market = market

    def open_account(self, request: models.OpenAccountRequest) -> models.OpenAccountResponse:
        """Opens an account with cash."""
        kind = Kind(request.kind.value)
        gateway = self._ledger.gateway_of(request.env.value)
        if self._ledger.journal.first_hash(request.account_id) is not None:
            raise Conflict(
                "ACCOUNT_EXISTS",
                f"account {request.account_id!r} exists; choose another name",
                account_id=request.account_id,
            )
        opened = self._opened(request, kind)
        recorder = Recorder(request.account_id)
        day = opened.start_date or date.min
        at_utc = gateway.instant(day, Moment.BEFORE_OPEN)
        recorder.record(opened, day=day, at_utc=at_utc)
        recorder.record(CashMoved(amount_mills=request.initial_cash_mills, note="initial cash"), day=day, at_utc=at_utc)
        self._ledger.keep(recorder)
        return models.OpenAccountResponse(account=account_view(recorder.book))

    def _opened(self, request: models.OpenAccountRequest, kind: Kind) -> AccountOpened:
        fees = request.fees
        return AccountOpened(
            kind=kind,
            env=request.env.value,
            snapshot_id=request.snapshot_id,
            start_date=None if request.snapshot_id is None else self._first_day(request.snapshot_id, request.start_date),
            fees=DEFAULT_FEES
            if fees is None
            else BrokerFees(commission_rate=fees.commission_rate, min_commission_mills=fees.min_commission_mills),
            max_volume_fraction=DEFAULT_VOLUME_FRACTION if request.max_volume_fraction is None else request.max_volume_fraction,
            synthetic=request.synthetic,
        )

    def _first_day(self, snapshot_id: str, start: date | None) -> date:
        """The first trading day of the snapshot from `start` on."""
        days = self._market.calendar(snapshot_id)
        place = bisect_left(days, start or date.min)
        if place == len(days):
            raise Refused("SNAPSHOT_EXHAUSTED", f"the snapshot ends on {days[-1]}, before {start}; start earlier", start_date=start)
        try:
            fees_for(days[place])
        except NoTradingRuleError as missing:
            raise Invalid("INVALID_FIELD", f"{missing}; start later", field="start_date") from missing
        return days[place]

    def get_account(self, request: models.GetAccountRequest) -> models.GetAccountResponse:
        """The account after its last event."""
        return models.GetAccountResponse(account=account_view(self._ledger.book(request.account_id)))

    def list_accounts(self, request: models.ListAccountsRequest) -> models.ListAccountsResponse:
        """Accounts by name."""
        size, key = page_size(request.page_size), decode_token(request.page_token, width=1)
        names = self._ledger.books.account_ids(after=str(key[0]) if key else "", limit=size + 1)
        return models.ListAccountsResponse(
            accounts=[account_view(self._ledger.book(name)) for name in names[:size]],
            next_page_token=encode_token([names[size - 1]]) if len(names) > size else None,
        )

    def list_positions(self, request: models.ListPositionsRequest) -> models.ListPositionsResponse:
        """Holdings by security."""
        size = page_size(request.page_size)
        key = decode_token(request.page_token, width=1, account_id=request.account_id)
        book = self._ledger.book(request.account_id)
        codes = sorted(code for code in book.holdings if not key or code > str(key[0]))
        return models.ListPositionsResponse(
            positions=[position_view(book, book.holdings[code]) for code in codes[:size]],
            next_page_token=encode_token([codes[size - 1]], account_id=request.account_id) if len(codes) > size else None,
            as_of_seq=book.last_seq,
        )

    def list_fills(self, request: models.ListFillsRequest) -> models.ListFillsResponse:
        """Executions in the order they happened."""
        self._ledger.book(request.account_id)
        where = EventFilter(kinds=("order_filled",), instrument=request.instrument, start=request.start_date, end=request.end_date)
        filters = {"account_id": request.account_id, "where": where}
        size, key = page_size(request.page_size), decode_token(request.page_token, width=1, **filters)
        found = self._ledger.journal.read(request.account_id, after=int(key[0]) if key else 0, limit=size + 1, where=where)
        return models.ListFillsResponse(
            fills=[fill_view(event) for event in found[:size]],
            next_page_token=encode_token([found[size - 1].seq], **filters) if len(found) > size else None,
        )

    def list_nav(self, request: models.ListNavRequest) -> models.ListNavResponse:
        """Values day by day."""
        self._ledger.book(request.account_id)
        where = EventFilter(kinds=("day_settled",), start=request.start_date, end=request.end_date)
        filters = {"account_id": request.account_id, "where": where}
        size, key = page_size(request.page_size), decode_token(request.page_token, width=1, **filters)
        found = self._ledger.journal.read(request.account_id, after=int(key[0]) if key else 0, limit=size + 1, where=where)
        return models.ListNavResponse(
            points=[nav_view(event) for event in found[:size]],
            next_page_token=encode_token([found[size - 1].seq], **filters) if len(found) > size else None,
        )

    def reconcile(self, request: models.ReconcileRequest) -> models.ReconcileResponse:
        """Folds the journal afresh and compares every stored view with it."""
        return reconcile(self._ledger, request.account_id)

    def advance_account(self, request: models.AdvanceAccountRequest) -> models.AdvanceAccountResponse:
        """Lives through the next trading days."""
        recorder = self._ledger.recorder(request.account_id)
        first_seq = recorder.book.last_seq + 1
        gateway = self._ledger.gateway(recorder.book)
        for day in self._days_to_live(recorder.book, request):
            live_through(recorder, gateway, day, self._market.bars(recorder.book, day))
        lived = tuple(recorder.events)
        self._ledger.keep(recorder)
        return models.AdvanceAccountResponse(
            account=account_view(recorder.book),
            points=[nav_view(event) for event in lived if event.kind == "day_settled"],
            first_seq=first_seq,
            last_seq=recorder.book.last_seq,
            fill_count=sum(isinstance(event.entry, OrderFilled) for event in lived),
        )

    def _days_to_live(self, book: Book, request: models.AdvanceAccountRequest) -> Sequence[date]:
        days = self._market.days_after(book)
        if request.to_date is not None:
            return _until(self._market.calendar(book.terms.snapshot_id or ""), days, request.to_date)
        wanted = request.days or 0
        if wanted > len(days):
            raise Refused(
                "SNAPSHOT_EXHAUSTED",
                f"{wanted} days are asked for and the snapshot has {len(days)} left; ask for fewer, or ingest newer bars",
                days_left=len(days),
            )
        return days[:wanted]


def _until(calendar: Sequence[date], days: Sequence[date], to_date: date) -> Sequence[date]:
    if to_date > calendar[-1]:
        raise Refused(
            "SNAPSHOT_EXHAUSTED",
            f"the snapshot ends on {calendar[-1]}, before {to_date}; advance to its end at most, or ingest newer bars",
            last_date=calendar[-1],
        )
    return [day for day in days if day <= to_date]
