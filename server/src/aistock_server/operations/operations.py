"""The life of a long job."""

import logging
import time
from collections.abc import Callable
from typing import Protocol

from aistock.system.v1.models import (
    CancelOperationRequest,
    CancelOperationResponse,
    GetOperationRequest,
    GetOperationResponse,
    ListOperationsRequest,
    ListOperationsResponse,
    Operation,
    OperationKind,
    OperationResult,
    OperationState,
    WatchOperationRequest,
    WatchOperationResponse,
)
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import NotFound, RoomError
from aistock_server.kernel.feed import Batch, cursor_at, position
from aistock_server.kernel.ids import Ids
from aistock_server.kernel.paging import decode_token, encode_token, page_size
from aistock_server.operations.ports import JobThreads, OperationStore, UnitOfWork

log = logging.getLogger("aistock.operations")

ENDED = frozenset({OperationState.SUCCEEDED, OperationState.FAILED, OperationState.CANCELLED})
#: Progress between these is not stored: each stored one is a durable commit.
_PROGRESS_SECONDS = 0.2
_EVENTS = 200


class _Cancelled(Exception):
    """Raised inside a job at its next report of progress after it was cancelled."""


class Job(Protocol):
    """Work that reports how far it has come."""

    def __call__(self, progress: Callable[[float, str], None]) -> OperationResult:
        """Do the work; call `progress(fraction, stage)` often."""
        ...


class Operations:
    """Starts, follows and cancels long jobs."""

    def __init__(self, store: OperationStore, units: UnitOfWork, threads: JobThreads, clock: Clock, ids: Ids) -> None:
        self._store = store
        self._units = units
        self._threads = threads
        self._clock = clock
        self._ids = ids

    def start(self, kind: OperationKind, job: Job) -> Operation:
        """Store a job; it runs once the unit of work that stored it has committed."""
        now = self._clock.now()
        operation = Operation(
            operation_id=self._ids.next_hex(),
            kind=kind,
            state=OperationState.PENDING,
            fraction=0.0,
            created_at_utc=now,
            updated_at_utc=now,
        )
        self._store.add(operation)
        name = operation.operation_id
        self._units.after_commit(lambda: void(self._threads.submit(lambda: self._run(name, job))))
        return operation

    def fail_interrupted(self) -> int:
        """Mark jobs that a former process left unfinished as failed; how many there were."""
        with self._units.unit():
            left = self._store.unfinished()
            for operation in left:
                self._change(
                    operation,
                    state=OperationState.FAILED,
                    error_reason="DRAINING",
                    error_message="the server stopped while the job was at work; start it again under a new request_id",
                )
        return len(left)

    def get_operation(self, request: GetOperationRequest) -> GetOperationResponse:
        """A job as it stands."""
        return GetOperationResponse(operation=self._existing(request.operation_id))

    def list_operations(self, request: ListOperationsRequest) -> ListOperationsResponse:
        """Jobs, newest first."""
        size = page_size(request.page_size)
        key = decode_token(request.page_token, width=1, state=request.state)
        rows = self._store.page(before=None if key is None else int(key[0]), limit=size + 1, state=request.state)
        token = encode_token([rows[size - 1][0]], state=request.state) if len(rows) > size else None
        return ListOperationsResponse(operations=[operation for _, operation in rows[:size]], next_page_token=token)

    def cancel_operation(self, request: CancelOperationRequest) -> CancelOperationResponse:
        """Mark a job as cancelled; a running one stops at its next report of progress."""
        operation = self._existing(request.operation_id)
        if operation.state not in ENDED:
            operation = self._change(operation, state=OperationState.CANCELLED)
        return CancelOperationResponse(operation=operation)

    def watch_operation(self, request: WatchOperationRequest, after: int | None) -> Batch[WatchOperationResponse]:
        """Changes of a job after a position, until it has ended."""
        name = request.operation_id
        operation = self._existing(name)
        last = self._store.last_seq(name)
        start = position(request.cursor, stream=name, last=last) if after is None else after
        stored = self._store.events(name, start, _EVENTS)
        events = [WatchOperationResponse(cursor=cursor_at(name, event.seq), operation=event.operation) for event in stored]
        reached = stored[-1].seq if stored else start
        return Batch(events=events, after=reached, finished=operation.state in ENDED and reached >= last)

    def _existing(self, operation_id: str) -> Operation:
        operation = self._store.get(operation_id)
        if operation is None:
            raise NotFound("NOT_FOUND", f"no operation {operation_id!r}; ListOperations names those there are", name=operation_id)
        return operation

    def _change(self, operation: Operation, **fields: object) -> Operation:
        changed = operation.model_copy(update={**fields, "updated_at_utc": self._clock.now()})
        self._store.change(changed)
        return changed

    def _advance(self, operation_id: str, **fields: object) -> None:
        with self._units.unit():
            operation = self._existing(operation_id)
            if operation.state is OperationState.CANCELLED:
                raise _Cancelled
            self._change(operation, **fields)

    def _run(self, operation_id: str, job: Job) -> None:
        told = time.monotonic()

        def progress(fraction: float, stage: str) -> None:
            nonlocal told
            if time.monotonic() - told >= _PROGRESS_SECONDS:
                told = time.monotonic()
                self._advance(operation_id, fraction=min(max(fraction, 0.0), 0.99), stage=stage)

        try:
            self._advance(operation_id, state=OperationState.RUNNING)
            result = job(progress)
            self._advance(operation_id, state=OperationState.SUCCEEDED, fraction=1.0, result=result)
        except _Cancelled:
            return
        except RoomError as error:
            self._fail(operation_id, error.reason, error.message)
        except Exception:
            log.exception("job %s failed", operation_id)
            self._fail(operation_id, "INTERNAL", f"internal error; tell the operator operation id {operation_id}")

    def _fail(self, operation_id: str, reason: str, message: str) -> None:
        try:
            self._advance(operation_id, state=OperationState.FAILED, error_reason=reason, error_message=message[:2000])
        except _Cancelled:
            return


def void(_value: object) -> None:
    """Take a value and give none, for callbacks whose result nobody wants."""
