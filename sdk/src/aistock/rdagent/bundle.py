"""Bundles of a loop's assets as folders: built from a workspace, sent to a desk, fetched from one, and checked without either."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from aistock.contract import documents
from aistock.errors import AistockError, InvalidDocument
from aistock.library.asset_faults import AssetFault
from aistock.library.bundles import MANIFEST, content_faults, derived_id, manifest_faults
from aistock.library.v1.models import (
    BundleFile,
    BundleManifest,
    PrimaryAssets,
    PutArtifactResponse,
    StoredBundle,
    WorkspaceMeta,
)
from aistock.rdagent import _files as files
from aistock.rdagent._files import WorkspaceError

__all__ = ["Artifacts", "BundleRefused", "build_bundle", "check_bundle", "fetch_bundle", "push_bundle", "read_manifest"]

_PIECE = 1 << 20
_DOCUMENTS = (files.FACTOR_META, files.FACTOR_PERF, files.FEEDBACK, files.MODEL_META, files.STRATEGY_META, files.DATA_PROFILE)
_UNSET = "0" * 32


class Artifacts(Protocol):
    """Files and bundles of a desk, as far as they are used; the client's `artifacts` is one."""

    def put(self, content: bytes | str | os.PathLike[str]) -> PutArtifactResponse:
        """Store bytes, or the file at a path."""
        ...

    def get(self, sha256: str, *, to: str | os.PathLike[str] | None = None) -> bytes | None:
        """The bytes of a file, or None when it was written to a path; checked against the hash."""
        ...

    def publish_bundle(self, manifest: BundleManifest) -> StoredBundle:
        """Keep a bundle of stored files."""
        ...

    def get_bundle(self, asset_bundle_id: str) -> StoredBundle:
        """One bundle."""
        ...


class BundleRefused(AistockError):
    """A bundle holds what it may not, or is not what its manifest says; `faults` holds every place."""

    def __init__(self, name: str, faults: Sequence[AssetFault]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"{name} is refused:\n" + "\n".join(f"  {fault}" for fault in self.faults))


def build_bundle(workspace: Path, out: Path, *, source: str = "rdagent_tools", code: bool = True) -> Path:
    """Packs configuration, factor code, model and their documents into a folder below `out` that is named by the bundle's id.

    The same files give the same bundle. Raises WorkspaceError for a workspace without an asset, and BundleRefused for files that
    no desk would keep; `code=False` leaves factor code out. The folder appears whole or not at all.
    """
    meta = _meta(workspace)
    chosen = _chosen(workspace, code=code)
    out.mkdir(parents=True, exist_ok=True)
    with _scratch(out) as folder:
        listed = [_copied(workspace / path, folder / path, path) for path in chosen]
        assets = _primary(chosen)
        if not any((assets.factor_entry_relpath, assets.model_weight_relpath, assets.config_relpath)):
            raise WorkspaceError(f"{workspace} holds no configuration, factor code or model that a bundle keeps; name another")
        manifest = BundleManifest(
            generated_at_utc=meta.generated_at_utc,
            source=source,
            asset_bundle_id=_UNSET,
            task_run_id=meta.task_run_id,
            loop_id=meta.loop_id,
            primary_workspace_id=meta.workspace_id,
            primary_assets=assets,
            files=listed,
        )
        manifest = manifest.model_copy(update={"asset_bundle_id": derived_id(manifest)})
        return _settled(folder, manifest, out / manifest.asset_bundle_id)


def push_bundle(folder: Path, artifacts: Artifacts) -> StoredBundle:
    """Sends the files of a bundle and publishes it; what is there already is not sent again, so it may be repeated."""
    manifest = read_manifest(folder)
    _refuse(str(folder), check_bundle(folder))
    for file in manifest.files:
        stored = artifacts.put(folder / file.path)
        if (stored.sha256, stored.size) != (file.sha256, file.size):
            raise BundleRefused(str(folder), [_changed(file.path)])
    return artifacts.publish_bundle(manifest)


def fetch_bundle(asset_bundle_id: str, to: Path, artifacts: Artifacts) -> Path:
    """Writes a bundle to a new folder, every file checked by hash and content; the folder appears whole or not at all.

    A folder that is there already stays when it is this bundle and holds; anything else in its place is an error.
    """
    manifest = artifacts.get_bundle(asset_bundle_id).manifest
    faults = manifest_faults(manifest)
    if manifest.asset_bundle_id != asset_bundle_id:
        what = f"the desk answered bundle {manifest.asset_bundle_id}"
        faults.append(AssetFault(path=MANIFEST, rule="bundle.id", what=what, remedy="have the desk's library checked"))
    _refuse(f"bundle {asset_bundle_id}", faults)
    if to.exists():
        return _present(to, asset_bundle_id)
    to.parent.mkdir(parents=True, exist_ok=True)
    with _scratch(to.parent) as folder:
        for file in manifest.files:
            target = folder / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            artifacts.get(file.sha256, to=target)
        return _settled(folder, manifest, to)


def read_manifest(folder: Path) -> BundleManifest:
    """The manifest of a bundle's folder."""
    try:
        return documents.read(BundleManifest, folder / MANIFEST)
    except InvalidDocument as error:
        raise InvalidDocument(error.violations, str(folder / MANIFEST)) from None


