"""Bundles of assets: what a manifest may name and its files may hold; one rule for senders, keepers and readers."""

import re
from collections.abc import Callable, Iterable, Iterator

from aistock.library.asset_faults import AssetFault, code_faults
from aistock.library.code_audit import LARGEST_CODE
from aistock.library.config_text import LARGEST_CONFIG, ConfigRefused, mapping_of
from aistock.library.identity import bundle_id
from aistock.library.model_text import LARGEST_LINEAR, lightgbm_fault, linear_fault
from aistock.library.opaque import HEAD_BYTES, TAIL_BYTES, opaque_content, opaque_name
from aistock.library.v1.models import BundleFile, BundleManifest

MANIFEST = "manifest.json"
"""Name of the manifest beside the files of a bundle; no file of it may have that name."""

Read = Callable[[BundleFile, int], Iterator[bytes]]
"""The content of a file from an offset on, in pieces."""

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


def derived_id(manifest: BundleManifest) -> str:
    """The id that follows from a manifest's loop, workspace and files."""
    files = {file.path: file.sha256 for file in manifest.files}
    return bundle_id(manifest.task_run_id, manifest.loop_id, manifest.primary_workspace_id, files)


def manifest_faults(manifest: BundleManifest) -> list[AssetFault]:
    """What is wrong with a manifest alone: its id, and names that no folder can hold."""
    faults = [fault for file in manifest.files for fault in _name_faults(file.path)]
    places: dict[str, str] = {}
    for path in sorted(file.path for file in manifest.files):
        other = places.setdefault(path.casefold(), path)
        if other != path:
            faults.append(_collision(path, other))
    for folded, path in places.items():
        parents = (folded[:place] for place, sign in enumerate(folded) if sign == "/")
        faults += [_collision(path, places[parent]) for parent in parents if parent in places]
    expected = derived_id(manifest)
    if expected != manifest.asset_bundle_id:
        what = f"{manifest.asset_bundle_id} does not follow from the loop and the files, which give {expected}"
        faults.append(AssetFault(path="asset_bundle_id", rule="bundle.id", what=what, remedy="build the bundle again"))
    return faults


def content_faults(manifest: BundleManifest, read: Read) -> list[AssetFault]:
    """What is wrong with the files of a bundle; each is judged as what it claims to be, and none is loaded or run."""
    return [fault for file in manifest.files for fault in _file_faults(file, manifest, read)]


def _name_faults(path: str) -> Iterable[AssetFault]:
    named = opaque_name(path)
    if named is not None:
        yield named
    for part in path.split("/"):
        if _RESERVED.fullmatch(part) or part.endswith((".", " ")) or any(sign in part for sign in '<>:"|?*'):
            what = f"{part!r} is no name of a file everywhere"
            yield AssetFault(path=path, rule="bundle.name", what=what, remedy="rename it with letters, digits, '.', '_' and '-'")
            return
    if path.casefold() == MANIFEST:
        yield AssetFault(path=path, rule="bundle.name", what="the manifest itself has this name", remedy="rename the file")


def _collision(path: str, other: str) -> AssetFault:
    what = f"it cannot stand in one folder with {other}"
    return AssetFault(path=path, rule="bundle.name", what=what, remedy="rename one of them")


def _file_faults(file: BundleFile, manifest: BundleManifest, read: Read) -> list[AssetFault]:
    assets = manifest.primary_assets
    if file.path == assets.factor_entry_relpath and not file.path.endswith(".py"):
        return [_unclear(file.path, "factor code", "name it with .py")]
    if file.path.lower().endswith((".py", ".pyi", ".pyw")):
        return code_faults(file.path, _bytes(file, read, LARGEST_CODE))
    if file.path == assets.model_weight_relpath:
        return _model_faults(file, read)
    if file.path == assets.config_relpath or file.path.lower().endswith((".json", ".yaml", ".yml")):
        return _config_faults(file, read, is_config=file.path == assets.config_relpath)
    return _other_faults(file, read)


def _model_faults(file: BundleFile, read: Read) -> list[AssetFault]:
    head = next(read(file, 0), b"")
    if head.lstrip()[:1] == b"{":
        fault = linear_fault(file.path, _bytes(file, read, LARGEST_LINEAR))
    elif head.startswith(b"tree\n"):
        fault = lightgbm_fault(file.path, read(file, 0))
    else:
        return _other_faults(file, read) or [_unclear(file.path, "a model", "keep it as LightGBM text or as linear JSON")]
    return [] if fault is None else [fault]


def _config_faults(file: BundleFile, read: Read, *, is_config: bool) -> list[AssetFault]:
    named_json = file.path.lower().endswith(".json")
    if not is_config and named_json and file.size > LARGEST_CONFIG:
        # A large document beside the configuration, such as signals; it is text all the same.
        return _other_faults(file, read)
    try:
        mapping_of(file.path, _bytes(file, read, LARGEST_CONFIG), json_only=named_json)
    except ConfigRefused as error:
        return [error.fault] if is_config or error.fault.rule != "config.mapping" else []
    return []


def _other_faults(file: BundleFile, read: Read) -> list[AssetFault]:
    head = _bytes(file, read, HEAD_BYTES)
    whole = file.size <= HEAD_BYTES
    tail = head[-TAIL_BYTES:] if whole else b"".join(read(file, file.size - TAIL_BYTES))
    fault = opaque_content(file.path, head[:HEAD_BYTES], tail, whole=whole)
    return [] if fault is None else [fault]


def _bytes(file: BundleFile, read: Read, most: int) -> bytes:
    """At most one byte more than `most`, so that what is too large can be told."""
    found = bytearray()
    for chunk in read(file, 0):
        found += chunk
        if len(found) > most:
            break
    return bytes(found[: most + 1])


def _unclear(path: str, claim: str, remedy: str) -> AssetFault:
    return AssetFault(path=path, rule="bundle.claim", what=f"the manifest calls it {claim}, and it is none", remedy=remedy)
