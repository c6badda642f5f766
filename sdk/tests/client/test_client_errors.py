"""Every reason of the contract, and everything that is not one, becomes the right error."""

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock import errors
from aistock.client._retry import NOT_EXECUTED, outcome_is_unknown
from aistock.client._status import DETAILS_KEY, WireFailure, attempt_of, error_of, failure_of
from aistock.client.testing import details
from aistock.contract.v1.models import ErrorReason
from aistock.contract.v1.reasons import REASONS

READ = "/aistock.system.v1.SystemService/GetServerInfo"
CODES = sorted(errors.BY_CODE)


def raised(
    code: str, content: bytes | None, *, mutation: bool = False, request_id: str | None = None, text: str = "text"
) -> errors.RpcError:
    wire = WireFailure(code, text, () if content is None else ((DETAILS_KEY, content),))
    failure = failure_of(wire, READ)
    return error_of(failure, attempt_of(wire, failure, mutation=mutation), request_id=request_id, request=None)


@pytest.mark.parametrize("mutation", [False, True])
@pytest.mark.parametrize("reason", sorted(REASONS))
def test_every_reason_has_its_class_and_words(reason: str, mutation: bool) -> None:
    row = REASONS[reason]
    error = raised(row.code, details(row.code, reason), mutation=mutation)
    assert type(error) is errors.BY_CODE[row.code]
    assert (error.code, error.reason, error.retryable, error.remedy) == (row.code, reason, row.retryable, row.remedy)
    assert error.tracking_id == "abc"
    assert error.message == f"{reason} on purpose"
    assert row.remedy in str(error)


def test_the_table_knows_every_reason_of_the_contract() -> None:
    assert {item.name for item in ErrorReason} == set(REASONS)
    assert set(REASONS) >= NOT_EXECUTED


def test_every_status_code_has_a_class() -> None:
    import grpc

    assert {code.name for code in grpc.StatusCode} - {"OK"} == set(errors.BY_CODE)


def test_violations_come_through() -> None:
    error = raised("INVALID_ARGUMENT", details("INVALID_ARGUMENT", "INVALID_FIELD", violations=(("a.b[3]", "string.max_len"),)))
    assert isinstance(error, errors.InvalidArgument)
    remedy = REASONS["INVALID_FIELD"].remedy
    expected = errors.Violation(path="a.b[3]", rule="string.max_len", value="'bad'", message="must be better", remedy=remedy)
    assert error.violations == (expected,)
    assert "a.b[3]: must be better [string.max_len]" in str(error)


def test_a_newer_servers_reason_is_kept() -> None:
    content = details("FAILED_PRECONDITION", "BRAND_NEW", metadata={"remedy": "do it", "retryable": "true", "name": "x"})
    error = raised("FAILED_PRECONDITION", content)
    assert (type(error), error.reason, error.remedy, error.retryable) == (errors.Refused, "BRAND_NEW", "do it", True)
    assert error.details == {"name": "x"}


@pytest.mark.parametrize("code", CODES)
def test_another_systems_details_are_no_reason(code: str) -> None:
    assert raised(code, details(code, "NOT_FOUND", domain="other.example")).reason == ""


@pytest.mark.parametrize("code", CODES)
def test_a_write_without_an_answer_is_unknown_and_a_read_never(code: str) -> None:
    write = raised(code, None, mutation=True, request_id="id")
    assert not isinstance(raised(code, None), errors.OutcomeUnknown)
    silent = code not in {"INVALID_ARGUMENT", "NOT_FOUND", "ALREADY_EXISTS", "FAILED_PRECONDITION", "OUT_OF_RANGE"}
    refused_before = code in {"UNIMPLEMENTED", "UNAUTHENTICATED", "PERMISSION_DENIED"}
    assert isinstance(write, errors.OutcomeUnknown) is (silent and not refused_before)
    assert write.request_id == "id"


@given(content=st.binary(max_size=200), code=st.sampled_from(CODES), mutation=st.booleans())
@settings(max_examples=150, deadline=None)
def test_broken_details_never_hide_the_failure(content: bytes, code: str, mutation: bool) -> None:
    error = raised(code, content, mutation=mutation)
    assert error.code == code
    assert "text" in str(error) or error.reason


@given(cut=st.integers(0, 60), code=st.sampled_from(CODES))
@settings(max_examples=60, deadline=None)
def test_truncated_details_never_hide_the_failure(cut: int, code: str) -> None:
    whole = details(code, "NOT_FOUND", violations=(("a", "b"),))
    assert raised(code, whole[:cut]).code == code


def test_errors_cross_processes_whole() -> None:
    error = raised("ALREADY_EXISTS", details("ALREADY_EXISTS", "REQUEST_ID_REUSED"), mutation=True, request_id="id")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.failure) == (type(error), str(error), error.failure)


def test_one_tree() -> None:
    for kind in errors.BY_CODE.values():
        assert issubclass(kind, errors.RpcError)
    assert issubclass(errors.OutcomeUnknown, errors.RpcError)
    drawn = errors.__doc__ or ""
    names = [name for name, item in vars(errors).items() if isinstance(item, type) and issubclass(item, errors.AistockError)]
    assert [name for name in names if name not in drawn] == []


@given(code=st.sampled_from(CODES), reason=st.sampled_from(["", "DRAINING", "NOT_FOUND"]))
@settings(max_examples=60, deadline=None)
def test_only_a_silent_failure_of_a_write_is_unknown(code: str, reason: str) -> None:
    wire = WireFailure(code, "", ((DETAILS_KEY, details(code, reason)),) if reason else ())
    failure = failure_of(wire, READ)
    assert not outcome_is_unknown(attempt_of(wire, failure, mutation=False))
    assert not (reason and outcome_is_unknown(attempt_of(wire, failure, mutation=True)))
