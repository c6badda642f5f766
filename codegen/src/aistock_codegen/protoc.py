"""Runs protoc: protos → Python modules and one descriptor set with comments."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from .problems import CompileError
from .third_party import PROTO


def proto_files(root: Path) -> tuple[str, ...]:
    """Every proto of the contract, relative to `root/proto`, sorted."""
    proto = root / "proto"
    return tuple(sorted(path.relative_to(proto).as_posix() for path in proto.rglob("*.proto")))


def descriptors(root: Path, third_party: Path, out: Path) -> bytes:
    """The descriptor set of the contract, with imports and comments."""
    target = out / "contract.binpb"
    target.parent.mkdir(parents=True, exist_ok=True)
    flags = ["--include_source_info", "--include_imports", f"--descriptor_set_out={target}"]
    _run(root, third_party, flags, proto_files(root))
    return target.read_bytes()


def python(root: Path, third_party: Path, out: Path) -> None:
    """Write `*_pb2.py`, `*_pb2.pyi` and, for files with services, `*_pb2_grpc.py` below `out`."""
    out.mkdir(parents=True, exist_ok=True)
    files = proto_files(root)
    _run(root, third_party, [f"--python_out={out}", f"--pyi_out={out}"], (*files, PROTO))
    services = tuple(name for name in files if name.endswith("_service.proto"))
    if services:
        _run(root, third_party, [f"--grpc_python_out={out}"], services)


def _run(root: Path, third_party: Path, flags: list[str], files: tuple[str, ...]) -> None:
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "grpc_tools.protoc",
        f"-I{root / 'proto'}",
        f"-I{third_party}",
        *flags,
        *files,
    ]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False)
    complaints = [line for line in outcome.stderr.splitlines() if line.strip()]
    if outcome.returncode or complaints:
        raise CompileError(*(complaints or [f"protoc failed with status {outcome.returncode}"]))
