"""Workspaces that are damaged, half deleted, contradictory or hostile."""

from __future__ import annotations

import json
import os
from pathlib import Path

from aistock.rdagent.sample_tree._builder import DOCUMENTS, REPOSITORY, Builder, Place, fork_meta
from aistock.rdagent.sample_tree._stories import recorded

_BEYOND_DOCUMENTS = 64 * 1024 * 1024 + 1


def truncated_meta(builder: Builder) -> None:
    """A document that was cut off; the others name the loop."""
    place = recorded(builder, "truncated_meta", "model", subs=0)
    path = place.path / "workspace_meta.json"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    builder.finding(f"{place.folder}/workspace_meta.json", "NOT_JSON")


def empty_meta(builder: Builder) -> None:
    """A document of 0 bytes."""
    place = recorded(builder, "empty_meta", "factor", subs=0)
    (place.path / "workspace_meta.json").write_bytes(b"")
    builder.finding(f"{place.folder}/workspace_meta.json", "EMPTY_FILE")


def gbk_summary(builder: Builder) -> None:
    """A document in the wrong encoding."""
    place = recorded(builder, "gbk_summary", "factor", subs=0)
    text = json.dumps(fork_meta(place, "success", True, online=True) | {"hypothesis": "动量有效"}, ensure_ascii=False)
    (place.path / "experiment_summary.json").write_bytes(text.encode("gbk"))
    builder.finding(f"{place.folder}/experiment_summary.json", "NOT_UTF8")


def nearly_json(builder: Builder) -> None:
    """A byte order mark here, NaN there; both are read."""
    place = recorded(builder, "nearly_json", "model", subs=0)
    meta, summary = place.path / "workspace_meta.json", place.path / "experiment_summary.json"
    meta.write_bytes(b"\xef\xbb\xbf" + meta.read_bytes())
    summary.write_text(summary.read_text(encoding="utf-8").replace("0.03", "NaN").replace("0.04", "-Infinity"), encoding="utf-8")
    for path in (meta, summary):
        builder.finding(f"{place.folder}/{path.name}", "NEARLY_JSON")


def odd_versions(builder: Builder) -> None:
    """Versions that nobody wrote."""
    place = recorded(builder, "odd_versions", "model", subs=0)
    for name, version in (("workspace_meta.json", {"major": 1}), ("manifest.json", "v9")):
        builder.put(place, name, fork_meta(place, "success", True, online=True) | {"version": version})
        builder.finding(f"{place.folder}/{name}", "UNKNOWN_VERSION")


def other_shapes(builder: Builder) -> None:
    """Other files of the fork under the same names."""
    place = recorded(builder, "other_shapes", "factor", subs=0)
    best = {"IC": 0.03, "annualized_return": 0.9, "max_drawdown": -0.2}
    builder.put(place, "workspace_meta.json", {"version": "1.0", "experiment_id": "e", "total_loops": 3, "best_metrics": best})
    builder.put(place, "experiment_summary.json", [1, 2])
    for name in ("workspace_meta.json", "experiment_summary.json"):
        builder.finding(f"{place.folder}/{name}", "OTHER_SHAPE")


def invalid_values(builder: Builder) -> None:
    """Values of the wrong kind."""
    place = recorded(builder, "invalid_values", "model", subs=0)
    builder.put(place, "workspace_meta.json", fork_meta(place, "success", True, online=True) | {"loop_id": "zero", "scenario": 7})
    builder.finding(f"{place.folder}/workspace_meta.json", "INVALID_VALUE")


def broken_marker(builder: Builder) -> None:
    """A marker that claims another loop and is not whole; it is not believed."""
    place = recorded(builder, "broken_marker", "model", subs=0)
    builder.put(place, "loop_run.json", {"version": "v1", "task_run_id": "other", "loop_id": 9, "colour": "red"})
    builder.finding(f"{place.folder}/loop_run.json", "INVALID_VALUE")


