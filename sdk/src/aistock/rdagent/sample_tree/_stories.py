"""Workspaces that are well, or only poorly described: every way in which the fork left one."""

from __future__ import annotations

from typing import Any

from aistock.rdagent.sample_tree._builder import REPOSITORY, STAMP, Builder, Place
from aistock.rdagent.sample_tree._truth import LoopKey

TRUE = (1, "1", b"1")
"""How the fork's registry holds a true has_result."""


def recorded(builder: Builder, story: str, action: str, *, documents: bool = True, subs: int | None = None, **loop: Any) -> Place:
    """A loop that was written while it ran: files, documents, rows, and its sub-workspaces."""
    key = (builder.id(), builder.dice.randrange(12))
    builder.run_row(key[0], "success", scenario="QlibQuantScenario")
    place = builder.place(story, key, action=action)
    builder.fill(place)
    if documents:
        builder.documents(place)
    values = {
        "action": action,
        "status": "success",
        "has_result": builder.dice.choice(TRUE),
        "best_workspace_id": place.workspace_id,
    }
    builder.loop_row(key, **(values | loop))
    builder.workspace_row(place, status="success", step_name="feedback", experiment_type=action)
    for _ in range(builder.dice.randint(1, 3) if subs is None else subs):
        sub_workspace(builder, story, key)
    builder.loop(key, action, "success", place)
    return place


def sub_workspace(builder: Builder, story: str, key: LoopKey) -> Place:
    """A candidate inside a loop, with links to data that lies elsewhere."""
    place = builder.place(story, key, action="factor", role="sub_workspace")
    (place.path / "factor.py").write_text("# a candidate\n", encoding="utf-8")
    data = builder.outside / "daily_pv.h5"
    data.touch()
    (place.path / "daily_pv.h5").symlink_to(data)
    builder.finding(place.folder, "LINKS_NOT_FOLLOWED")
    builder.workspace_row(place, status="success", step_name="coding")
    return place


def online_model(builder: Builder) -> None:
    """A model loop with everything."""
    builder.details(recorded(builder, "online_model", "model"))


def online_factor(builder: Builder) -> None:
    """A factor loop, which is backtested too, with everything."""
    builder.details(recorded(builder, "online_factor", "factor"))


def backfilled(builder: Builder) -> None:
    """Documents and rows of the fork's own backfill, which knew neither step nor end."""
    key = (builder.id(), 0)
    action = builder.dice.choice(("model", "factor"))
    builder.run_row(key[0], "unknown")
    place = builder.place("backfilled", key, action=action)
    builder.fill(place)
    builder.documents(place, status="unknown", online=False)
    builder.loop_row(key, action=action, status="unknown", has_result=0)
    builder.workspace_row(place, status="unknown", workspace_role=None)
    builder.finding(place.folder, "STATUS_INFERRED")
    builder.loop(key, action, "success", place)


def registry_only(builder: Builder) -> None:
    """Rows say everything, documents nothing."""
    recorded(builder, "registry_only", builder.dice.choice(("model", "factor")), documents=False, subs=1)


def marker_only(builder: Builder) -> None:
    """The marker of write_loop_artifacts, and nothing else that names the loop."""
    action = builder.dice.choice(("model", "factor"))
    place = builder.place("marker_only", (builder.id(), 4), action=action)
    builder.fill(place)
    builder.mark(place)
    builder.loop(place.loop, action, "success", place)


def tracking_only(builder: Builder) -> None:
    """MLflow's folder and a configuration; RD-Agent's own registry took such folders for results."""
    name = builder.id()
    key = (f"synthetic_{name}", 0)
    place = builder.place("tracking_only", key, action="model", name=name)
    builder.tracking(place)
    (place.path / "conf_baseline.yaml").write_text("market: all\n", encoding="utf-8")
    builder.finding(place.folder, "SYNTHETIC_IDENTITY")
    builder.finding(place.folder, "ACTION_UNKNOWN")
    builder.loop(key, "unknown", "unknown", None)


