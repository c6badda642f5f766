"""Putting a finished set of files into a workspace: each whole or not at all, and a manifest only while it tells the truth."""

import hashlib
import os
import re
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from aistock.contract import documents, plain_json
from aistock.errors import InvalidDocument
from aistock.library.identity import config_hash
from aistock.library.v1.models import WorkspaceManifest
from aistock.rdagent import _files as files
from aistock.rdagent._files import WorkspaceError
from aistock.rdagent._loop_run import LoopRun
from aistock.rdagent._scratch import remove_left_behind, write_whole
from aistock.rdagent._sources import Sources

_OWN_TEMPLATE = re.compile(r"conf_([0-9a-f]{16})\.yaml")


def publish(folder: Path, run: LoopRun, made: Mapping[str, bytes], manifest: bytes) -> None:
    """Makes the files `made` and the manifest be what the workspace holds; what is there already with these bytes is not touched.

    Files that an earlier run of the same loop made and this one did not are removed, because their source is gone. Then the old
    manifest goes, then each file is replaced, and the new manifest comes last: whenever one stands, it is true. Killed anywhere,
    the next call ends with the same bytes.
    """
    remove_left_behind(folder)
    if all(_holds(folder / name, content) for name, content in (*made.items(), (files.MANIFEST, manifest))):
        return
    for name in (*sorted(outdated_files(folder, run, made)), files.MANIFEST):
        _remove(folder / name)
    for name, content in made.items():
        if not _holds(folder / name, content):
            _put(folder / name, content)
    _put(folder / files.MANIFEST, manifest)


def foreign_files(folder: Path, run: LoopRun, made: Collection[str]) -> frozenset[str]:
    """Files under names of ours that this run does not make and that no earlier run of this loop made; they are left alone."""
    outdated = outdated_files(folder, run, made)
    return frozenset(name for name in files.MADE if name not in made and name not in outdated and os.path.lexists(folder / name))


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Holds the folder against other processes that materialize it, where the system can; raises WorkspaceError when one does."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise WorkspaceError(folder, f"cannot be opened ({error.strerror})", "check permissions") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise WorkspaceError(folder, "is being materialized by another process", "wait for it to end") from None
        except OSError:
            # Some network drives know no locks; the registry's claim still keeps two from one loop.
            pass
        yield
    finally:
        os.close(handle)


def outdated_files(folder: Path, run: LoopRun, made: Collection[str]) -> frozenset[str]:
    """Files of ours that the last manifest of this very loop lists with just these bytes, and that are not made any more."""
    ours = [*files.MADE, *(path.name for path in folder.glob("conf_*.yaml") if _is_own_template(path))]
    unmade = [name for name in ours if name not in made and (folder / name).is_file() and not (folder / name).is_symlink()]
    if not unmade or not (folder / files.MANIFEST).is_file():
        return frozenset()
    try:
        last = documents.read(WorkspaceManifest, folder / files.MANIFEST)
    except (OSError, InvalidDocument):
        return frozenset()
    if (last.task_run_id, last.loop_id, last.workspace_id) != (run.task_run_id, run.loop_id, run.workspace_id):
        return frozenset()
    listed = {entry.path: entry.sha256 for entry in last.files if entry.kind != files.FOREIGN}
    sources = Sources(folder)
    found = []
    for name in unmade:
        with suppress(WorkspaceError):
            if listed.get(name) == sources.hashed(name)[0]:
                found.append(name)
    return frozenset(found)


def _is_own_template(path: Path) -> bool:
    """Whether a template is named by its own content, as only those are that were made from a configuration that ran."""
    found = _OWN_TEMPLATE.fullmatch(path.name)
    try:
        if found is None or path.is_symlink() or path.stat().st_size > plain_json.MAX_BYTES:
            return False
        blocks = plain_json.parse(path.read_bytes())
        return isinstance(blocks, dict) and config_hash(blocks).startswith(found.group(1))
    except (OSError, ValueError, KeyError):
        return False


def _holds(path: Path, content: bytes) -> bool:
    try:
        if path.is_symlink() or path.stat().st_size != len(content):
            return False
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest() == hashlib.sha256(content).digest()
    except OSError:
        return False


def _put(path: Path, content: bytes) -> None:
    try:
        write_whole(path, lambda target: target.write_bytes(content))
    except OSError as error:
        what = error.strerror or type(error).__name__
        remedy = "make room or check permissions, and materialize again"
        raise WorkspaceError(path, f"cannot be written ({what})", remedy) from error


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        what = error.strerror or type(error).__name__
        raise WorkspaceError(path, f"cannot be replaced ({what})", "remove it or check permissions") from error
