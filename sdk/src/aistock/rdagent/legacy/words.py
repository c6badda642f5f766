"""Words of the RD-Agent fork and the words of v1 that mean the same."""

from __future__ import annotations

FACTOR_SOURCES = {
    "rdagent_generated": "rd_agent",
    "rdagent": "rd_agent",
    "sota": "rd_agent",
    "alpha158": "qlib_alpha158",
    "alpha360": "qlib_alpha360",
    "external_manual": "external",
    "manual": "external",
}
"""Sources that exporters and documents of the fork name; alpha_library is told by its tags."""

SOURCES_OF_V1 = frozenset({"qlib_alpha158", "qlib_alpha360", "rd_agent", "external"})

ACTIONS = {"qlib_factor": "factor", "qlib_model": "model", "strategy": "unknown", "": "unknown"}
ACTIONS_OF_V1 = frozenset({"factor", "model", "unknown"})

STATUSES = {
    "succeeded": "success",
    "finished": "success",
    "done": "success",
    "fail": "failed",
    "canceled": "aborted",
    "cancelled": "aborted",
    "skipped": "skip",
    "legacy": "unknown",
    "partial": "unknown",
    "present": "unknown",
    "missing_path": "unknown",
    "pending": "unknown",
    "": "unknown",
}
STATUSES_OF_V1 = frozenset({"running", "success", "failed", "aborted", "skip", "unknown"})

ROLES = {"experiment": "experiment_workspace", "sub": "sub_workspace"}
ROLES_OF_V1 = frozenset({"experiment_workspace", "sub_workspace", "other"})

VERSIONS = ("v1", "V1", "v1.0", "1.0", "1", 1)
"""Spellings of version 1; an absent version is one more, as is `schema_version` for `version`."""

BENCHMARK = "000300.SH"
"""Benchmark of every template of the fork; its catalogs do not repeat it beside the figures."""

PROGRAM = "rdagent_tools"
"""Program that wrote the fork's catalogs and workspace files, where they do not say."""