def check_bundle(folder: Path) -> list[AssetFault]:
    """Everything that keeps a folder from being the bundle its manifest describes; it needs no desk and runs nothing."""
    manifest = read_manifest(folder)
    faults = manifest_faults(manifest)
    named = [fault for fault in faults if fault.rule != "bundle.id"]
    listed = {file.path for file in manifest.files}
    faults += [
        AssetFault(path=path, rule="bundle.extra", what="the manifest does not name it", remedy="remove it")
        for path in sorted(_present_files(folder) - listed - {MANIFEST})
    ]
    faults += [fault for file in manifest.files if (fault := _differs(folder, file)) is not None]
    if not named and not any(fault.rule.startswith("bundle.file") for fault in faults):
        faults += content_faults(manifest, lambda file, offset: _pieces(folder / file.path, offset))
    return faults


def _meta(workspace: Path) -> WorkspaceMeta:
    path = workspace / files.META
    try:
        return documents.read(WorkspaceMeta, path)
    except FileNotFoundError:
        raise WorkspaceError(f"{workspace} lacks {files.META}; write its artifacts first") from None
    except (InvalidDocument, OSError) as error:
        raise WorkspaceError(f"{path} cannot be read ({error}); write the artifacts again") from error


def _chosen(workspace: Path, *, code: bool) -> list[str]:
    """Paths of the files that a bundle keeps, relative to the workspace."""
    fixed = [files.EXECUTED_CONFIG, *files.MODEL_FILES, *_DOCUMENTS]
    found = {name for name in fixed if (workspace / name).is_file()} | set(files.templates_of(workspace))
    if code:
        found |= {path.relative_to(workspace).as_posix() for path in workspace.rglob("*.py") if path.is_file()}
    kept = {path for path in found if not any(part.startswith((".", "mlruns")) for part in path.split("/"))}
    for path in sorted(kept):
        if not (workspace / path).resolve().is_relative_to(workspace.resolve()):
            raise WorkspaceError(f"{workspace / path} is a link out of its workspace; put the file itself there")
    return sorted(kept)


def _primary(paths: Sequence[str]) -> PrimaryAssets:
    code = [path for path in paths if path.endswith(".py")]
    entry = "factor.py" if "factor.py" in code else code[0] if len(code) == 1 else None
    weights = next((name for name in files.MODEL_FILES if name in paths), None)
    templates = [path for path in paths if path.endswith((".yaml", ".yml"))]
    config = files.EXECUTED_CONFIG if files.EXECUTED_CONFIG in paths else next(iter(templates), None)
    return PrimaryAssets(factor_entry_relpath=entry, model_weight_relpath=weights, config_relpath=config)


def _copied(source: Path, target: Path, path: str) -> BundleFile:
    """The file's copy, hashed as it was written: what the source becomes meanwhile does not matter."""
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as reading, target.open("wb") as writing:
        while piece := reading.read(_PIECE):
            digest.update(piece)
            size += len(piece)
            writing.write(piece)
    return BundleFile(path=path, sha256=digest.hexdigest(), size=size)


def _settled(folder: Path, manifest: BundleManifest, place: Path) -> Path:
    """Check the finished folder and give it its name; the same bundle that is there already is left."""
    documents.write(manifest, folder / MANIFEST)
    _refuse(f"bundle {manifest.asset_bundle_id}", check_bundle(folder))
    if place.exists():
        return _present(place, manifest.asset_bundle_id)
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                _sync(file)
    folder.chmod(0o755)
    folder.rename(place)
    return place


def _present(place: Path, asset_bundle_id: str) -> Path:
    try:
        manifest = read_manifest(place)
    except (InvalidDocument, OSError):
        raise FileExistsError(17, "is there already and is no bundle; name a folder that does not exist", str(place)) from None
    if manifest.asset_bundle_id != asset_bundle_id:
        raise FileExistsError(17, f"holds bundle {manifest.asset_bundle_id}; name a folder that does not exist", str(place))
    _refuse(str(place), check_bundle(place))
    return place


@contextmanager
def _scratch(parent: Path) -> Iterator[Path]:
    """A folder beside the one to come; whatever is left of it at the end is removed."""
    folder = Path(tempfile.mkdtemp(prefix=".bundle-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _present_files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()}


def _differs(folder: Path, file: BundleFile) -> AssetFault | None:
    path = folder / file.path
    if path.is_symlink() or not path.resolve().is_relative_to(folder.resolve()):
        return AssetFault(path=file.path, rule="bundle.file", what="it is a link", remedy="fetch the bundle again")
    if not path.is_file():
        return AssetFault(path=file.path, rule="bundle.file", what="it is missing", remedy="fetch the bundle again")
    if path.stat().st_size != file.size or files.sha256_of(path) != file.sha256:
        return _changed(file.path)
    return None


def _changed(path: str) -> AssetFault:
    what = "it is not the file that the manifest names"
    return AssetFault(path=path, rule="bundle.file", what=what, remedy="fetch the bundle again, or build it again")


def _pieces(path: Path, offset: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(offset)
        while piece := file.read(_PIECE):
            yield piece


def _refuse(name: str, faults: Iterable[AssetFault]) -> None:
    found = list(faults)
    if found:
        raise BundleRefused(name, found)


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
