"""Trees of workspaces, logs and registries as RD-Agent's fork left them, made from a seed, with the truth about them beside."""

from aistock.rdagent.sample_tree._old_registry import OldRow, december_registry, write_old_registry

__all__ = ["OldRow", "december_registry", "write_old_registry"]
