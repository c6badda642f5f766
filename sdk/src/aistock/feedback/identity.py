"""How a feedback is named, and the request that it leads to."""

import hashlib
import uuid
from typing import Any

from aistock.contract.model import ContractModel
from aistock.contract.plain_json import canonical

#: Namespace of the ids below; fixed for ever.
NAMESPACE = uuid.UUID("5d0a3f0e-3f0b-5b3e-9a51-6a3c5a2f7e10")

#: Keys that do not change what was measured.
LABELS = frozenset({"generated_at_utc", "source", "feedback_id"})


def feedback_id(feedback: ContractModel) -> str:
    """32 hex digits that equal content gets alike, whoever measures it and whenever."""
    said: dict[str, Any] = feedback.model_dump(mode="json", by_alias=True)
    content = canonical({key: value for key, value in said.items() if key not in LABELS})
    return uuid.uuid5(NAMESPACE, hashlib.sha256(content).hexdigest()).hex


def proposal_request_id(feedback: str) -> str:
    """The dashed request id of the one experiment that a feedback proposes."""
    return str(uuid.uuid5(NAMESPACE, f"proposal:{feedback}"))
