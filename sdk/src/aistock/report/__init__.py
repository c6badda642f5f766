"""One HTML page a person enjoys, made from documents alone."""

from aistock.report.contents import BacktestDay, IcDay, LawSummary, ReportContents
from aistock.report.page import render_report, write_report

__all__ = ["BacktestDay", "IcDay", "LawSummary", "ReportContents", "render_report", "write_report"]
