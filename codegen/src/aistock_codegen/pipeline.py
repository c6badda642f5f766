"""Protos in, every derived file out: the whole compilation into an empty folder that mirrors the repository."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from . import converters, docs, lint, load, models, protoc, schema, split, stubs, tables, third_party
from .ir import Contract
from .problems import CompileError, Problem

SDK = "sdk/src"
_RUFF = ("--isolated", "--no-cache", "--quiet", "--config", "line-length=130", "--config", "target-version='py311'")


def compile_contract(root: Path, out: Path, scratch: Path) -> tuple[Problem, ...]:
    """Compile `root/proto` into `out`; the problems that did not prevent it. Raises CompileError when one did."""
    protos = third_party.provide(root)
    contract = load.load(protoc.descriptors(root, protos, scratch))
    problems = lint.check(contract)
    generator = models.Generator(contract, scratch)
    protoc.python(root, protos, out / SDK)
    stubs.silence(out / SDK)
    for relative, content in schemas(contract).items():
        _write(out / "jsonschema" / relative, content)
        _write(out / SDK / "aistock/_schemas" / relative, content)
    for relative, content in docs.pages(contract).items():
        _write(out / "docs/reference" / relative, content)
    written = _python(contract, split.split(contract, generator.source()), out)
    _format(written)
    return problems


def schemas(contract: Contract) -> dict[str, str]:
    """Path below `jsonschema/` → text."""
    values = schema.document_schemas(contract) | {"index.json": schema.index(contract)}
    return {name: json.dumps(value, indent=2, ensure_ascii=False) + "\n" for name, value in values.items()}


def _python(contract: Contract, parts: split.Models, out: Path) -> list[Path]:
    written = []
    for area in contract.areas:
        door = f'"""The {area} part of the contract, version 1; everything here is derived from proto/aistock/{area}/v1."""\n'
        written.append(_write(out / SDK / f"aistock/{area}/v1/__init__.py", door))
    for area, source in parts.sources.items():
        written.append(_write(out / SDK / f"aistock/{area}/v1/models.py", source))
    for area, source in converters.converters(contract, parts).items():
        written.append(_write(out / SDK / f"aistock/{area}/v1/converters.py", source))
    for relative, source in stubs.service_stubs(contract).items():
        written.append(_write(out / SDK / relative, source))
    for name, source in tables.tables(contract).items():
        written.append(_write(out / SDK / f"aistock/contract/v1/{name}.py", source))
    return written


def _write(path: Path, content: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def _format(files: list[Path]) -> None:
    first = ("--config", "lint.isort.known-first-party=['aistock','buf']")
    for verb in (("check", "--select", "I,F401", "--fix", *first), ("format",)):
        command = [sys.executable, "-m", "ruff", *verb, *_RUFF, *(str(path) for path in files)]
        outcome = subprocess.run(command, capture_output=True, text=True, check=False)
        if outcome.returncode or outcome.stderr.strip():
            raise CompileError(f"ruff {verb[0]}: {outcome.stdout.strip()} {outcome.stderr.strip()}")
