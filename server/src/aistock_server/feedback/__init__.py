"""The feedback room: what strategies really did, and what should be tried because of it."""

from aistock_server.feedback.feedback import Feedback
from aistock_server.feedback.ports import AccountJournals, Bars, FeedbackStore, Instances, KnownExperiments

__all__ = ["AccountJournals", "Bars", "Feedback", "FeedbackStore", "Instances", "KnownExperiments"]
