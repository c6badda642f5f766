"""Documents: what is read is what was written, and what is wrong is named."""

from __future__ import annotations

import itertools
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from aistock.contract import documents, types
from aistock.contract.v1.models import DateRange, Env, FileRef
from aistock.errors import InvalidDocument, UnknownEnumValue
from aistock.feedback.v1.models import LiveExecution, LiveFeedback, LivePerformance, ReduceDrawdown


def feedback(**changes: Any) -> LiveFeedback:
    values: dict[str, Any] = {
        "generated_at_utc": datetime(2025, 1, 3, 8, 30, tzinfo=UTC),
        "source": "test",
        "feedback_id": "0" * 32,
        "strategy_instance_id": "instance-1",
        "account_id": "account-1",
        "env": Env.PAPER,
        "period": DateRange(start_date=date(2025, 1, 1), end_date=date(2025, 1, 2)),
        "performance": LivePerformance(days=1, days_per_year=252, hit_rate=0.5),
        "execution": LiveExecution(
            order_count=0,
            fill_count=0,
            order_reject_count=0,
            risk_block_count=0,
            ordered_quantity=0,
            filled_quantity=0,
            bought_mills=0,
            sold_mills=0,
            cost_mills=0,
        ),
        "goals": [ReduceDrawdown(floor=-0.1)],
    }
    return LiveFeedback(**(values | changes))


def test_written_document_reads_back_equal(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "live_feedback.json"
    documents.write(feedback(), path)
    assert feedback() == documents.read(LiveFeedback, path)
    assert [path] == list(path.parent.iterdir())


def test_canonical_text_writes_nulls_and_inline_entries() -> None:
    value = documents.strict_loads(documents.canonical_json(feedback()))
    assert value["experiment_id"] is None
    assert value["performance"]["hit_rate"] == 0.5
    assert value["goals"][0] == {"kind": "reduce_drawdown", "floor": -0.1}
    assert value["generated_at_utc"] == "2025-01-03T08:30:00Z"


def test_equal_documents_have_equal_hashes() -> None:
    shanghai = datetime(2025, 1, 3, 16, 30, tzinfo=timezone(timedelta(hours=8)))
    assert documents.content_hash(feedback()) == documents.content_hash(feedback(generated_at_utc=shanghai))
    assert documents.content_hash(feedback()) != documents.content_hash(feedback(source="other"))


@pytest.mark.parametrize(
    ("change", "path", "rule"),
    [
        (lambda doc: doc.pop("events"), "events", "required"),
        (lambda doc: doc.pop("version"), "version", "required"),
        (lambda doc: doc.pop("env"), "env", "required"),
        (lambda doc: doc.update(env=None), "env", "required"),
        (lambda doc: doc.update(env="PAPER"), "env", "enum.defined_only"),
        (lambda doc: doc.update(version="v2"), "version", "const"),
        (lambda doc: doc.update(surprise=1), "surprise", "unknown_field"),
        (lambda doc: doc.update(source="x" * 129), "source", "string.max_len"),
        (lambda doc: doc["period"].update(start_date="2025-02-30"), "period.start_date", "string.iso_date"),
        (lambda doc: doc.update(generated_at_utc="2025-01-03T08:30:00+08:00"), "generated_at_utc", "string.utc_instant"),
        (lambda doc: doc["performance"].update(days=True), "performance.days", "type.int"),
        (lambda doc: doc["performance"].update(days=3.0), "performance.days", "type.int"),
        (lambda doc: doc["performance"].update(days=-1), "performance.days", "number.gte"),
        (lambda doc: doc["performance"].update(Shouting=1.0), "performance.Shouting", "string.pattern"),
        (lambda doc: doc["execution"].update(sold_mills=2**53), "execution.sold_mills", "number.lte"),
        (lambda doc: doc["goals"][0].pop("kind"), "goals[0]", "oneof.required"),
        (lambda doc: doc["goals"][0].update(kind="other"), "goals[0]", "oneof.variant"),
        (lambda doc: doc["goals"][0].update(floor=0.5), "goals[0].floor", "number.lte"),
    ],
)
def test_names_path_and_rule_of_what_is_wrong(change: Any, path: str, rule: str) -> None:
    document = documents.dump(feedback())
    change(document)
    with pytest.raises(InvalidDocument) as caught:
        documents.validate(LiveFeedback, document)
    assert (path, rule) in [(violation.path, violation.rule) for violation in caught.value.violations]
    assert all(violation.remedy for violation in caught.value.violations)


def test_models_are_frozen() -> None:
    with pytest.raises(ValidationError):
        feedback().source = "other"


@pytest.mark.parametrize("path", ["/etc/passwd", "../x", "a/../b", "a/./b", "C:/x", "a\\b", "", "a//b", "a/", ".", "a\x00b"])
def test_paths_that_leave_their_root_are_refused(path: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(types.RelativePath).validate_python(path)


@pytest.mark.parametrize("path", ["a", "a/b.parquet", "..a/b..", "量价/因子.csv"])
def test_paths_inside_their_root_are_accepted(path: str) -> None:
    assert path == TypeAdapter(types.RelativePath).validate_python(path)


def leads_inward(path: str) -> bool:
    """What a relative path is, in other words than the expression's: no segment is empty or goes anywhere but down."""
    segments = path.split("/")
    drive = path[:1].isascii() and path[:1].isalpha() and path[1:2] == ":"
    return not drive and not any(one in ("", ".", "..") or "\\" in one or min(one) < " " for one in segments)


IS_RELATIVE_PATH = TypeAdapter(types.RelativePath).validator.isinstance_python


def test_every_short_path_is_accepted_exactly_when_it_leads_inward() -> None:
    words = ["".join(letters) for size in range(6) for letters in itertools.product("aZ1./:\\", repeat=size)]
    assert [path for path in words if IS_RELATIVE_PATH(path) != leads_inward(path)] == []


@settings(max_examples=500, deadline=None)
@given(st.text("aB.é[因/:\\\n\x1f\x7f\x85 ", max_size=12) | st.text(max_size=12))
def test_paths_are_accepted_exactly_when_every_segment_leads_inward(path: str) -> None:
    assert IS_RELATIVE_PATH(path) == leads_inward(path)


def test_a_path_that_leaves_its_root_is_told_so_in_words() -> None:
    with pytest.raises(InvalidDocument) as caught:
        documents.validate(FileRef, {"store": "s", "path": "a/../b", "sha256": "0" * 64, "size": 1})
    found = caught.value.violations[0]
    expected = ("path", "string.relative_path", "must be a relative path with forward slashes and without '..'")
    assert (found.path, found.rule, found.message) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2025-01-03",
        "2025-01-03T08:30:00",
        "2025-01-03T24:00:00Z",
        "2025-01-03T08:30:60Z",
        "2025-01-03t08:30:00Z",
        "0000-01-01T00:00:00Z",
    ],
)
def test_instants_that_are_not_utc_instants_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(types.UtcInstant).validate_python(text)


