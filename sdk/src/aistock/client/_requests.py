"""Making and checking requests before they are sent."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from pydantic import ValidationError

from aistock.contract.model import ContractModel
from aistock.contract.rules import broken
from aistock.contract.violations import refusal
from aistock.errors import InvalidDocument

T = TypeVar("T", bound=ContractModel)


def made(kind: type[T], /, **fields: Any) -> T:
    """The model of these fields; what breaks a rule is refused as InvalidDocument, before anything is sent."""
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        raise refusal(error, fields, kind.__name__) from None


def check(request: ContractModel) -> None:
    """Raise InvalidDocument when a request breaks a rule between its fields."""
    violations = broken(request)
    if violations:
        raise InvalidDocument(violations, type(request).__name__)


def selector(dataset: str | None, snapshot_id: str | None, as_of_date: date | str | None) -> dict[str, Any]:
    """The fields of a DatasetSelector."""
    return {"dataset": dataset, "snapshot_id": snapshot_id, "as_of_date": as_of_date}


def date_range(start_date: date | str | None, end_date: date | str | None) -> dict[str, Any] | None:
    """The fields of a DateRange; None without either end."""
    return None if start_date is None and end_date is None else {"start_date": start_date, "end_date": end_date}


def config_document(document: ContractModel) -> dict[str, ContractModel]:
    """The fields of the ConfigDocument that holds a configuration."""
    kinds = {
        "StrategyConfig": "strategy",
        "FactorSetConfig": "factor_set",
        "TrainTestConfig": "train_test",
        "ConfigPreset": "preset",
    }
    name = type(document).__name__
    if name not in kinds:
        raise TypeError(f"{name} is no configuration; give one of {', '.join(sorted(kinds))}")
    return {kinds[name]: document}
