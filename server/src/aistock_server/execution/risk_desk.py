"""Risk: policies, the kill switch, and what both did."""

from aistock.contract.documents import content_hash
from aistock.execution.v1 import models
from aistock_server.execution.events import KillSwitchReleased, KillSwitchThrown, OrderCancelled, RiskPolicyChanged
from aistock_server.execution.ledger import Ledger
from aistock_server.execution.model import EndReason
from aistock_server.execution.policies import Policies
from aistock_server.execution.ports import EventFilter
from aistock_server.execution.recorder import Recorder
from aistock_server.execution.views import risk_view
from aistock_server.kernel.paging import decode_token, encode_token, page_size

RISK_KINDS = ("order_denied", "kill_switch_thrown", "kill_switch_released")
_EVERY = 10000


class RiskDesk:
    """Serves RiskService."""

    def __init__(self, ledger: Ledger, policies: Policies) -> None:
        self._ledger = ledger
        self._policies = policies

    def set_policy(self, request: models.SetPolicyRequest) -> models.SetPolicyResponse:
        """Replaces an account's policy."""
        recorder = self._ledger.recorder(request.account_id)
        policy_hash = self._policies.put(request.account_id, request.policy)
        if recorder.book.policy_hash != policy_hash:
            self._ledger.note(recorder, RiskPolicyChanged(policy_hash=policy_hash))
            self._ledger.keep(recorder)
        return models.SetPolicyResponse(policy=request.policy, policy_hash=policy_hash)

    def get_policy(self, request: models.GetPolicyRequest) -> models.GetPolicyResponse:
        """The policy that applies."""
        self._ledger.book(request.account_id)
        policy = self._policies.document(request.account_id)
        return models.GetPolicyResponse(policy=policy, policy_hash=content_hash(policy))

    def halt(self, request: models.HaltRequest) -> models.HaltResponse:
        """Throws the kill switch of one account, or of every account."""
        every = self._ledger.books.account_ids(after="", limit=_EVERY)
        names = list(every) if request.account_id is None else [request.account_id]
        readbacks: list[models.OrderReadback] = []
        for name in names:
            recorder = self._ledger.recorder(name)
            if recorder.book.halt_reason is None:
                self._ledger.note(recorder, KillSwitchThrown(reason=request.reason))
                # The switch is kept before anything is cancelled, so that a crash in between leaves the account halted.
                self._ledger.keep(recorder)
            readbacks += self._cancel_all(recorder)
        return models.HaltResponse(account_ids=names, orders=readbacks)

    def resume(self, request: models.ResumeRequest) -> models.ResumeResponse:
        """Releases the kill switch."""
        recorder = self._ledger.recorder(request.account_id)
        halted = recorder.book.halt_reason is not None
        if halted:
            self._ledger.note(recorder, KillSwitchReleased(reason=request.reason))
            self._ledger.keep(recorder)
        return models.ResumeResponse(account_id=request.account_id, was_halted=halted)

    def list_risk_events(self, request: models.ListRiskEventsRequest) -> models.ListRiskEventsResponse:
        """Denials and uses of the kill switch, in order."""
        self._ledger.book(request.account_id)
        where = EventFilter(kinds=RISK_KINDS, start=request.start_date, end=request.end_date)
        filters = {"account_id": request.account_id, "where": where}
        size, key = page_size(request.page_size), decode_token(request.page_token, width=1, **filters)
        found = self._ledger.journal.read(request.account_id, after=int(key[0]) if key else 0, limit=size + 1, where=where)
        return models.ListRiskEventsResponse(
            events=[risk_view(event) for event in found[:size]],
            next_page_token=encode_token([found[size - 1].seq], **filters) if len(found) > size else None,
        )

    def _cancel_all(self, recorder: Recorder) -> list[models.OrderReadback]:
        gateway = self._ledger.gateway(recorder.book)
        readbacks = []
        for order in sorted(recorder.book.open_orders.values(), key=lambda order: order.submitted_seq):
            answer = gateway.cancel(recorder.book, order)
            cancelled = isinstance(answer, OrderCancelled)
            if cancelled:
                answer = OrderCancelled(client_order_id=order.client_order_id, reason=EndReason.KILL_SWITCH)
            self._ledger.note(recorder, answer)
            readbacks.append(models.OrderReadback(client_order_id=order.client_order_id, cancelled=cancelled))
        self._ledger.keep(recorder)
        return readbacks
