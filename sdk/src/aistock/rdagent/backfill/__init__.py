"""Workspaces and logs that RD-Agent left become rows of the registry and materialized loops, with a finding for the rest."""

from aistock.rdagent.backfill.findings import Code, Finding, Severity
from aistock.rdagent.backfill.report import Counts, Report
from aistock.rdagent.backfill.run import Request, backfill

__all__ = ["Code", "Counts", "Finding", "Report", "Request", "Severity", "backfill"]
