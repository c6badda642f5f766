"""How a configuration is named: by what it says, not by who wrote it, when, or what it is called."""

import hashlib
from collections.abc import Mapping
from typing import Any

from aistock.contract.model import ContractModel
from aistock.contract.plain_json import canonical

#: Keys that say nothing about what runs.
LABELS = frozenset({"generated_at_utc", "source", "name", "description"})


def config_hash(config: ContractModel) -> str:
    """SHA-256 (64 hex digits) of the canonical JSON of a StrategyConfig, FactorSetConfig or TrainTestConfig without its labels."""
    said: dict[str, Any] = config.model_dump(mode="json", by_alias=True)
    return hashlib.sha256(canonical({key: value for key, value in said.items() if key not in LABELS})).hexdigest()


def effective_config_hash(config: Mapping[str, Any]) -> str:
    """SHA-256 (64 hex digits) of the canonical JSON of a configuration that really ran."""
    return hashlib.sha256(canonical(dict(config))).hexdigest()
