"""A run that cannot go on: the stage, a machine name for the cause, what was wrong, and what to do."""

from collections.abc import Mapping


class RunError(Exception):
    """Ends a run with a typed failure; `reason` is a machine name such as missing_field."""

    def __init__(self, stage: str, reason: str, message: str, remedy: str, *, retryable: bool = False) -> None:
        """Keeps the parts; the text of the exception is the message and the remedy."""
        super().__init__(f"{message}; {remedy}")
        self.stage, self.reason, self.message, self.remedy, self.retryable = stage, reason, message, remedy, retryable

    def document(self) -> Mapping[str, object]:
        """The failure as the JSON object that RunFailure is read from."""
        return {
            "stage": self.stage,
            "reason": self.reason,
            "message": self.message[:4000],
            "remedy": self.remedy[:1000],
            "retryable": self.retryable,
        }
