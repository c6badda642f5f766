"""Laws of what strategies really did."""

from aistock.feedback.identity import feedback_id, proposal_request_id

__all__ = ["feedback_id", "proposal_request_id"]
