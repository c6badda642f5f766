"""The contract between a research agent and a trading desk."""
