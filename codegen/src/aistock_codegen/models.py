"""Runs datamodel-code-generator once for the whole contract."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from . import formats
from .ir import Contract
from .model_schema import model_schema
from .problems import CompileError

_FLAGS = [
    "--input-file-type",
    "jsonschema",
    "--schema-version",
    "2020-12",
    "--output-model-type",
    "pydantic_v2.BaseModel",
    "--target-python-version",
    "3.11",
    "--target-pydantic-version",
    "2.12",
    "--use-annotated",
    "--use-type-alias",
    "--strict-nullable",
    "--strict-types",
    "str",
    "int",
    "float",
    "bool",
    "--use-title-as-name",
    "--use-schema-description",
    "--use-field-description",
    "--use-inline-field-description",
    "--use-single-line-docstring",
    "--use-specialized-enum",
    "--capitalise-enum-members",
    "--use-double-quotes",
    "--disable-timestamp",
    "--no-formatters",
    "--ignore-pyproject",
    "--no-color",
    "--field-extra-keys",
    "x-since",
    "--base-class",
    "aistock.contract.model.ContractModel",
]


class Generator:
    """datamodel-code-generator at work in its own process, so that the rest of the compiler can go on meanwhile."""

    def __init__(self, contract: Contract, scratch: Path) -> None:
        scratch.mkdir(parents=True, exist_ok=True)
        source, self._target = scratch / "contract.schema.json", scratch / "models.py"
        source.write_text(json.dumps(model_schema(contract)), encoding="utf-8")
        overrides = {name: f"{formats.MODULE}.{name}" for name in formats.TYPES.values()}
        command = [
            *(sys.executable, "-m", "datamodel_code_generator", "--input", str(source), "--output", str(self._target)),
            *(*_FLAGS, "--type-overrides", json.dumps(overrides)),
        ]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdout=pipe, stderr=subprocess.STDOUT, text=True, cwd=scratch)

    def source(self) -> str:
        """Source of one module that holds every model of the contract; any warning of the generator is an error."""
        complaint = (self._process.communicate()[0] or "").strip()
        if self._process.returncode or complaint:
            raise CompileError(f"datamodel-code-generator: {complaint or self._process.returncode}")
        return self._target.read_text(encoding="utf-8")
