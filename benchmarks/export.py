"""The export of five catalogs from 10,000 generated workspaces, against reading and hashing the same files without any rule."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from _figures import Row

from aistock.library.alpha158 import alpha158
from aistock.library.identity import strategy_id
from aistock.rdagent._executed_config import read_executed_config, write_template
from aistock.rdagent.artifacts import LoopRun, materialize
from aistock.rdagent.catalogs import export_catalogs
from aistock.rdagent.registry import LoopRow, Registry, RunRow, WorkspaceRow
from aistock.rdagent.sample_workspaces import write_sample_workspace

LOOPS, QUICK_LOOPS = 10_000, 500
EXPORT_SECONDS = 20.0
NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
EVIDENCE_BYTES = 100_000
LOOPS_A_RUN = LOOPS_A_STRATEGY = 10
EVIDENCE = ("qlib_res.csv", "ret.pkl")
DOCUMENTS = (
    "workspace_meta.json", "experiment_summary.json", "factor_meta.json", "factor_perf.json", "feedback.json", "model_meta.json",
    "strategy_meta.json",
)  # fmt: skip


def rows(quick: bool) -> list[Row]:
    """Time and memory of an export, each in a process of its own, and the ratio to the plain reading of the same files."""
    loops = QUICK_LOOPS if quick else LOOPS
    with tempfile.TemporaryDirectory(prefix="aistock-export-") as folder:
        root = Path(folder)
        write_tree(root, loops)
        # The first reading fills the system's cache for all that come after it.
        measured(root, "plain")
        plain = measured(root, "plain")
        exports = {count: measured(root, str(count)) for count in (1, 2)}
    peer = "json.loads and SHA-256 of the same files"
    found = [Row(f"export of {loops} loops: {peer}", plain["seconds"], "s", peer, 1.0)]
    for count, took in exports.items():
        name = f"export of {loops} loops, {count} process{'es' if count > 1 else ''}"
        # The limit was promised for so many loops, by as many processes as the machine has cores for.
        limit = None if quick or count == 1 else EXPORT_SECONDS
        found.append(Row(name, took["seconds"], "s", peer, took["seconds"] / plain["seconds"], value_at_most=limit))
        found.append(Row(f"{name}: peak memory of the process that writes", took["mebibytes"], "MiB"))
    return found


def measured(root: Path, how: str) -> dict[str, float]:
    """One export by so many processes, or the plain reading, in a process of its own."""
    ended = subprocess.run([sys.executable, __file__, str(root), how], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(ended.stdout)
    return found


def measure(root: Path, how: str) -> dict[str, float]:
    """One export by so many processes, or the plain reading, in this process."""
    began = time.perf_counter()
    if how == "plain":
        _read_plainly(root)
    else:
        with Registry.open_readonly(root / "registry.sqlite") as registry:
            exported = export_catalogs(registry, root, root / "out", generated_at_utc=NOW, store="bench", processes=int(how))
        if exported.findings:
            raise SystemExit(f"the generated workspaces are not whole: {exported.findings[0].message}")
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "mebibytes": _peak() / 1024}


def _peak() -> int:
    """Kilobytes; what getrusage says is inherited from the process that started this one."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1])


def _read_plainly(root: Path) -> None:
    for folder in sorted((root / "workspaces").iterdir()):
        for name in (*DOCUMENTS, "executed_config.json"):
            json.loads((folder / name).read_bytes())
        for name in EVIDENCE:
            hashlib.sha256((folder / name).read_bytes()).hexdigest()


def write_tree(root: Path, loops: int) -> Path:
    """A registry and a workspace for each loop: 20 features, 100 kB of evidence, a configuration for every ten loops."""
    pattern = root / "pattern"
    write_sample_workspace(pattern)
    config = json.loads((pattern / "executed_config.json").read_text(encoding="utf-8"))
    config["features"] = [list(pair) for pair in alpha158()[:20]]
    (pattern / "executed_config.json").write_text(json.dumps(config), encoding="utf-8")
    run = LoopRun(task_run_id="pattern", loop_id=0, workspace_id="pattern", workspace_path="pattern", generated_at_utc=NOW)
    materialize(pattern, run)
    texts = {name: json.loads((pattern / name).read_text(encoding="utf-8")) for name in DOCUMENTS}
    # Of the size that real evidence has; whoever exports hashes it and looks no further.
    evidence = {"qlib_res.csv": (pattern / "qlib_res.csv").read_bytes(), "ret.pkl": os.urandom(EVIDENCE_BYTES)}
    with Registry(root / "registry.sqlite") as registry, registry.transaction():
        for number in range(loops):
            registry.record(*_write_loop(root, number, texts, evidence, config))
    return root / "registry.sqlite"


def _write_loop(root: Path, number: int, texts: dict[str, Any], evidence: dict[str, bytes], config: dict[str, Any]) -> list[Any]:
    run, loop, workspace = f"run{number // LOOPS_A_RUN:05d}", number % LOOPS_A_RUN, f"ws{number:06d}"
    folder = root / "workspaces" / workspace
    folder.mkdir(parents=True)
    own = config | {"model": config["model"] | {"kwargs": {"learning_rate": 0.01 + (number // LOOPS_A_STRATEGY) * 1e-6}}}
    (folder / "executed_config.json").write_text(json.dumps(own), encoding="utf-8")
    executed = read_executed_config(folder / "executed_config.json")
    template = write_template(executed, folder).name
    proof = {"qlib_res.csv": evidence["qlib_res.csv"], "ret.pkl": evidence["ret.pkl"] + str(number).encode()}
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in proof.items()}
    for name, content in proof.items():
        (folder / name).write_bytes(content)
    for name, pattern in texts.items():
        document = pattern | {"task_run_id": run, "loop_id": loop, "workspace_id": workspace}
        if name == "workspace_meta.json":
            document |= {"workspace_path": f"workspaces/{workspace}", "best_workspace_id": workspace}
        if "result_criteria" in document:
            listed = [item | {"sha256": hashes[item["name"]], "size": len(proof[item["name"]])}
                      for item in document["result_criteria"]["evidence"]]  # fmt: skip
            document["result_criteria"] = document["result_criteria"] | {"evidence": listed}
        if name == "strategy_meta.json":
            named = strategy_id(None, "feedback", "model", [template])
            document |= {"strategy_id": named, "template_files": [template], "config_hash": executed.hash}
        (folder / name).write_text(json.dumps(document), encoding="utf-8")
    started = f"2026-01-{1 + number % 28:02d}T{number // 28 % 24:02d}:00:00Z"
    return [
        RunRow(task_run_id=run, updated_at_utc=started),
        WorkspaceRow(
            workspace_id=workspace, task_run_id=run, loop_id=loop, workspace_path=f"workspaces/{workspace}",
            workspace_role="experiment_workspace", updated_at_utc=started,
        ),
        LoopRow(
            task_run_id=run, loop_id=loop, action="model", has_result=1, best_workspace_id=workspace, started_at_utc=started,
            updated_at_utc=started,
        ),
    ]  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), sys.argv[2])))
