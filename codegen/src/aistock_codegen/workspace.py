"""The repository's derived files: writing them, and checking that they are what the protos give."""

from __future__ import annotations

import fcntl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from . import manifest, pipeline
from .problems import CompileError, Problem


def generate(root: Path) -> tuple[int, tuple[Problem, ...]]:
    """Compile and bring the repository up to date; the number of files that changed, and what `check` will refuse."""
    with _compiled(root) as (out, made, problems):
        stale = set(manifest.read(root)["outputs"]) - set(made["outputs"])
        changed = sum(_place(out / name, root / name) for name in made["outputs"])
        for name in sorted(stale):
            (root / name).unlink(missing_ok=True)
        text = manifest.text(made)
        target = root / manifest.PATH
        if not target.is_file() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return changed + len(stale), problems


def check(root: Path) -> None:
    """Raise CompileError unless every derived file is byte for byte what the protos give, and nothing else stands there."""
    committed = manifest.read(root)
    with _compiled(root) as (out, made, found):
        problems: list[Problem | str] = [*found]
        problems += _tool_problems(committed["tools"], made["tools"])
        for name in made["outputs"]:
            if not (root / name).is_file():
                problems.append(f"missing: {name}; run `make generate`")
            elif (root / name).read_bytes() != (out / name).read_bytes():
                problems.append(f"differs: {name}; it is derived, edit the protos and run `make generate`")
        strays = (manifest.derived_files(root) | set(committed["outputs"])) - set(made["outputs"])
        problems += [f"stray: {name}; nothing derives it, remove it" for name in sorted(strays) if (root / name).exists()]
        if not problems and committed != made:
            problems.append(f"differs: {manifest.PATH}; run `make generate`")
        if problems:
            raise CompileError(*problems)


def _tool_problems(committed: dict[str, str], made: dict[str, str]) -> list[str]:
    return [
        f"tool: {name} is {made.get(name)} here, {committed.get(name)} in the manifest; install that version, or regenerate"
        for name in sorted({*committed, *made})
        if committed.get(name) != made.get(name)
    ]


@contextmanager
def _compiled(root: Path) -> Iterator[tuple[Path, dict[str, Any], tuple[Problem, ...]]]:
    with tempfile.TemporaryDirectory(prefix="aistock-codegen-") as scratch, _one_at_a_time(root):
        out = Path(scratch) / "out"
        problems = pipeline.compile_contract(root, out, Path(scratch) / "scratch")
        yield out, manifest.build(root, out), problems


@contextmanager
def _one_at_a_time(root: Path) -> Iterator[None]:
    folder = root / "build"
    folder.mkdir(exist_ok=True)
    with (folder / "codegen.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _place(source: Path, target: Path) -> bool:
    content = source.read_bytes()
    if target.is_file() and target.read_bytes() == content:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = target.with_name(f".{target.name}.tmp")
    scratch.write_bytes(content)
    scratch.replace(target)
    return True
