"""What a caller knows that legacy files do not say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Facts beside the file; what is None is not known, and a document that needs it is refused with that reason."""

    workspace_id: str | None = None
    """Workspace that factor_meta, factor_perf and feedback belong to; the folder's name when it is an id."""
    snapshot_id: str | None = None
    """Dataset snapshot that an experiment request is to run on."""
    written_at: datetime | None = None
    """When a file was written that does not say so, as the bare request does not."""