def oversized_meta(builder: Builder) -> None:
    """A document without end."""
    place = recorded(builder, "oversized_meta", "model", subs=0)
    os.truncate(place.path / "workspace_meta.json", _BEYOND_DOCUMENTS)
    builder.finding(f"{place.folder}/workspace_meta.json", "TOO_LARGE")


def pipe_for_meta(builder: Builder) -> None:
    """A pipe where a document should be: reading it would wait for ever."""
    place = recorded(builder, "pipe_for_meta", "model", subs=0)
    (place.path / "workspace_meta.json").unlink()
    os.mkfifo(place.path / "workspace_meta.json")
    builder.finding(f"{place.folder}/workspace_meta.json", "NOT_A_FILE")


def foreign_details(builder: Builder) -> None:
    """Factors and feedback of another run's loop with the same number."""
    place = recorded(builder, "foreign_details", "factor", subs=0)
    builder.details(place, loop=(builder.id(), place.loop[1]))
    for name in ("factor_meta.json", "feedback.json"):
        builder.finding(f"{place.folder}/{name}", "WRONG_LOOP")


def copied_documents(builder: Builder) -> None:
    """Documents of another workspace."""
    place = recorded(builder, "copied_documents", "model", subs=0)
    other = Place(
        path=place.path, folder=place.folder, workspace_id=builder.id(), loop=(builder.id(), 7), action="model", role=place.role
    )
    builder.documents(other)
    for name in DOCUMENTS:
        builder.finding(f"{place.folder}/{name}", "WRONG_WORKSPACE")


def denied_result(builder: Builder) -> None:
    """Documents and row deny a result that is there."""
    place = recorded(builder, "denied_result", "factor", subs=0, has_result=0)
    builder.documents(place, has_result=False)
    _contradicted(builder, place)


def failed_with_files(builder: Builder) -> None:
    """A failed loop in whose folder the files of an earlier attempt lie."""
    place = recorded(builder, "failed_with_files", "model", subs=0, status="failed")
    builder.documents(place, status="failed")
    _contradicted(builder, place)
    builder.loop(place.loop, "model", "failed", None)


def unfinished(builder: Builder) -> None:
    """A loop that never said that it ended."""
    key = (builder.id(), 0)
    place = builder.place("unfinished", key, action="model")
    builder.run_row(key[0], "running")
    builder.fill(place)
    builder.loop_row(key, action="model", status="running", has_result=0)
    builder.workspace_row(place, status="running", step_name="running")
    builder.finding(place.folder, "UNFINISHED")
    builder.loop(key, "model", "running", None)


def missing_evidence(builder: Builder) -> None:
    """One of the files that prove the result is gone."""
    place = recorded(builder, "missing_evidence", "model", subs=0)
    (place.path / builder.dice.choice(("qlib_res.csv", "ret.pkl"))).unlink()
    _without_result(builder, place)


def empty_evidence(builder: Builder) -> None:
    """A ret.pkl of 0 bytes."""
    place = recorded(builder, "empty_evidence", "model", subs=0)
    (place.path / "ret.pkl").write_bytes(b"")
    builder.finding(f"{place.folder}/ret.pkl", "EMPTY_FILE")
    _without_result(builder, place)


def evidence_elsewhere(builder: Builder) -> None:
    """A link out of the root where evidence should be."""
    place = recorded(builder, "evidence_elsewhere", "model", subs=0)
    away = builder.outside / f"{place.workspace_id}.csv"
    (place.path / "qlib_res.csv").replace(away)
    (place.path / "qlib_res.csv").symlink_to(away)
    builder.finding(f"{place.folder}/qlib_res.csv", "SYMLINK_OUT")
    _without_result(builder, place)


def borrowed_evidence(builder: Builder) -> None:
    """A link to the evidence of another workspace."""
    lender = recorded(builder, "borrowed_evidence", "model", subs=0)
    place = recorded(builder, "borrowed_evidence", "model", subs=0)
    (place.path / "ret.pkl").unlink()
    (place.path / "ret.pkl").symlink_to(Path("..") / lender.folder / "ret.pkl")
    builder.finding(f"{place.folder}/ret.pkl", "SYMLINK_INSIDE")
    _without_result(builder, place)