def test_naive_datetimes_are_refused() -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(types.UtcInstant).validate_python(datetime(2025, 1, 3))  # noqa: DTZ001


@settings(max_examples=200, deadline=None)
@given(st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=8))]), min_value=datetime(2, 1, 1)))  # noqa: DTZ001
def test_json_and_wire_write_instants_alike(moment: datetime) -> None:
    adapter = TypeAdapter(types.UtcInstant)
    text = adapter.dump_python(adapter.validate_python(moment), mode="json")
    assert text == types.utc_text(moment)
    assert adapter.validate_python(text) == moment


def test_enum_numbers_of_newer_peers_have_their_own_error() -> None:
    from aistock.feedback.v1 import converters

    pb = converters.live_feedback_to_pb(feedback())
    pb.env = 99  # type: ignore[assignment]  # a peer of a newer contract
    with pytest.raises(UnknownEnumValue) as caught:
        converters.live_feedback_from_pb(pb)
    assert (caught.value.enum, caught.value.number) == ("Env", 99)


def test_inline_entries_that_hide_a_field_are_refused() -> None:
    from aistock.feedback.v1 import converters

    pb = converters.live_feedback_to_pb(feedback())
    pb.performance.extra["days"] = 3.0
    with pytest.raises(InvalidDocument) as caught:
        converters.live_feedback_from_pb(pb)
    assert caught.value.violations[0].rule == "map.collision"


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("aistock", "pydantic grpc google.protobuf pandas numpy"),
        ("aistock.contract.documents", "grpc google.protobuf pandas numpy"),
        ("aistock.feedback.v1.models", "grpc google.protobuf pandas numpy"),
    ],
)
def test_light_modules_load_nothing_heavy(module: str, absent: str) -> None:
    code = f"import {module}, sys; print([name for name in {absent.split()!r} if name in sys.modules])"
    outcome = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert outcome.stdout.strip() == "[]"
