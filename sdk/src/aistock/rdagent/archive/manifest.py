"""A folder as a manifest names it, and how a folder differs from its manifest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import ValidationError

from aistock.library.v1.models import ArchiveFile, ArchiveManifest
from aistock.rdagent.archive.finding import Code, Finding, Trouble, finding
from aistock.rdagent.archive.folder import Folder, Hashed, Sight
from aistock.rdagent.archive.ports import Progress
from aistock.rdagent.archive.subject import Subject

SOURCE = "aistock_archive"


def hashed(folder: Folder, sight: Sight, progress: Progress) -> tuple[dict[str, Hashed], list[Finding]]:
    """Every file that was seen, by its hash, and what cannot be read or changes meanwhile."""
    found: dict[str, Hashed] = {}
    troubles: list[Finding] = []
    for path, mark in progress.each(f"reading {folder.name}", sight.files.items(), len(sight.files)):
        try:
            one = folder.digest(path)
        except Trouble as trouble:
            troubles.append(trouble.finding)
            continue
        if one.mark != mark:
            troubles.append(finding(f"{folder.name}/{path}", Code.CHANGED_WHILE_READ, "changed while the folder was read"))
        found[path] = one
    return found, troubles


def named(folder: str, sight: Sight) -> list[Finding]:
    """Files whose names no manifest can hold."""
    return [finding(f"{folder}/{path}", Code.ODD_NAME, "cannot be named in a manifest") for path in sight.files if not _fits(path)]


def manifest_of(subject: Subject, files: Mapping[str, Hashed], now: datetime) -> ArchiveManifest:
    """The manifest of a folder whose names all fit."""
    return ArchiveManifest.model_validate({
        "generated_at_utc": now,
        "source": SOURCE,
        "subject": subject.kind,
        "subject_key": subject.key,
        "folder": {"store": subject.store, "path": subject.folder},
        "files": [{"path": path, "sha256": one.sha256, "size": one.mark.size} for path, one in sorted(files.items())],
    })  # fmt: skip


def same_files(manifest: ArchiveManifest, files: Mapping[str, Hashed]) -> bool:
    """The manifest names exactly these files with exactly this content."""
    return {item.path: (item.sha256, item.size) for item in manifest.files} == {
        path: (one.sha256, one.mark.size) for path, one in files.items()
    }


def differences(folder: str, manifest: ArchiveManifest, sight: Sight, files: Mapping[str, Hashed] | None = None) -> list[Finding]:
    """What forbids to delete a folder by a manifest: new files, and changed ones (by their size, or by their hash when known).

    Files of the manifest that are gone forbid nothing.
    """
    expected = {item.path: item for item in manifest.files}
    found = []
    for path, mark in sight.files.items():
        item, place = expected.get(path), f"{folder}/{path}"
        if item is None:
            found.append(finding(place, Code.NEW_FILE, "is not in the archive"))
        elif item.size != mark.size or (files is not None and path in files and files[path].sha256 != item.sha256):
            found.append(finding(place, Code.CHANGED_FILE, "has another content than what is in the archive"))
    turned = [path for path in sight.others if path in expected]
    found += [finding(f"{folder}/{path}", Code.CHANGED_FILE, "was a file when it was archived, and is none now") for path in turned]
    return [*sight.troubles, *found]


def _fits(path: str) -> bool:
    try:
        path.encode()
        ArchiveFile(path=path, sha256="0" * 64, size=0)
    except (ValidationError, UnicodeEncodeError):
        return False
    return True
