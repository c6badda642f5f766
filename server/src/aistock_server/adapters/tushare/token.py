"""The secret that tushare knows a customer by."""

from collections.abc import Mapping

from aistock_server.market.sources.faults import refused

_VARIABLES = ("TUSHARE_TOKEN", "TS_TOKEN")


class Token:
    """A token; its text shows nothing, so that no log and no error can hold it."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Token":
        """The token that the environment names; Refused when it names none."""
        for name in _VARIABLES:
            if value := environment.get(name, "").strip():
                return cls(value)
        raise refused("tushare", f"there is no token; set {_VARIABLES[0]}", field="token", value="")

    def reveal(self) -> str:
        """The secret itself, for the body of a request and for nothing else."""
        return self._value

    def without(self, text: str) -> str:
        """The text with every occurrence of the secret covered: vendors quote what they were sent."""
        return text.replace(self._value, "***") if self._value else text

    def __repr__(self) -> str:
        return "Token(***)"
