"""Twins of the rules between fields of the system's messages."""

from __future__ import annotations

from aistock.contract.rules import rule
from aistock.system.v1.models import Operation, OperationState


@rule("operation.failed_says_why")
def operation_failed_says_why(operation: Operation) -> bool:
    told = operation.error_reason is not None and operation.error_message is not None
    return operation.state is not OperationState.FAILED or told


@rule("operation.succeeded_is_complete")
def operation_succeeded_is_complete(operation: Operation) -> bool:
    return operation.fraction is None or operation.state is not OperationState.SUCCEEDED or operation.fraction == 1.0


@rule("operation.result_only_on_success")
def operation_result_only_on_success(operation: Operation) -> bool:
    return operation.result is None or operation.state is OperationState.SUCCEEDED