def folder_for_evidence(builder: Builder) -> None:
    """A folder where evidence should be."""
    place = recorded(builder, "folder_for_evidence", "model", subs=0)
    (place.path / "qlib_res.csv").unlink()
    (place.path / "qlib_res.csv").mkdir()
    builder.finding(f"{place.folder}/qlib_res.csv", "NOT_A_FILE")
    _without_result(builder, place)


def half_deleted(builder: Builder) -> None:
    """Only code and feedback are left."""
    place = recorded(builder, "half_deleted", "factor", documents=False, subs=0)
    for path in list(place.path.iterdir()):
        if path.name != "factor.py":
            path.unlink()
    builder.details(place)
    builder.finding(f"registry:loops/{place.loop[0]}/{place.loop[1]}", "CONTRADICTORY_RESULT")
    builder.loop(place.loop, "factor", "success", None)


def gone(builder: Builder) -> None:
    """A row whose folder somebody deleted."""
    key, name = (builder.id(), 0), builder.id()
    builder.run_row(key[0], "success")
    del builder.truth.runs[key[0]]
    builder.loop_row(key, action="model", status="success", has_result=1, best_workspace_id=name)
    row = {"workspace_id": name, "task_run_id": key[0], "loop_id": 0, "workspace_path": f"{REPOSITORY}/{name}", "status": "success"}
    builder.raw_row("workspaces", row)
    builder.finding(f"registry:workspaces/{name}", "MISSING_WORKSPACE")


def empty_folder(builder: Builder) -> None:
    """A folder with nothing in it."""
    name = builder.id()
    place = builder.place("empty_folder", (f"synthetic_{name}", 0), action="model", name=name, role="other")
    builder.finding(place.folder, "EMPTY_WORKSPACE")
    builder.finding(place.folder, "SYNTHETIC_IDENTITY")
    builder.loop(place.loop, "unknown", "unknown", None)


def odd_names(builder: Builder) -> None:
    """Folders whose names are no ids: one with a space, one in bytes that are no UTF-8."""
    stem = builder.id()[:8]
    (builder.truth.root / f"工作 区 {stem}").mkdir()
    builder.finding(f"工作 区 {stem}", "ODD_NAME")
    raw = f"工作_{stem}".encode("gbk")
    os.mkdir(os.fsencode(builder.truth.root) + b"/" + raw)  # noqa: PTH102  # pathlib takes no bytes
    builder.finding(raw.decode("utf-8", "replace"), "ODD_NAME")
    for name in (f"工作 区 {stem}", raw.decode("utf-8", "replace")):
        builder.finding(name, "EMPTY_WORKSPACE")


def broken_results(builder: Builder) -> None:
    """Evidence that is there and cannot be read."""
    place = recorded(builder, "broken_results", "model", subs=0)
    (place.path / "qlib_res.csv").write_bytes(",0\nIC,数值\n".encode("gbk"))
    builder.loop(place.loop, "model", "success", place, writable=False)


def _contradicted(builder: Builder, place: Place) -> None:
    """Every document and the row say something else than the files."""
    for name in DOCUMENTS:
        builder.finding(f"{place.folder}/{name}", "CONTRADICTORY_RESULT")
    builder.finding(f"registry:loops/{place.loop[0]}/{place.loop[1]}", "CONTRADICTORY_RESULT")


def _without_result(builder: Builder, place: Place) -> None:
    _contradicted(builder, place)
    builder.loop(place.loop, place.action, "success", None)


DAMAGED = (
    truncated_meta, empty_meta, gbk_summary, nearly_json, odd_versions, other_shapes, invalid_values, broken_marker,
    oversized_meta, pipe_for_meta, foreign_details, copied_documents, denied_result, failed_with_files, unfinished,
    missing_evidence, empty_evidence, evidence_elsewhere, borrowed_evidence, folder_for_evidence, half_deleted, gone,
    empty_folder, odd_names, broken_results,
)  # fmt: skip
