"""Values of the contract part of the contract, version 1; derived from proto/aistock/contract/v1, never edited."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StrictFloat, StrictInt, StrictStr

from aistock.contract.model import ContractModel
from aistock.contract.types import IsoDate, RelativePath, Sha256, Slug


class ErrorReason(StrEnum):
    """Why a call failed, in the ErrorInfo of its status (domain "aistock"). A reason enters with the first RPC that returns it."""

    INVALID_FIELD = "invalid_field"
    """A field breaks a rule; the BadRequest detail lists field, rule and value."""
    UNKNOWN_FIELD = "unknown_field"
    """The request holds a field that this version of the contract does not know."""
    UNREADABLE = "unreadable"
    """Bytes that should be a document, a table or a page token cannot be read as one."""
    REQUEST_ID_REUSED = "request_id_reused"
    """The id of the request was used before with another body."""
    NOT_FOUND = "not_found"
    """No thing of that name exists."""
    NOT_SERVED = "not_served"
    """The contract has the call, but this server does not serve it yet."""
    INTERNAL = "internal"
    """The server failed in a way it does not explain; the request id finds it in the server's log."""
    DRAINING = "draining"
    """The server is going down or not up yet; nothing was executed."""
    CURSOR_OUT_OF_RANGE = "cursor_out_of_range"
    """The cursor lies outside of what the stream can replay."""
    SNAPSHOT_UNKNOWN = "snapshot_unknown"
    """The request names a dataset snapshot that this server does not hold."""
    STRATEGY_NOT_DRAFTABLE = "strategy_not_draftable"
    """The strategy's blocks do not say enough to draft a request."""
    LEASE_LOST = "lease_lost"
    """The lease ended or passed to another worker; nothing was recorded."""
    ARTIFACT_MISSING = "artifact_missing"
    """A named file is not in the vault, or its size differs."""
    PERIOD_EMPTY = "period_empty"
    """The period holds no settled day of the instance."""
    FEEDBACK_HAS_NO_PARENT = "feedback_has_no_parent"
    """The feedback names no experiment that this server knows, so there is nothing to direct."""
    TOO_LARGE = "too_large"
    """The file exceeds what the server stores."""
    ACCOUNT_EXISTS = "account_exists"
    """An account of that id exists with other terms."""
    LIVE_NOT_ARMED = "live_not_armed"
    """The call would move real money and this server is not armed for it."""
    SNAPSHOT_EXHAUSTED = "snapshot_exhausted"
    """The account stands at the last session of its snapshot."""
    INSTANCE_EXISTS = "instance_exists"
    """A strategy instance of that id exists with other terms."""
    INSTANCE_STATE = "instance_state"
    """The instance is not in a state that allows the call."""
    ORDER_FINAL = "order_final"
    """The order has ended and cannot change any more."""
    ACCOUNT_HALTED = "account_halted"
    """The kill switch of the account is thrown."""
    SIGNALS_AHEAD_OF_CLOCK = "signals_ahead_of_clock"
    """The signals are of a day that the account has not settled yet."""
    SIGNALS_STALE = "signals_stale"
    """The signals are older than the call allows."""
    ALREADY_REBALANCED = "already_rebalanced"
    """A plan for that day was recorded from other signals."""
    ARCHIVE_UNPROVEN = "archive_unproven"
    """The files behind the subject were not read again and found whole."""
    ARTIFACT_MISMATCH = "artifact_mismatch"
    """The bytes that came are not the ones the header named."""
    UPLOAD_OFFSET = "upload_offset"
    """The upload does not continue where the server's part ends."""
    CATALOG_REFUSED = "catalog_refused"
    """A row of a catalog breaks a rule; the report in the details names it."""
    INVALID_WINDOW = "invalid_window"
    """The window asks for days, fields or instruments that do not go together or are not there."""
    BAR_REFUSED = "bar_refused"
    """A bar breaks a rule; nothing of the ingest was stored."""
    ASSET_REFUSED = "asset_refused"
    """An asset holds what assets may not hold, such as code that reads files or a pickle; the violations name file and line."""
    PERMIT_SPENT = "permit_spent"
    """The permit was redeemed before, or its time is over."""
    DELETION_HELD = "deletion_held"
    """The policy keeps the subject: it is held, too young, or archived at too low a level."""
    SOURCE_UNREACHABLE = "source_unreachable"
    """No source that was asked gave an answer: it is not there, or did not answer in time."""
    SOURCE_TRUNCATED = "source_truncated"
    """The source gave half an answer, and none of it is used."""
    SOURCE_STALE = "source_stale"
    """The answer of the source ends before the session that it had to reach."""
    SOURCE_THROTTLED = "source_throttled"
    """The source wants to be asked less often."""
    SOURCE_REFUSED = "source_refused"
    """The source says no and would say it again: token, permission, parameter, or a security that it has no units for."""
    SOURCE_MALFORMED = "source_malformed"
    """What came is not what the source promises; none of it is used."""


