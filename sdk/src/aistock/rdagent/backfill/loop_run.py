"""What write_loop_artifacts must know of a loop, from its marker or from the documents that the fork left beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from aistock.contract.model import ContractModel
from aistock.library.v1.models import FactorMeta, LoopFeedback
from aistock.rdagent import _files as files
from aistock.rdagent.artifacts import LoopRun, read_marker
from aistock.rdagent.backfill.confined import Root, Unreadable
from aistock.rdagent.backfill.identity import Identity
from aistock.rdagent.legacy import Context, read

_Document = TypeVar("_Document", bound=ContractModel)
_LONGEST_STEP = 128


def loop_run(root: Root, identity: Identity, *, store: str | None, now: datetime) -> LoopRun:
    """The run; factors, decision and texts that stand in the workspace are carried on, nothing is invented."""
    marker = read_marker(root.path / identity.folder) if identity.is_marked else None
    if marker is not None:
        return replace(marker, status=identity.status, action=identity.action, role=identity.role)
    feedback = _document(root, identity, files.FEEDBACK, "feedback", LoopFeedback)
    factors = _document(root, identity, files.FACTOR_META, "factor_meta", FactorMeta)
    tracking = identity.scanned.tracking
    return LoopRun(
        task_run_id=identity.task_run_id,
        loop_id=identity.loop_id,
        workspace_id=identity.workspace_id,
        workspace_path=identity.place,
        workspace_store=store,
        generated_at_utc=now,
        action=identity.action,
        status=identity.status,
        role=identity.role,
        step_name=(identity.said("step_name") or "")[:_LONGEST_STEP],
        scenario=(identity.said("scenario") or "")[:_LONGEST_STEP] or None,
        experiment_type=(identity.said("experiment_type") or "")[:64] or None,
        factors=tuple(factors.factors) if factors is not None else (),
        decision=feedback.decision if feedback is not None else None,
        hypothesis=feedback.hypothesis if feedback is not None else None,
        summary=feedback.summary if feedback is not None else None,
        started_at_utc=tracking.started,
        ended_at_utc=tracking.ended,
    )


def _document(root: Root, identity: Identity, name: str, kind: str, model: type[_Document]) -> _Document | None:
    """A document of the workspace as v1, when its claim is believed and it can be read; the scan told everything else."""
    if not any(claim.document == name for claim in identity.claims):
        return None
    try:
        content = root.read(f"{identity.folder}/{name}")
    except Unreadable:
        return None
    found = read(content, kind, context=Context(workspace_id=identity.workspace_id)).document
    return found if isinstance(found, model) else None
