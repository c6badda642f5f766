"""Runs a client of another language through a small journey on a live server, and judges the one line that it prints."""

from __future__ import annotations

import argparse
import base64
import importlib
import json
import subprocess
import sys
import time
import uuid
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from google.protobuf import json_format
from google.protobuf.message import Message

import aistock
from aistock.client import Client
from aistock.contract import documents as written
from aistock_conformance import documents, rows
from aistock_conformance.markets import STOCKS, Market, ingested
from aistock_conformance.reference import law
from aistock_conformance.spawn import spawned

AREAS = ("contract", "market", "library", "experiments", "execution", "feedback", "system")
QUANTITY = 200
FACTORS = 3
SECONDS = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """What a client is told: a folder with journey.json and the messages beside it."""

    folder: Path
    address: str
    fingerprint: str
    account_id: str
    prefix: str
    samples: Mapping[str, Message]


def prepared(client: Client, address: str, market: Market, folder: Path, samples: Mapping[str, Message] | None = None) -> Journey:
    """Writes a journey that nobody has gone before; `samples` are messages to decode, by the stem of their file."""
    folder.mkdir(parents=True, exist_ok=True)
    prefix = f"away-{uuid.uuid4().hex[:12]}"
    catalogs = rows.catalogs(prefix, FACTORS)
    request = documents.experiment_request(snapshot_id=market.snapshot_id)
    (folder / "factor_catalog.json").write_bytes(written.canonical_json(catalogs["factors"]))
    (folder / "experiment_request.json").write_bytes(written.canonical_json(request))
    _write(folder / "factor_catalog.binpb", _pb(catalogs["factors"]))
    _write(folder / "experiment_request.binpb", _pb(request))
    said = {
        "address": address,
        "snapshot_id": market.snapshot_id,
        "start_date": market.days[5].isoformat(),
        "account_id": f"{prefix}-account",
        "initial_cash_mills": str(1_000_000_000),
        "instrument": STOCKS[0],
        "quantity": str(QUANTITY),
        **{f"{name}_id": str(uuid.uuid4()) for name in ("import", "cancel", "open", "order", "refused", "advance")},
    }
    (folder / "journey.json").write_text(json.dumps(said, indent=1), encoding="utf-8")
    found = dict(samples) if samples is not None else _samples(catalogs, request)
    lines = []
    for stem, sample in sorted(found.items()):
        _write(folder / "samples" / f"{stem}.binpb", sample)
        lines.append(f"{sample.DESCRIPTOR.full_name}\tsamples/{stem}.binpb\tdecoded/{stem}\n")
    (folder / "samples.tsv").write_text("".join(lines), encoding="utf-8")
    (folder / "decoded").mkdir(exist_ok=True)
    info = client.system.get_server_info()
    return Journey(
        folder=folder, address=address, fingerprint=info.contract_fingerprint, account_id=said["account_id"], prefix=prefix,
        samples=found,
    )  # fmt: skip


def corpus_samples(folder: Path) -> dict[str, Message]:
    """The samples of a stored corpus: <area>/<message>.jsonl, one a line with its bytes in base64 as `pb`."""
    found: dict[str, Message] = {}
    for area in AREAS:
        converters = importlib.import_module(f"{aistock.__name__}.{area}.v1.converters")
        types = {read.__name__.removesuffix("_from_pb"): kind for kind, read in converters.FROM_PB.items()}
        for path in sorted((folder / area).glob("*.jsonl")):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
                found[f"{area}-{path.stem}-{number}"] = types[path.stem].FromString(base64.b64decode(json.loads(line)["pb"]))
    return found


def run(command: Sequence[str], journey: Journey, *, seconds: float = SECONDS) -> dict[str, Any]:
    """Runs a client on the journey; its report, judged."""
    done = subprocess.run(
        [*command, str(journey.folder)], capture_output=True, text=True, timeout=seconds, stdin=subprocess.DEVNULL, check=False
    )
    law(done.returncode == 0, f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-3000:]}")
    report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return report


