"""Twins of the rules between fields of the library documents, by document."""

from aistock.library.cross_field import archives, factors, imports, loops, strategies, workspaces

__all__ = ["archives", "factors", "imports", "loops", "strategies", "workspaces"]
