"""Laws of the legacy reader on damaged and arbitrary files: valid or refused, nothing lost in silence, stable, never a crash."""

import json
import os
import re
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aistock.contract import documents
from aistock.experiments.v1 import models as experiments
from aistock.library.v1 import models as library
from aistock.rdagent.legacy import Action, Context, Reading, Severity, read
from aistock.rdagent.legacy.dialects import MODELS
from aistock.rdagent.legacy.reader import model_of
from aistock.rdagent.legacy.samples import SAMPLES
from aistock.validation import violations

CONTEXT = Context(workspace_id="b" * 32, snapshot_id="a" * 64)


def keys_of(value: Any) -> set[str]:
    """Every key inside a value."""
    if isinstance(value, dict):
        return set(value) | {key for item in value.values() for key in keys_of(item)}
    return {key for item in value for key in keys_of(item)} if isinstance(value, list) else set()


COUNT = int(os.environ.get("AISTOCK_LEGACY_EXAMPLES", "40"))
"""Files of each kind that are made; `make fuzz` asks for more."""

QUIET = settings(max_examples=COUNT, deadline=None, suppress_health_check=list(HealthCheck))
THOROUGH = settings(QUIET, max_examples=2 * COUNT)

ENVELOPE = ["version", "schema_version", "generated_at_utc", "source", "task_run_id", "loop_id", "workspace_id", "config_path"]
KEYS = [
    *ENVELOPE,
    *("loops", "factors", "strategies", "models", "combinations", "summary", "decision", "hypothesis", "train_test"),
    *("strategy", "factor_set", "model", "objective", "mode", "task_id", "columns", "index"),
]
NAMES = sorted(
    {name for module in (library, experiments) for kind in vars(module).values() for name in getattr(kind, "model_fields", ())}
    | {key for make in SAMPLES.values() for key in keys_of(make())}
)
"""Every key of v1 and of the samples: the names that a rewrite could collide with."""

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
words = st.sampled_from(
    ["v1", "", "('feature', 'X')", "/mnt/f/a/b", "C:\\a\\..\\b", "2025-01-01", "2025-13-01T00:00:00", "Unnamed: 0", "NaN"]
)
values = st.recursive(
    scalars | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


def text_of(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=True).encode()


def checked(reading: Reading) -> None:
    """Valid strict v1 that reads without issues, or refused with a reason."""
    if reading.document is None:
        assert any(issue.severity is Severity.ERROR and issue.action is Action.REFUSED for issue in reading.issues)
        return
    kind = type(reading.document)
    content = documents.canonical_json(reading.document)
    again = documents.validate(kind, documents.strict_loads(content))
    assert again == reading.document
    assert violations(again) == ()
    name = next(name for name in MODELS if model_of(name) is kind)
    reread = read(content, name)
    assert (reread.issues, reread.dialect, reread.document) == ((), "v1", reading.document)


def leaves(value: Any) -> Counter[Any]:
    """Every scalar inside a value, in a form in which equal meanings are equal; null says nothing."""
    found: Counter[Any] = Counter()
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            stack += item.values()
        elif isinstance(item, list):
            stack += item
        elif item is not None:
            found[meaning(item)] += 1
    return found


def meaning(item: Any) -> Any:
    if isinstance(item, bool):
        return ("bool", item)
    if isinstance(item, (int, float)):
        return ("number", float(item) if abs(item) < 2**1023 else item)
    if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|\+00:00)", item):
        try:
            return ("instant", datetime.fromisoformat(item.replace("Z", "+00:00")).astimezone(UTC))
        except ValueError:
            return ("text", item)
    return ("text", item)


def lost(source: Any, reading: Reading) -> Counter[Any]:
    """Scalars of the source that are neither in the document nor kept whole by an issue, by how often they stood."""
    kept = Counter[Any]()
    if reading.document is not None:
        kept += leaves(documents.dump(reading.document))
    for issue in reading.issues:
        kept += leaves(issue.original)
    return leaves(source) - kept


