"""The accepted contract that changes are compared with, and the only way to move it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from . import compatibility, load, protoc, third_party
from .manifest import digest
from .problems import CompileError, Problem

IMAGE = "codegen/baseline/v1.binpb"
USED = "codegen/baseline/accepted.txt"
_CONFIG = '{"version": "v2", "breaking": {"use": ["FILE"]}}'
FRAGMENTS = "changelog.d/*.contract-break.md"


def breaking(root: Path, *, allow_missing: bool) -> str:
    """Raise CompileError when the contract breaks the accepted one; what was found otherwise."""
    if not (root / IMAGE).is_file():
        if allow_missing:
            return f"no baseline: {IMAGE} is missing, nothing was compared"
        raise CompileError(
            f"no baseline: {IMAGE} is missing; run `python -m aistock_codegen accept-baseline`, or pass --allow-missing"
        )
    problems = _problems(root)
    if problems:
        raise CompileError(
            *problems, f"a deliberate break needs a fragment {FRAGMENTS} and `python -m aistock_codegen accept-baseline`"
        )
    return "the contract accepts everything that the baseline accepted"


def accept(root: Path) -> str:
    """Make the present contract the baseline; a break needs a changelog fragment that no earlier acceptance used."""
    image, used = root / IMAGE, root / USED
    problems = _problems(root) if image.is_file() else []
    spent = set(used.read_text(encoding="utf-8").splitlines()) if used.is_file() else set()
    fragments = sorted(root.glob(FRAGMENTS))
    fresh = [path for path in fragments if _mark(path) not in spent]
    if problems and not fresh:
        raise CompileError(*problems, f"accepting this needs an unused fragment {FRAGMENTS} that says what breaks and why")
    image.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        image.write_bytes(_without_comments(protoc.descriptors(root, third_party.provide(root), Path(scratch))))
    if problems:
        used.write_text("".join(f"{mark}\n" for mark in sorted(spent | {_mark(path) for path in fresh})), encoding="utf-8")
    return f"baseline accepted with {len(problems)} break(s)"


def _mark(path: Path) -> str:
    return f"{path.name} {digest(path)}"


def _problems(root: Path) -> list[Problem | str]:
    with tempfile.TemporaryDirectory() as scratch:
        image = protoc.descriptors(root, third_party.provide(root), Path(scratch))
        present = Path(scratch) / "present.binpb"
        present.write_bytes(image)
        found = _buf(root, present)
    return [*found, *compatibility.breaks(load.load((root / IMAGE).read_bytes()), load.load(image))]


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
