"""Documents: reading, checking, writing and converting them, against pydantic, the generated converters and jsonschema."""

from __future__ import annotations

import json
from importlib.resources import files

from _catalogs import full, thin
from _figures import Row, fastest_ms

from aistock.contract import documents
from aistock.contract.model import ContractModel
from aistock_conformance.documents import experiment_request
from aistock_conformance.wire import model_of, pb_of

LOOPS, QUICK_LOOPS = 2_000, 200
PARSE = "pydantic model_validate_json"
READ = "aistock documents.read"
TO_PB, FROM_PB = "model to protobuf", "protobuf to model"
SLOW = "jsonschema (Python), shipped schema"


def rows(quick: bool) -> list[Row]:
    """Two catalogs of many loops, which have limits, and one small document, which has none."""
    loops, rounds = (QUICK_LOOPS, 5) if quick else (LOOPS, 15)
    schema = "library/v1/loop_catalog.schema.json"
    found = []
    for name, model in (("every field", full(loops)), ("half its fields", thin(loops))):
        found += _document(f"LoopCatalog of {loops}, {name}", schema, model, rounds=rounds, limits=True)
    request: ContractModel = experiment_request()
    return found + _document(
        "ExperimentRequest", "experiments/v1/experiment_request.schema.json", request, rounds=rounds, repeat=100
    )


def _document(name: str, schema: str, model: ContractModel, *, rounds: int, repeat: int = 1, limits: bool = False) -> list[Row]:
    took = _measured(schema, model, rounds, repeat)

    def row(what: str, peer: str, *, at_most: float | None = None, at_least: float | None = None) -> Row:
        limit = {"at_most": at_most, "at_least": at_least} if limits else {}
        return Row(f"{name}: {what}", took[what], "ms", peer, took[what] / took[peer], **limit)

    beside = ("json.loads", "pydantic model_dump_json", "aistock canonical_json", "protovalidate")
    return [
        row(PARSE, PARSE),
        row(READ, PARSE, at_most=1.6),
        *(row(what, PARSE) for what in beside),
        row(TO_PB, TO_PB),
        row(FROM_PB, TO_PB, at_most=2.5),
        row(SLOW, READ, at_least=15.0),
    ]


def _measured(schema: str, model: ContractModel, rounds: int, repeat: int) -> dict[str, float]:
    """Milliseconds by step; what is divided by each other has its turns in the same rounds, on the same bytes."""
    import jsonschema
    import protovalidate

    kind, pb = type(model), pb_of(model)
    content = documents.canonical_json(model)
    assert documents.read(kind, content) == model == model_of(pb)
    value = json.loads(content)
    slow = jsonschema.Draft202012Validator(json.loads((files("aistock") / "_schemas" / schema).read_text(encoding="utf-8")))
    validator = protovalidate.Validator()
    steps = {
        PARSE: lambda: kind.model_validate_json(content),
        READ: lambda: documents.read(kind, content),
        TO_PB: lambda: pb_of(model),
        FROM_PB: lambda: model_of(pb),
        "json.loads": lambda: json.loads(content),
        "pydantic model_dump_json": model.model_dump_json,
        "aistock canonical_json": lambda: documents.canonical_json(model),
    }
    took = fastest_ms(steps, rounds, repeat=repeat)
    few = fastest_ms({SLOW: lambda: slow.is_valid(value), "protovalidate": lambda: validator.collect_violations(pb)}, 2)
    return took | few
