"""What a record may claim, what it proves, and when the policy lets originals go: pure decisions over values."""

from datetime import datetime, timedelta
from typing import Any

from aistock.library.identity import archive_id
from aistock.library.v1.models import ArchiveLevel, ArchivePolicy, ArchiveRecord, ArchiveSubject
from aistock_server.kernel.errors import Invalid, Refused, Violation
from aistock_server.library.archive_look import STORE, Look
from aistock_server.library.archive_model import KeptArchive

UNSET = ArchivePolicy(log_level=ArchiveLevel.MINIMAL, minimum_age_seconds=0, permit_seconds=600, held_keys=[])
"""The policy until one is set."""

HAS_WORKSPACE = frozenset({ArchiveSubject.LOOP, ArchiveSubject.EXPERIMENT})
_ORDER = (ArchiveLevel.NONE, ArchiveLevel.MINIMAL, ArchiveLevel.FULL)


def check_claims(record: ArchiveRecord) -> None:
    """Raise Invalid unless the id follows from the content, and the record claims no more than its subject and level allow."""
    expected = archive_id(record.subject.value, record.subject_key, record.level.value, record.manifest_sha256)
    if record.archive_id != expected:
        raise _invalid("archive_id", record.archive_id, f"must be {expected}, which follows from subject, key, level and manifest")
    if not record.subject_key.isprintable():
        raise _invalid("subject_key", repr(record.subject_key)[:80], "must hold printable characters only")
    log, workspace = allowed(record)
    if record.permits_workspace_deletion and not workspace:
        what = "only a loop's or an experiment's workspace may go, at level full and by a manifest"
        raise _invalid("permits_workspace_deletion", "true", f"{what}; claim false")
    if record.permits_log_deletion and not log:
        what = "only a log may go, at level minimal or full and by a manifest; a loop's log is a subject of its own"
        raise _invalid("permits_log_deletion", "true", f"{what}; claim false")


def check_same_claims(kept: ArchiveRecord, again: ArchiveRecord) -> None:
    """Raise Invalid when a record that is kept comes again with other claims."""
    for field in ("permits_log_deletion", "permits_workspace_deletion"):
        stands = getattr(kept, field)
        if getattr(again, field) != stands:
            what = f"record {kept.archive_id} stands with {str(stands).lower()} and never changes"
            raise _invalid(field, str(not stands).lower(), f"{what}; claim the same, or hold the key in the policy")


def allowed(record: ArchiveRecord) -> tuple[bool, bool]:
    """Whether a log, and whether a workspace, may be deleted by a record of this subject, level and manifest."""
    by_manifest = record.manifest_sha256 is not None and record.level is not ArchiveLevel.NONE
    log = by_manifest and record.subject is ArchiveSubject.LOG
    workspace = by_manifest and record.subject in HAS_WORKSPACE and record.level is ArchiveLevel.FULL
    return log, workspace


def check_proof(record: ArchiveRecord, look: Look) -> None:
    """Raise Refused (ARCHIVE_UNPROVEN) unless every named file was found whole and the manifest is that of the subject.

    At level full every file of the manifest must stand in the evidence too.
    """
    _check_evidence(record, look)
    if record.manifest_sha256 is None:
        if record.level is ArchiveLevel.FULL:
            raise unproven(record, "level full needs a manifest; store an ArchiveManifest and name it")
        return
    trouble = look.trouble(record.manifest_sha256) or look.manifest_trouble
    if trouble is not None:
        what = f"the manifest {record.manifest_sha256} {trouble}; store the manifest of the subject and name it"
        raise unproven(record, what, sha256=record.manifest_sha256)
    assert look.manifest is not None, "a manifest without trouble was read"
    if (look.manifest.subject, look.manifest.subject_key) != (record.subject, record.subject_key):
        other = f"{look.manifest.subject.value} {look.manifest.subject_key!r}"
        raise unproven(record, f"the manifest {record.manifest_sha256} is that of {other}; name the subject's own")
    if record.level is ArchiveLevel.FULL:
        evident = {(item.file.sha256, item.file.size) for item in record.evidence}
        for file in look.manifest.files:
            if (file.sha256, file.size) not in evident:
                what = f"{file.path!r} of the manifest does not stand in the evidence; store every file and read it again"
                raise unproven(record, what, path=file.path, sha256=file.sha256)