def nameless(builder: Builder) -> None:
    """All the evidence of a model loop, and nothing that says which."""
    name = builder.id()
    key = (f"synthetic_{name}", 0)
    place = builder.place("nameless", key, action="model", name=name)
    builder.fill(place)
    builder.finding(place.folder, "SYNTHETIC_IDENTITY")
    builder.finding(place.folder, "STATUS_INFERRED")
    builder.loop(key, "model", "success", place)


def mislabelled(builder: Builder) -> None:
    """A factor loop that the fork's scan of the logs called a model loop, because it was backtested."""
    session = builder.session(1)
    key = (session, 0)
    builder.run_row(session, "unknown", log_trace_path=f"/mnt/f/Dev/RD-Agent-main/log/{session}")
    place = builder.place("mislabelled", key, action="factor")
    builder.fill(place)
    builder.loop_row(key, action="model", status="unknown", has_result=1)
    builder.workspace_row(place, status="unknown", workspace_role=None)
    builder.finding(place.folder, "ACTION_CORRECTED")
    builder.finding(place.folder, "STATUS_INFERRED")
    builder.loop(key, "factor", "success", place)


def two_rows(builder: Builder) -> None:
    """One folder, two rows: its own, and the one that a scan of the logs made."""
    place = recorded(builder, "two_rows", "model", subs=0)
    other = builder.id()
    values = {"task_run_id": "unknown_legacy", "loop_id": 0, "workspace_path": f"{REPOSITORY}/{place.folder}"}
    builder.raw_row("workspaces", {"workspace_id": other, "status": "unknown", **values})
    builder.finding(f"registry:workspaces/{other}", "DUPLICATE_ROW")


def named_by_logs(builder: Builder) -> None:
    """The only row of the folder is the one that a scan of the logs made, under a name of its own."""
    session = builder.session(1)
    key = (session, 0)
    builder.run_row(session, "unknown", log_trace_path=f"log\\{session}")
    place = builder.place("named_by_logs", key, action="model", folder=builder.id())
    builder.fill(place)
    builder.loop_row(key, action="model", status="unknown", has_result="1")
    builder.workspace_row(place, status="finished", workspace_role=None)
    builder.finding(f"registry:workspaces/{place.workspace_id}", "UNKNOWN_WORD")
    builder.loop(key, "model", "success", place)


def renamed(builder: Builder) -> None:
    """A folder that somebody renamed; its documents know what it was."""
    key = (builder.id(), 2)
    name = builder.id()
    place = builder.place("renamed", key, action="factor", folder=f"old_{name[:8]}", name=name)
    builder.fill(place)
    builder.documents(place)
    builder.run_row(key[0], "success")
    builder.loop_row(key, action="factor", status="success", has_result=1)
    builder.workspace_row(place, status="success", path=f"{REPOSITORY}/{name}")
    builder.loop(key, "factor", "success", place)


def renamed_with_tracking(builder: Builder) -> None:
    """A renamed folder whose MLflow runs alone know what it was."""
    name = builder.id()
    key = (f"synthetic_{name}", 0)
    place = builder.place("renamed_with_tracking", key, action="model", folder=f"kept_{name[:8]}", name=name)
    builder.fill(place)
    builder.tracking(place)
    builder.finding(place.folder, "SYNTHETIC_IDENTITY")
    builder.finding(place.folder, "STATUS_INFERRED")
    builder.loop(key, "model", "success", place)


def two_results(builder: Builder) -> None:
    """Two workspaces that prove the result of one loop; the registry names neither."""
    key = (builder.id(), 0)
    builder.run_row(key[0], "success")
    places = []
    for _ in range(2):
        place = builder.place("two_results", key, action="model")
        builder.fill(place)
        builder.documents(place)
        builder.workspace_row(place, status="success")
        places.append(place)
    builder.loop_row(key, action="model", status="success", has_result=1)
    best = min(places, key=lambda place: place.workspace_id)
    builder.finding(best.folder, "TWO_RESULTS")
    builder.loop(key, "model", "success", best)


