"""Why calls fail: each reason with its gRPC code and remedy; derived from errors.proto, never edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Reason:
    """gRPC status code name, whether the same call may succeed later, what to do, and what happened."""

    code: str
    retryable: bool
    remedy: str
    meaning: str


REASONS: Mapping[str, Reason] = MappingProxyType(
    {
        "INVALID_FIELD": Reason(
            code="INVALID_ARGUMENT",
            retryable=False,
            remedy="Correct the fields that the violations name and send the call again.",
            meaning="A field breaks a rule; the BadRequest detail lists field, rule and value.",
        ),
        "UNKNOWN_FIELD": Reason(
            code="INVALID_ARGUMENT",
            retryable=False,
            remedy="Remove the field, or talk to a server of the contract version that has it.",
            meaning="The request holds a field that this version of the contract does not know.",
        ),
        "UNREADABLE": Reason(
            code="INVALID_ARGUMENT",
            retryable=False,
            remedy="Send the content in the format that the field's comment names.",
            meaning="Bytes that should be a document, a table or a page token cannot be read as one.",
        ),
        "REQUEST_ID_REUSED": Reason(
            code="ALREADY_EXISTS",
            retryable=False,
            remedy="Use a new id for a new request; use the old id only to repeat the same body.",
            meaning="The id of the request was used before with another body.",
        ),
        "NOT_FOUND": Reason(
            code="NOT_FOUND",
            retryable=False,
            remedy="List what exists and use one of those names.",
            meaning="No thing of that name exists.",
        ),
        "NOT_SERVED": Reason(
            code="UNIMPLEMENTED",
            retryable=False,
            remedy="Look at GetServerInfo for what this server serves.",
            meaning="The contract has the call, but this server does not serve it yet.",
        ),
        "INTERNAL": Reason(
            code="INTERNAL",
            retryable=False,
            remedy="Report the request id to whoever runs the server.",
            meaning="The server failed in a way it does not explain; the request id finds it in the server's log.",
        ),
        "DRAINING": Reason(
            code="UNAVAILABLE",
            retryable=True,
            remedy="Send the same call again after a moment.",
            meaning="The server is going down or not up yet; nothing was executed.",
        ),
        "CURSOR_OUT_OF_RANGE": Reason(
            code="OUT_OF_RANGE",
            retryable=False,
            remedy="Start the stream again without a cursor and rebuild from its first event.",
            meaning="The cursor lies outside of what the stream can replay.",
        ),
        "SNAPSHOT_UNKNOWN": Reason(
            code="FAILED_PRECONDITION",
            retryable=False,
            remedy="Ingest the data first, or use a snapshot that ListDatasets names.",
            meaning="The request names a dataset snapshot that this server does not hold.",
        ),
        "STRATEGY_NOT_DRAFTABLE": Reason(
            code="FAILED_PRECONDITION",
            retryable=False,
            remedy="Take another strategy, or write the StrategyConfig by hand.",
            meaning="The strategy's blocks do not say enough to draft a request.",
        ),
        "LEASE_LOST": Reason(
            code="ABORTED",
            retryable=False,
            remedy="Stop the run; another worker has it or will take it.",
            meaning="The lease ended or passed to another worker; nothing was recorded.",
        ),
        "ARTIFACT_MISSING": Reason(
            code="FAILED_PRECONDITION",
            retryable=False,
            remedy="Store the file with PutArtifact first, then send the call again.",
            meaning="A named file is not in the vault, or its size differs.",
        ),
        "PERIOD_EMPTY": Reason(
            code="FAILED_PRECONDITION",
            retryable=False,
            remedy="Advance the account, or widen the period.",
            meaning="The period holds no settled day of the instance.",
        ),
        "FEEDBACK_HAS_NO_PARENT": Reason(
            code="FAILED_PRECONDITION",
            retryable=False,
            remedy="Submit a request by hand.",
            meaning="The feedback names no experiment that this server knows, so there is nothing to direct.",
        ),
        "TOO_LARGE": Reason(
            code="RESOURCE_EXHAUSTED",
            retryable=False,
            remedy="Send less at a time; GetServerInfo names the limit.",
            meaning="The file exceeds what the server stores.",
        ),
        "ACCOUNT_EXISTS": Reason(
            code="ALREADY_EXISTS",
            retryable=False,
            remedy="Use the account as it is, or open one under another id.",
            meaning="An account of that id exists with other terms.",
        ),
        "LIVE_NOT_ARMED": Reason(
            code="FAILED_PRECONDITION",
            retryable=False,
            remedy="Use a paper account, or serve the live profile with an armed session.",
            meaning="The call would move real money and this server is not armed for it.",
        ),
        "SNAPSHOT_EXHAUSTED": Reason(
            code="OUT_OF_RANGE",
            retryable=False,
            remedy="Ingest newer bars and open an account on the newer snapshot.",
            meaning="The account stands at the last session of its snapshot.",
        ),
        "INSTANCE_EXISTS": Reason(
            code="ALREADY_EXISTS",
            retryable=False,
            remedy="Use the instance as it is, or create one under another id.",
            meaning="A strategy instance of that id exists with other terms.",
        ),
        "INSTANCE_STATE": Reason(
            code="FAILED_PRECONDITION",
            retryable=False,
            remedy="Read the instance and bring it to the state the call's comment names.",
            meaning="The instance is not in a state that allows the call.",
        ),
        "ORDER_FINAL": Reason(
            code="FAILED_PRECONDITION",
            retryable=False,
            remedy="Read the order; submit a new one if one is wanted.",
            meaning="The order has ended and cannot change any more.",
        ),
        "ACCOUNT_HALTED": Reason(
            code="FAILED_PRECONDITION",
            retryable=False,
            remedy="Find out why with ListRiskEvents, then Resume.",
            meaning="The kill switch of the account is thrown.",
        ),
        "SIGNALS_AHEAD_OF_CLOCK": Reason(
            code="FAILED_PRECONDITION",
            retryable=False,
            remedy="Advance the account to the day of the signals first.",
            meaning="The signals are of a day that the account has not settled yet.",
        ),
        "SIGNALS_STALE": Reason(
            code="FAILED_PRECONDITION",
            retryable=False,
            remedy="Send newer signals, or allow the age with max_signal_age_days.",
            meaning="The signals are older than the call allows.",
        ),
        "ALREADY_REBALANCED": Reason(
            code="ALREADY_EXISTS",
            retryable=False,
            remedy="Advance the account before rebalancing again.",
            meaning="A plan for that day was recorded from other signals.",
        ),
        "ARCHIVE_UNPROVEN": Reason(
            code="FAILED_PRECONDITION",
            retryable=False,
            remedy="Archive the subject with evidence first.",
            meaning="The files behind the subject were not read again and found whole.",
        ),
        "ARTIFACT_MISMATCH": Reason(
            code="INVALID_ARGUMENT",
            retryable=False,
            remedy="Read the file again and upload it with its own hash and size.",
            meaning="The bytes that came are not the ones the header named.",
        ),
        "UPLOAD_OFFSET": Reason(
            code="OUT_OF_RANGE",
            retryable=False,
            remedy="Ask StatArtifact where to continue, or start at offset 0.",
            meaning="The upload does not continue where the server's part ends.",
        ),
        "CATALOG_REFUSED": Reason(
            code="INVALID_ARGUMENT",
            retryable=False,
            remedy="Correct the rows that the violations name and import again.",
            meaning="A row of a catalog breaks a rule; the report in the details names it.",
        ),
        "INVALID_WINDOW": Reason(
            code="INVALID_ARGUMENT",
            retryable=False,
            remedy="Ask within the snapshot's calendar, fields and instruments.",
            meaning="The window asks for days, fields or instruments that do not go together or are not there.",
        ),
        "BAR_REFUSED": Reason(
            code="INVALID_ARGUMENT",
            retryable=False,
            remedy="Correct the rows that the violations name and ingest again.",
            meaning="A bar breaks a rule; nothing of the ingest was stored.",
        ),
        "ASSET_REFUSED": Reason(
            code="INVALID_ARGUMENT",
            retryable=False,
            remedy="Correct the places that the violations name and send the asset again.",
            meaning="An asset holds what assets may not hold, such as code that reads files or a pickle; the violations name file and line.",
        ),
        "PERMIT_SPENT": Reason(
            code="FAILED_PRECONDITION",
            retryable=False,
            remedy="Look at what is left of the subject and ask for a new permit.",
            meaning="The permit was redeemed before, or its time is over.",
        ),
        "DELETION_HELD": Reason(
            code="FAILED_PRECONDITION",
            retryable=False,
            remedy="Read GetArchivePolicy; archive at the level it asks, wait, or lift the hold.",
            meaning="The policy keeps the subject: it is held, too young, or archived at too low a level.",
        ),
        "SOURCE_UNREACHABLE": Reason(
            code="UNAVAILABLE",
            retryable=True,
            remedy="Try again later, or name another source; ListSources tells which there are.",
            meaning="No source that was asked gave an answer: it is not there, or did not answer in time.",
        ),
        "SOURCE_TRUNCATED": Reason(
            code="UNAVAILABLE",
            retryable=True,
            remedy="Ask again, or name another source.",
            meaning="The source gave half an answer, and none of it is used.",
        ),
        "SOURCE_STALE": Reason(
            code="UNAVAILABLE",
            retryable=True,
            remedy="Ask again when the source has caught up, name another source, or expect less.",
            meaning="The answer of the source ends before the session that it had to reach.",
        ),
        "SOURCE_THROTTLED": Reason(
            code="RESOURCE_EXHAUSTED",
            retryable=True,
            remedy="Wait a minute, and ask for less at a time.",
            meaning="The source wants to be asked less often.",
        ),
        "SOURCE_REFUSED": Reason(
            code="FAILED_PRECONDITION",
            retryable=False,
            remedy="Correct what the message names at the source, or name another source.",
            meaning="The source says no and would say it again: token, permission, parameter, or a security that it has no units for.",
        ),
        "SOURCE_MALFORMED": Reason(
            code="FAILED_PRECONDITION",
            retryable=False,
            remedy="Mend the file, or report it to the vendor; skip_refused serves the other instruments.",
            meaning="What came is not what the source promises; none of it is used.",
        ),
    }
)
"""ErrorReason without its prefix, as ErrorInfo.reason carries it, to what it means."""