def _check_evidence(record: ArchiveRecord, look: Look) -> None:
    for item in record.evidence:
        file = item.file
        if (file.store, file.path) != (STORE, file.sha256):
            what = f"{file.store}:{file.path} cannot be read again here; store the file and name it {STORE}:{file.sha256}"
            raise unproven(record, what, path=file.path, sha256=file.sha256)
        trouble = look.trouble(file.sha256, file.size)
        if trouble is not None:
            named = _paths(look, file.sha256)
            raise unproven(record, f"{named}{file.sha256} {trouble}; store the file again", path=named, sha256=file.sha256)


def check_stored(record: ArchiveRecord, look: Look) -> None:
    """Raise Refused (ARCHIVE_UNPROVEN) unless every named file is still stored at its length."""
    sizes: list[tuple[str, int | None]] = [(item.file.sha256, item.file.size) for item in record.evidence]
    for sha256, size in [*sizes, *([(record.manifest_sha256, None)] if record.manifest_sha256 is not None else [])]:
        trouble = look.trouble(sha256, size)
        if trouble is not None:
            raise unproven(record, f"{sha256} {trouble}; archive the subject again", sha256=sha256)


def check_policy(kept: KeptArchive, policy: ArchivePolicy, now: datetime) -> None:
    """Raise Refused (DELETION_HELD), with the condition among the details, unless the policy lets the original go."""
    record = kept.record
    if record.subject_key in policy.held_keys:
        raise _held(kept, "hold", "is held by the policy; lift the hold when the subject may go")
    asked = policy.log_level if record.subject is ArchiveSubject.LOG else ArchiveLevel.FULL
    if record.manifest_sha256 is None or _ORDER.index(record.level) < _ORDER.index(asked):
        by = "" if record.manifest_sha256 is not None else " without a manifest"
        what = f"is archived at level {record.level.value}{by}; the policy asks for {asked.value} with one"
        raise _held(kept, "level", f"{what}, so archive it so", asked_level=asked.value)
    if not (record.permits_log_deletion if record.subject is ArchiveSubject.LOG else record.permits_workspace_deletion):
        raise _held(kept, "record", "does not permit it; nothing of this subject is deleted by this record")
    free_at = kept.recorded_at + timedelta(seconds=policy.minimum_age_seconds)
    if now < free_at:
        raise _held(kept, "age", f"is too young; ask again at {free_at.isoformat()}", free_at_utc=free_at.isoformat())


def unproven(record: ArchiveRecord, what: str, **details: Any) -> Refused:
    """The refusal of something that was not read again and found whole."""
    where = f"{record.subject.value} {record.subject_key!r}"
    return Refused("ARCHIVE_UNPROVEN", f"{where}: {what}", archive_id=record.archive_id, **details)


def _held(kept: KeptArchive, condition: str, what: str, **details: Any) -> Refused:
    record = kept.record
    message = f"{record.subject.value} {record.subject_key!r} {what}"
    return Refused("DELETION_HELD", message, archive_id=record.archive_id, condition=condition, **details)


def _invalid(field: str, value: str, what: str) -> Invalid:
    name = f"record.{field}"
    violation = Violation(field=name, rule=f"archive.{field}", value=value, message=what)
    return Invalid("INVALID_FIELD", f"{name}: {what}; got {value}", violations=[violation], field=name)


def _paths(look: Look, sha256: str) -> str:
    """The first path under which the subject knows a file, to be put before its hash."""
    files = look.manifest.files if look.manifest is not None else []
    return next((f"{file.path!r} " for file in files if file.sha256 == sha256), "")