def legacy_words(builder: Builder) -> None:
    """Rows in words that only one tool of the fork wrote."""
    name = builder.id()
    key = (f"legacy_{name}", 0)
    builder.run_row(key[0], "legacy")
    builder.truth.runs[key[0]] = "unknown"
    place = builder.place("legacy_words", key, action="model", name=name)
    builder.fill(place)
    builder.loop_row(key, action="unknown", status="legacy", has_result=1)
    builder.workspace_row(place, status="present")
    for row in (f"task_runs/{key[0]}", f"loops/{key[0]}/0", f"workspaces/{name}"):
        builder.finding(f"registry:{row}", "UNKNOWN_WORD")
    builder.finding(place.folder, "STATUS_INFERRED")
    builder.loop(key, "model", "success", place)


def log_of_a_known_run(builder: Builder) -> None:
    """A run whose log shows one loop more than the registry knows."""
    session = builder.session(2)
    place = builder.place("log_of_a_known_run", (builder.id(), 0), action="model")
    run = place.loop[0]
    builder.run_row(run, "success", log_trace_path=f"F:\\Dev\\RD-Agent-main\\log\\{session}")
    builder.fill(place)
    builder.documents(place)
    builder.loop_row(place.loop, action="model", status="success", has_result=1)
    builder.workspace_row(place, status="success")
    builder.loop(place.loop, "model", "success", place)
    builder.loop((run, 1), "unknown", "unknown", None)


def plain_session(builder: Builder) -> None:
    """A log of a run that nothing else knows."""
    session = builder.session(3)
    builder.truth.runs[session] = "unknown"
    for number in range(3):
        builder.loop((session, number), "unknown", "unknown", None)


def aborted_session(builder: Builder) -> None:
    """A log that says why its run was given up."""
    session = builder.session(2)
    text = f'{{"time_utc": "{STAMP}", "reason": "显存不足", "exception_type": "CoderError", "loop_idx": 1, "step_idx": 2}}'
    (builder.truth.logs / session / "abort_reason.json").write_text(text, encoding="utf-8")
    builder.truth.runs[session] = "aborted"
    builder.loop((session, 0), "unknown", "unknown", None)
    builder.loop((session, 1), "unknown", "aborted", None)


def broken_abort(builder: Builder) -> None:
    """Logs whose abort reason cannot be read."""
    kinds = (
        ("NOT_JSON", b'{"reason": "cut'),
        ("NOT_UTF8", '{"reason": "显存不足"}'.encode("gbk")),
        ("EMPTY_FILE", b""),
        ("OTHER_SHAPE", b"[1]"),
    )
    code, content = builder.dice.choice(kinds)
    session = builder.session(1)
    (builder.truth.logs / session / "abort_reason.json").write_bytes(content)
    builder.truth.runs[session] = "unknown"
    builder.finding(f"logs:{session}/abort_reason.json", code)
    builder.loop((session, 0), "unknown", "unknown", None)


def stray_log(builder: Builder) -> None:
    """Something between the logs that is none."""
    name = f"stdout_{builder.id()[:8]}.log"
    (builder.truth.logs / name).write_text("...", encoding="utf-8")
    builder.finding(f"logs:{name}", "NOT_A_LOG")


def stray_entries(builder: Builder) -> None:
    """Files and links between the workspaces."""
    name = builder.id()
    (builder.truth.root / f"note_{name[:8]}.md").write_text("x", encoding="utf-8")
    builder.finding(f"note_{name[:8]}.md", "NOT_A_WORKSPACE")
    away = builder.outside / name
    away.mkdir()
    (builder.truth.root / name).symlink_to(away)
    builder.finding(name, "SYMLINK_OUT")
    ring = builder.truth.root / f"ring_{name[:8]}"
    ring.symlink_to(ring.name)
    builder.finding(ring.name, "SYMLINK_OUT")


HEALTHY = (
    online_model, online_factor, backfilled, registry_only, marker_only, tracking_only, nameless, mislabelled, two_rows,
    named_by_logs, renamed, renamed_with_tracking, two_results, legacy_words, log_of_a_known_run, plain_session,
    aborted_session, broken_abort, stray_log, stray_entries,
)  # fmt: skip
