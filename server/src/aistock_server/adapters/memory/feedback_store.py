"""Live feedback without a database."""

from collections.abc import Sequence

from aistock.feedback.v1.models import LiveFeedback


class MemoryFeedbackStore:
    """Feedback in a list."""

    def __init__(self) -> None:
        self._items: list[LiveFeedback] = []

    def add(self, feedback: LiveFeedback) -> int:
        """Store a feedback; its number in the stream."""
        self._items.append(feedback)
        return len(self._items)

    def get(self, feedback_id: str) -> LiveFeedback | None:
        """A feedback by id."""
        return next((item for item in self._items if item.feedback_id == feedback_id), None)

    def last_seq(self) -> int:
        """Number of the newest."""
        return len(self._items)

    def after(
        self, seq: int, *, limit: int, instance_id: str | None = None, experiment_id: str | None = None
    ) -> Sequence[tuple[int, LiveFeedback]]:
        """Feedback after a number."""
        found = [
            (number, item)
            for number, item in enumerate(self._items, start=1)
            if number > seq
            and (instance_id is None or item.strategy_instance_id == instance_id)
            and (experiment_id is None or item.experiment_id == experiment_id)
        ]
        return found[:limit]