class Edits:
    """Places of a value, and edits at them."""

    def __init__(self, root: Any) -> None:
        self.root = root

    def containers(self) -> list[Any]:
        found, stack = [], [self.root]
        while stack:
            item = stack.pop(0)
            if isinstance(item, (dict, list)):
                found.append(item)
                stack += item.values() if isinstance(item, dict) else item
        return found

    def edit(self, data: st.DataObject) -> None:
        places = self.containers()
        place = places[data.draw(st.integers(0, len(places) - 1))]
        value = data.draw(values)
        keys: list[Any] = list(place) if isinstance(place, dict) else list(range(len(place)))
        what = data.draw(st.sampled_from(["add", "replace", "remove", "double"]))
        if what == "add" or not keys:
            if isinstance(place, dict):
                place[data.draw(st.text(max_size=6) | st.sampled_from(NAMES))] = value
            else:
                place.append(value)
            return
        key = keys[data.draw(st.integers(0, len(keys) - 1))]
        if what == "replace":
            place[key] = value
        elif what == "remove":
            del place[key]
        elif isinstance(place, list):
            place.append(json.loads(json.dumps(place[key])))
        else:
            place[f"{key} "] = place[key]


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_lose_nothing(name: str) -> None:
    source = SAMPLES[name]()
    reading = read(text_of(source), context=CONTEXT)
    checked(reading)
    assert reading.document is not None
    assert not lost(source, reading)


@THOROUGH
@given(st.sampled_from(sorted(SAMPLES)), st.data())
def test_damaged_files_are_valid_or_refused_and_lose_nothing(name: str, data: st.DataObject) -> None:
    edits = Edits(SAMPLES[name]())
    for _ in range(data.draw(st.integers(1, 4))):
        edits.edit(data)
    content = text_of(edits.root)
    reading = read(content, context=CONTEXT)
    checked(reading)
    plain = json.loads(content, parse_constant=str)
    assert not lost(plain, reading)


@pytest.mark.parametrize("name", SAMPLES)
def test_an_extra_anywhere_is_named_or_survives(name: str) -> None:
    """At every object and list of a file: a key or item that no v1 document and no exporter has."""
    count = len(Edits(SAMPLES[name]()).containers())
    for number in range(0, count, max(1, count // 25)):
        root = SAMPLES[name]()
        place = Edits(root).containers()[number]
        marker = f"marker-{number}-only-here"
        if isinstance(place, dict):
            place[f"extra {number}"] = {"deep": [marker]}
        else:
            place.append({"deep": [marker]})
        reading = read(text_of(root), context=CONTEXT)
        checked(reading)
        in_document = reading.document is not None and marker in documents.canonical_json(reading.document).decode()
        named = [issue for issue in reading.issues if marker in json.dumps(issue.original)]
        assert in_document or named
        assert not lost(root, reading)


@QUIET
@given(values, st.none() | st.sampled_from(sorted(MODELS)))
def test_any_json_is_read_or_refused(value: Any, kind: str | None) -> None:
    checked(read(text_of(value), kind, context=CONTEXT))


@QUIET
@given(
    st.dictionaries(
        st.sampled_from(KEYS),
        values
        | st.lists(
            st.dictionaries(st.sampled_from(["name", "source", "metrics", "paths", "loop_id", "windows"]), values), max_size=3
        ),
    ),
    st.none() | st.sampled_from(sorted(MODELS)),
)
def test_any_keys_of_the_fork_are_read_or_refused(value: Any, kind: str | None) -> None:
    content = text_of(value)
    reading = read(content, kind, context=CONTEXT)
    checked(reading)
    assert not lost(json.loads(content, parse_constant=str), reading)


@QUIET
@given(st.binary(max_size=200), st.none() | st.sampled_from(sorted(MODELS)))
def test_any_bytes_are_read_or_refused(content: bytes, kind: str | None) -> None:
    checked(read(content, kind))


@QUIET
@given(st.sampled_from(sorted(SAMPLES)), st.integers(0, 10_000), st.binary(max_size=3))
def test_broken_texts_are_read_or_refused(name: str, at: int, put: bytes) -> None:
    content = text_of(SAMPLES[name]())
    at %= len(content)
    checked(read(content[:at] + put + content[at + len(put) :], context=CONTEXT))
