"""The manifest: which bytes went in, which came out, and which tools made them."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

from . import protoc
from .third_party import PROTO, SHA256

PATH = "codegen/manifest.json"
TOOLS = ("datamodel-code-generator", "grpcio-tools", "ruff")
_APART = {"unasync.py", "strategies.py", "codec.py", "compatibility.py", "baseline.py", "__main__.py"}
DERIVED_FOLDERS = ("sdk/src/buf", "sdk/src/aistock/_schemas", "docs/reference")


def build(root: Path, out: Path) -> dict[str, Any]:
    """The manifest of what was compiled from `root` into `out`."""
    inputs = {f"proto/{name}": digest(root / "proto" / name) for name in protoc.proto_files(root)}
    inputs[f"third_party/{PROTO}"] = SHA256
    outputs = {path.relative_to(out).as_posix(): digest(path) for path in sorted(out.rglob("*")) if path.is_file()}
    tools = {name: version(name) for name in TOOLS} | {"aistock_codegen": _own_sources()}
    return {"tools": tools, "inputs": inputs, "outputs": outputs}


def text(manifest: dict[str, Any]) -> str:
    """The manifest as it is committed."""
    return json.dumps(manifest, indent=1, sort_keys=True) + "\n"


def read(root: Path) -> dict[str, Any]:
    """The committed manifest; empty when there is none."""
    path = root / PATH
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {"tools": {}, "inputs": {}, "outputs": {}} | found


def derived_files(root: Path) -> set[str]:
    """Every file that stands where only derived files may stand."""
    folders = [root / name for name in DERIVED_FOLDERS]
    folders += sorted((root / "sdk/src/aistock").glob("*/v[0-9]*")) + sorted((root / "jsonschema").glob("*/v[0-9]*"))
    found = {path for folder in folders for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    return {path.relative_to(root).as_posix() for path in found}


def digest(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _own_sources() -> str:
    """One digest over the sources that decide what comes out."""
    whole = hashlib.sha256()
    for path in sorted(path for path in Path(__file__).parent.glob("*.py") if path.name not in _APART):
        whole.update(f"{path.name} {digest(path)}\n".encode())
    return whole.hexdigest()
