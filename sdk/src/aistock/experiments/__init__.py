"""Laws of requests, results and configurations."""

from aistock.experiments.identity import config_hash, effective_config_hash

__all__ = ["config_hash", "effective_config_hash"]
