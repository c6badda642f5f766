"""Keeping the library in step with an exporter: a command that exports or a folder that is watched, one import a round."""

from aistock.rdagent.sync.config import ConfigError, SyncConfig, duration, read_config
from aistock.rdagent.sync.report import Outcome, Round, Stage
from aistock.rdagent.sync.rounds import Sync, Take

__all__ = ["ConfigError", "Outcome", "Round", "Stage", "Sync", "SyncConfig", "Take", "duration", "read_config"]