def judge(report: Mapping[str, Any], journey: Journey, client: Client) -> None:
    """Holds the report against what the server says through the SDK."""
    law(report["fingerprint"] == journey.fingerprint, "another contract fingerprint")
    law(report["imported"] == FACTORS, f"imported {report['imported']} factors, not {FACTORS}")
    law(report["experiment_states"] == ["QUEUED", "CANCELLED"], f"watched {report['experiment_states']}")
    experiment = client.experiments.get_experiment(report["experiment_id"])
    law(experiment.state.value == "cancelled", f"the experiment is {experiment.state}")
    _judge_events(report, journey, client)
    refusal = {"code": 3, "reason": "INVALID_FIELD", "field": "quantity"}
    law(report["refusal"] == refusal, f"the refusal was read as {report['refusal']}")
    law(report["samples"] == len(journey.samples), f"decoded {report['samples']} of {len(journey.samples)} samples")
    for stem, sample in journey.samples.items():
        _judge_sample(stem, sample, journey.folder / "decoded" / stem)


def _judge_events(report: Mapping[str, Any], journey: Journey, client: Client) -> None:
    journal = list(client.orders.watch_events(journey.account_id, stop_at_end=True))
    law(report["watched"] == [event.seq for event in journal], f"watched {report['watched']} of {len(journal)} events")
    after = report["resumed_after"]
    law(0 < after < len(journal), f"resumed after {after}, which leaves nothing to compare")
    law(report["resumed"] == [event.seq for event in journal if event.seq > after], f"resumed after {after}: {report['resumed']}")
    told = report["order_events"]
    law(told == ["order_submitted", "order_accepted", "order_filled"], f"the order's events are {told}")
    law(report["filled_quantity"] == QUANTITY, f"{report['filled_quantity']} shares filled")
    positions = list(client.accounts.list_positions(journey.account_id))
    law(sum(row.quantity for row in positions) == QUANTITY, "the account does not hold what was bought")


def _judge_sample(stem: str, sample: Message, decoded: Path) -> None:
    """What the client wrote back, in binary and in the JSON of protobuf, is the same message."""
    again, parsed = type(sample)(), type(sample)()
    again.ParseFromString(decoded.with_name(decoded.name + ".binpb").read_bytes())
    law(again == sample, f"{stem}: another message after decoding and encoding")
    json_format.Parse(decoded.with_name(decoded.name + ".json").read_text(encoding="utf-8"), parsed)
    law(parsed == sample, f"{stem}: the JSON of protobuf has another message")


def _samples(catalogs: Mapping[str, Any], request: Any) -> dict[str, Message]:
    """A few samples for a run without a corpus: pass-through JSON, unions, maps, big integers."""
    made = [*catalogs.values(), request, rows.feedback("away"), documents.strategy_config("away")]
    return {_pb(model).DESCRIPTOR.full_name + "--made": _pb(model) for model in made}


def _pb(model: Any) -> Message:
    area = type(model).__module__.rpartition(".")[0]
    converters = importlib.import_module(f"{area}.converters")
    found: Message = converters.TO_PB[type(model)](model)
    return found


def _write(path: Path, message: Message) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(message.SerializeToString(deterministic=True))


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs each named client, `name=command`, on one spawned server; one line each."""
    parser = argparse.ArgumentParser(prog="python -m aistock_conformance.clients", description=main.__doc__)
    parser.add_argument("client", nargs="+", help="name=command; the command gets the journey's folder as its last argument")
    parser.add_argument("--work", type=Path, required=True, help="folder for the server's data and the journeys")
    parser.add_argument("--corpus", type=Path, help="folder of stored samples; without it a few are made")
    chosen = parser.parse_args(arguments)
    work, failures = chosen.work / uuid.uuid4().hex[:8], 0
    samples = corpus_samples(chosen.corpus) if chosen.corpus is not None else None
    if samples is not None and not samples:
        parser.error(f"no samples in {chosen.corpus}")
    with ExitStack() as stack:
        server = stack.enter_context(spawned(work / "data"))
        client = stack.enter_context(Client(server.address, connect_timeout=30.0))
        market = ingested(client)
        for named in chosen.client:
            name, _, command = named.partition("=")
            failures += not _told(name, command.split(), prepared(client, server.address, market, work / name, samples), client)
    return 1 if failures else 0


def _told(name: str, command: Sequence[str], journey: Journey, client: Client) -> bool:
    began = time.monotonic()
    try:
        judge(run(command, journey), journey, client)
    except (AssertionError, KeyError, OSError, ValueError, subprocess.TimeoutExpired) as error:
        print(f"{name:<12} FAILED  {error}", flush=True)
        return False
    print(f"{name:<12} ok      {len(journey.samples)} samples, {time.monotonic() - began:.1f} s", flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main())
