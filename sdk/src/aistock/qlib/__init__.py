"""Runs an ExperimentRequest in real Qlib, in a process of its own, and reads what came of it."""
