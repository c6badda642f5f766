"""Signals to target weights; pure."""

from aistock_server.execution.portfolio.equal_weight import equal_weight
from aistock_server.execution.portfolio.score_weight import score_weight
from aistock_server.execution.portfolio.topk_dropout import swaps, topk_dropout
from aistock_server.execution.portfolio.weights import Present, Scores, Target, capped

__all__ = ["Present", "Scores", "Target", "capped", "equal_weight", "score_weight", "swaps", "topk_dropout"]
