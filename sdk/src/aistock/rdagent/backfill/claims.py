"""What the documents of a workspace say about it, in every variant that RD-Agent wrote; nothing here is believed yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aistock.rdagent import _files as files
from aistock.rdagent.backfill.findings import Code, Finding, finding
from aistock.rdagent.legacy import text, words

MARKER = files.MARKER
"""What write_loop_artifacts leaves while the loop runs."""

DOCUMENTS = (MARKER, files.META, files.SUMMARY, files.MANIFEST, files.FACTOR_META, files.FACTOR_PERF, files.FEEDBACK)
"""Documents that name run and loop, those first that say most."""

ID = re.compile(r"^[A-Za-z0-9_][A-Za-z0-9._:-]{0,127}$")
_UUID = re.compile(r"^[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}$")
_LARGEST_LOOP = 2**31 - 1
_LOOKS_ALIKE = frozenset({"total_loops", "best_metrics", "total_experiments", "data_split", "asset_bundle_id", "data_source"})
"""Keys of other files that the fork wrote under the same names; they say nothing about one workspace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one document says; None where it says nothing."""

    document: str
    task_run_id: str | None = None
    loop_id: int | None = None
    workspace_id: str | None = None
    best_workspace_id: str | None = None
    action: str | None = None
    role: str | None = None
    status: str | None = None
    has_result: bool | None = None
    step_name: str | None = None
    experiment_type: str | None = None
    scenario: str | None = None
    log_trace_path: str | None = None
    workspace_path: str | None = None

    @property
    def loop(self) -> tuple[str, int] | None:
        """The whole key of its loop; one half says nothing."""
        return None if self.task_run_id is None or self.loop_id is None else (self.task_run_id, self.loop_id)


def claim_in(content: bytes, document: str, path: str) -> tuple[Claim | None, dict[str, Any] | None, list[Finding]]:
    """The claim and the value of a document's bytes, and what is wrong with it; None when it cannot be used. Never raises."""
    if not content:
        return None, None, [finding(path, Code.EMPTY_FILE, "is empty (0 bytes)")]
    try:
        value, issues = text.load(content)
    except text.Unreadable as problem:
        code = Code.NOT_UTF8 if "UTF-8" in str(problem) else Code.NOT_JSON
        return None, None, [finding(path, code, f"cannot be read: {problem}")]
    findings = _nearly(path, [str(issue) for issue in issues])
    if not isinstance(value, dict) or (_LOOKS_ALIKE & value.keys() and "workspace_id" not in value):
        what = f"keys {', '.join(sorted(value)[:6])[:120]}" if isinstance(value, dict) else f"a {type(value).__name__}"
        return None, None, [*findings, finding(path, Code.OTHER_SHAPE, f"is another kind of file under this name: {what}")]
    version = value.get("version")
    if version is not None and (isinstance(version, bool | dict | list) or version not in words.VERSIONS):
        return (
            None,
            None,
            [*findings, finding(path, Code.UNKNOWN_VERSION, f"names version {str(version)[:40]!r}, which nobody wrote")],
        )
    found, problems = _claim(value, document)
    return found, value, findings + [finding(path, Code.INVALID_VALUE, problem) for problem in problems]


def _nearly(path: str, issues: list[str]) -> list[Finding]:
    if not issues:
        return []
    more = f" and {len(issues) - 1} more" if len(issues) > 1 else ""
    return [finding(path, Code.NEARLY_JSON, f"is not quite JSON: {issues[0][:200]}{more}")]


def _claim(value: Mapping[str, Any], document: str) -> tuple[Claim, list[str]]:
    run, loop, row = (_object(value, key) for key in ("task_run", "loop", "workspace_row"))
    problems: list[str] = []

    def said(key: str, *others: Mapping[str, Any]) -> Any:
        return next((place[key] for place in (value, *others) if place.get(key) is not None), None)

    def word(key: str, *others: Mapping[str, Any]) -> str | None:
        found = said(key, *others)
        if found is not None and not isinstance(found, str):
            problems.append(f"{key} is {str(found)[:40]!r}, which is no text")
            return None
        return found.strip()[:1024] or None if found is not None else None

    return (
        Claim(
            document=document,
            task_run_id=_id(word("task_run_id", run, loop, row), "task_run_id", problems),
            loop_id=_loop_id(said("loop_id", loop, row), problems),
            workspace_id=_hex(_id(word("workspace_id", row), "workspace_id", problems)),
            best_workspace_id=_hex(_id(word("best_workspace_id", loop), "best_workspace_id", problems)),
            action=word("action", loop),
            role=word("workspace_role", row) or word("role"),
            status=word("status", loop, row),
            has_result=_flag(said("has_result", loop), problems),
            step_name=word("step_name", row),
            experiment_type=word("experiment_type", row),
            scenario=word("scenario", run),
            log_trace_path=word("log_trace_path", run),
            workspace_path=word("workspace_path", row),
        ),
        problems,
    )


def _object(value: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = value.get(key)
    return found if isinstance(found, dict) else {}


def _id(found: str | None, key: str, problems: list[str]) -> str | None:
    if found is not None and not ID.match(found):
        problems.append(f"{key} is {found[:40]!r}, which is no id")
        return None
    return found


def _hex(found: str | None) -> str | None:
    """A UUID as 32 lower-case hex digits; any other id as it is."""
    return found.replace("-", "").lower() if found is not None and _UUID.match(found) else found


def _loop_id(found: Any, problems: list[str]) -> int | None:
    if found is None:
        return None
    number = int(found) if isinstance(found, str) and re.fullmatch("[0-9]{1,9}", found.strip()) else found
    if isinstance(number, float) and number.is_integer():
        number = int(number)
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= _LARGEST_LOOP:
        problems.append(f"loop_id is {str(found)[:40]!r}, which is no number of a loop")
        return None
    return number


def _flag(found: Any, problems: list[str]) -> bool | None:
    if found is None or isinstance(found, bool):
        return found
    turned = {"0": False, "1": True, "false": False, "true": True}.get(str(found).strip().lower())
    if turned is None:
        problems.append(f"has_result is {str(found)[:40]!r}, which is neither true nor false")
    return turned


def believed(claims: Mapping[str, Claim]) -> Iterator[Claim]:
    """The claims in the order of the documents."""
    yield from (claims[name] for name in DOCUMENTS if name in claims)
