"""The risk policy of each account, as a document and as the gate reads it."""

from datetime import UTC, datetime

from aistock.contract.documents import canonical_json, content_hash
from aistock.execution.v1.models import RiskPolicy
from aistock_server.execution.ports import DocumentStore
from aistock_server.execution.risk import Policy

#: When the policy was written that applies because nobody wrote one; a constant, so that its hash is one too.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Policies:
    """Reads and keeps risk policies."""

    def __init__(self, documents: DocumentStore) -> None:
        self._documents = documents

    def put(self, account_id: str, policy: RiskPolicy) -> str:
        """Replaces an account's policy; its content hash."""
        self._documents.put_policy(account_id, canonical_json(policy).decode())
        return content_hash(policy)

    def document(self, account_id: str) -> RiskPolicy:
        """The policy that applies; one without limits when none was set."""
        text = self._documents.policy(account_id)
        if text is not None:
            return RiskPolicy.model_validate_json(text)
        return RiskPolicy(version="v1", generated_at_utc=NEVER, source="aistock_server", blacklist=[])

    def limits(self, account_id: str) -> Policy:
        """The policy as the gate reads it."""
        policy = self.document(account_id)
        return Policy(
            max_position_fraction=policy.max_position_fraction,
            max_positions=policy.max_positions,
            max_order_mills=policy.max_order_mills,
            min_cash_fraction=policy.min_cash_fraction,
            max_turnover=policy.max_turnover,
            blacklist=frozenset(policy.blacklist),
        )
