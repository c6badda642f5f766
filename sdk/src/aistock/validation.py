"""Every rule of the contract applied to a model: those of its fields, and those between them."""

from __future__ import annotations

from aistock.contract.model import ContractModel
from aistock.contract.rules import broken
from aistock.errors import Violation


def violations(model: ContractModel) -> tuple[Violation, ...]:
    """What a model breaks, () when nothing; a model that exists keeps the rules of its fields, so these are between fields."""
    return broken(model)
