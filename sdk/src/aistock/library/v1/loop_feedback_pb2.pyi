# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class FeedbackSummary(_message.Message):
    __slots__ = ("execution", "value_feedback", "shape_feedback", "code_critic", "limitations")
    EXECUTION_FIELD_NUMBER: _ClassVar[int]
    VALUE_FEEDBACK_FIELD_NUMBER: _ClassVar[int]
    SHAPE_FEEDBACK_FIELD_NUMBER: _ClassVar[int]
    CODE_CRITIC_FIELD_NUMBER: _ClassVar[int]
    LIMITATIONS_FIELD_NUMBER: _ClassVar[int]
    execution: str
    value_feedback: str
    shape_feedback: str
    code_critic: _containers.RepeatedScalarFieldContainer[str]
    limitations: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, execution: _Optional[str] = ..., value_feedback: _Optional[str] = ..., shape_feedback: _Optional[str] = ..., code_critic: _Optional[_Iterable[str]] = ..., limitations: _Optional[_Iterable[str]] = ...) -> None: ...

class LoopFeedback(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "task_run_id", "loop_id", "workspace_id", "decision", "hypothesis", "summary", "decided_by")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TASK_RUN_ID_FIELD_NUMBER: _ClassVar[int]
    LOOP_ID_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    HYPOTHESIS_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    task_run_id: str
    loop_id: int
    workspace_id: str
    decision: bool
    hypothesis: str
    summary: FeedbackSummary
    decided_by: str
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., task_run_id: _Optional[str] = ..., loop_id: _Optional[int] = ..., workspace_id: _Optional[str] = ..., decision: bool = ..., hypothesis: _Optional[str] = ..., summary: _Optional[_Union[FeedbackSummary, _Mapping]] = ..., decided_by: _Optional[str] = ...) -> None: ...