class Env(StrEnum):
    """Which money a run or an account moves."""

    PREVIEW = "preview"
    """Signals and intended orders only; nothing is matched."""
    PAPER = "paper"
    """Matched by the paper account under exchange rules."""
    LIVE = "live"
    """Sent to a broker."""


class CostBasis(StrEnum):
    """Whether trading costs are inside a figure."""

    WITH_COST = "with_cost"
    """After costs."""
    WITHOUT_COST = "without_cost"
    """Before costs."""
    NONE = "none"
    """Costs play no part, as in an information coefficient."""


class ReturnBasis(StrEnum):
    """Whether a return figure is measured against a benchmark."""

    ABSOLUTE = "absolute"
    """The portfolio's own return."""
    EXCESS = "excess"
    """The portfolio's return less the benchmark's."""
    NONE = "none"
    """Not a return, as an information coefficient."""


class FileRef(ContractModel):
    """A file named by the store that holds it, its place there, and its content."""

    store: Slug
    """Name of the store; never a path of one machine."""
    path: Annotated[RelativePath, Field(max_length=1024)]
    """Path inside the store."""
    sha256: Sha256
    """SHA-256 of the content."""
    size: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Size of the content in bytes."""


class WorkspaceRef(ContractModel):
    """A workspace named by the store that holds it and its place there."""

    store: Slug
    """Name of the store."""
    path: Annotated[RelativePath, Field(max_length=1024)]
    """Path of the workspace inside the store."""


class DateRange(ContractModel):
    """A closed interval of trading dates."""

    start_date: IsoDate
    """First date, included."""
    end_date: IsoDate
    """Last date, included."""


class MetricBasis(ContractModel):
    """What a metric's number means."""

    cost_basis: CostBasis
    """Whether costs are inside the number."""
    return_basis: ReturnBasis
    """Whether the number is measured against a benchmark."""
    benchmark: Slug | None = None
    """Benchmark of an excess number: an index code such as 000300.SH, or a label such as equal_weight_universe."""
    days_per_year: Annotated[StrictInt | None, Field(ge=1, le=366)] = None
    """Days a year that annualisation used; absence means the number is not annualised."""
    source_key: Annotated[StrictStr | None, Field(max_length=256, min_length=1)] = None
    """Key under which the producer reported the number, untouched; absence means it was computed here."""


class Metric(ContractModel):
    """A number with its name and meaning."""

    name: Annotated[StrictStr, Field(pattern="^[a-z][a-z0-9_]{0,63}$")]
    """Canonical name, such as annualized_return, max_drawdown, ic_mean, rank_ic_mean, information_ratio, turnover."""
    value: StrictFloat
    """The number; rates are fractions, drawdowns are zero or negative."""
    basis: MetricBasis
    """What the number means."""


class NamedFile(ContractModel):
    """A file that belongs to a result, with its role."""

    name: Slug
    """Role of the file, such as predictions, returns, positions, report, model."""
    file: FileRef
    """The file."""
    media_type: Annotated[StrictStr | None, Field(max_length=128, min_length=3)] = None
    """Media type, such as application/vnd.apache.parquet; absence means unknown."""
