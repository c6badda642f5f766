"""The accepted contract that changes are compared with, and the only way to move it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from . import compatibility, load, narrowing, predefined, protoc, schema, third_party
from .ir import Contract
from .manifest import digest
from .problems import CompileError, Problem

IMAGE = "codegen/baseline/v1.binpb"
SCHEMAS = "codegen/baseline/schemas.json"
USED = "codegen/baseline/accepted.txt"
RELEASE = "codegen/baseline/release.txt"
_CONFIG = '{"version": "v2", "breaking": {"use": ["FILE"], "ignore": ["buf", "google"]}}'
FRAGMENTS = "changelog.d/*.contract-break.md"
_NEXT = "v1 is released and never breaks; put the change into v2 (docs/evolution.md)"


def breaking(root: Path, *, allow_missing: bool) -> str:
    """Raise CompileError when the contract breaks the accepted one; what was found otherwise."""
    missing = [name for name in (IMAGE, SCHEMAS) if not (root / name).is_file()]
    if missing:
        if allow_missing:
            return f"no baseline: {missing[0]} is missing, nothing was compared"
        raise CompileError(
            f"no baseline: {missing[0]} is missing; run `python -m aistock_codegen accept-baseline`, or pass --allow-missing"
        )
    problems = _problems(root)
    if problems:
        advice = _NEXT if released(root) else f"a deliberate break needs a fragment {FRAGMENTS} and `accept-baseline`"
        raise CompileError(*problems, advice)
    return "the contract accepts everything that the baseline accepted"


def accept(root: Path) -> str:
    """Make the present contract the baseline; a break needs a changelog fragment that no earlier acceptance used.

    From release 1.0 a break is refused whatever the fragments say, and a baseline that is gone must be restored, not made again.
    """
    image, used = root / IMAGE, root / USED
    final = released(root)
    if final and not image.is_file():
        raise CompileError(f"{IMAGE} is missing after release 1.0; restore it from the last release, it cannot be made again")
    problems = _problems(root) if image.is_file() else []
    if final and problems:
        raise CompileError(*problems, _NEXT)
    spent = set(used.read_text(encoding="utf-8").splitlines()) if used.is_file() else set()
    fresh = [path for path in sorted(root.glob(FRAGMENTS)) if _mark(path) not in spent]
    if problems and not fresh:
        raise CompileError(*problems, f"accepting this needs an unused fragment {FRAGMENTS} that says what breaks and why")
    _write(root)
    if problems:
        used.write_text("".join(f"{mark}\n" for mark in sorted(spent | {_mark(path) for path in fresh})), encoding="utf-8")
    return f"baseline accepted with {len(problems)} break(s)"


def released(root: Path) -> bool:
    """Whether v1 is law: the project's version, or the version that was last accepted, is 1.0 or later."""
    recorded = root / RELEASE
    return any(_at_least_one(text) for text in (_version(root), recorded.read_text().strip() if recorded.is_file() else "0"))


def schemas(contract: Contract) -> dict[str, Any]:
    """Path → schema of each document, without the words for people."""
    documents = {f"{'/'.join(item.full_name.split('.')[1:3])}/{item.document}": item for item in contract.messages if item.document}
    return {f"{name}.schema.json": narrowing.stripped(schema.bundle(contract, item)) for name, item in sorted(documents.items())}


def _write(root: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        image = protoc.descriptors(root, third_party.provide(root), Path(scratch))
    (root / IMAGE).parent.mkdir(parents=True, exist_ok=True)
    (root / IMAGE).write_bytes(_without_comments(image))
    lines = [
        f"{json.dumps(name)}: {json.dumps(value, sort_keys=True, separators=(',', ':'))}"
        for name, value in schemas(load.load(image)).items()
    ]
    (root / SCHEMAS).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    if _at_least_one(_version(root)) or not released(root):
        (root / RELEASE).write_text(_version(root) + "\n", encoding="utf-8")


def _version(root: Path) -> str:
    project = root / "pyproject.toml"
    if not project.is_file():
        return "0"
    return str(tomllib.loads(project.read_text(encoding="utf-8")).get("project", {}).get("version", "0"))


def _at_least_one(version: str) -> bool:
    """1.0.0 and later; 1.0.0rc1 counts too: a candidate promises what the release will."""
    major = version.split(".")[0]
    return major.isdigit() and int(major) >= 1


def _mark(path: Path) -> str:
    return f"{path.name} {digest(path)}"


def _problems(root: Path) -> list[Problem | str]:
    with tempfile.TemporaryDirectory() as scratch:
        image = protoc.descriptors(root, third_party.provide(root), Path(scratch))
        present = Path(scratch) / "present.binpb"
        present.write_bytes(image)
        found = _buf(root, present)
    accepted = (root / IMAGE).read_bytes()
    contract = load.load(image)
    shapes: dict[str, Any] = {}
    if (root / SCHEMAS).is_file():
        shapes = json.loads((root / SCHEMAS).read_text(encoding="utf-8"))
    return [
        *found,
        *compatibility.breaks(load.load(accepted), contract),
        *predefined.breaks(accepted, image),
        *_narrowed(shapes, schemas(contract)),
    ]


def _narrowed(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Problem]:
    for name, value in old.items():
        if name not in new:
            yield Problem(f"jsonschema/{name}", "the document is gone")
        else:
            for path, text in narrowing.narrowed(value, new[name]):
                yield Problem(f"jsonschema/{name}", f"{path or 'the document'}: {text}")


def _buf(root: Path, present: Path) -> list[str]:
    beside = Path(sys.executable).with_name("buf")
    program = str(beside) if beside.is_file() else shutil.which("buf")
    if program is None:
        raise CompileError("buf is not installed; run `make setup`")
    command = [program, "breaking", str(present), "--against", str(root / IMAGE), "--config", _CONFIG]
    outcome = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    lines = [line for line in (outcome.stdout + outcome.stderr).splitlines() if line.strip()]
    if outcome.returncode and not lines:
        raise CompileError(f"buf breaking failed with status {outcome.returncode}")
    return lines if outcome.returncode else []


def _without_comments(image: bytes) -> bytes:
    from google.protobuf import descriptor_pb2

    files = descriptor_pb2.FileDescriptorSet.FromString(image)
    for file in files.file:
        file.ClearField("source_code_info")
    return files.SerializeToString(deterministic=True)
