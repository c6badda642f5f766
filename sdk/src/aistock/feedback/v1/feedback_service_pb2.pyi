# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.contract.v1 import types_pb2 as _types_pb2
from aistock.experiments.v1 import experiment_request_pb2 as _experiment_request_pb2
from aistock.feedback.v1 import live_feedback_pb2 as _live_feedback_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class BuildFeedbackRequest(_message.Message):
    __slots__ = ("request_id", "strategy_instance_id", "period", "goals", "benchmark")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_INSTANCE_ID_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    GOALS_FIELD_NUMBER: _ClassVar[int]
    BENCHMARK_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    strategy_instance_id: str
    period: _types_pb2.DateRange
    goals: _containers.RepeatedCompositeFieldContainer[_live_feedback_pb2.ImprovementGoal]
    benchmark: str
    def __init__(self, request_id: _Optional[str] = ..., strategy_instance_id: _Optional[str] = ..., period: _Optional[_Union[_types_pb2.DateRange, _Mapping]] = ..., goals: _Optional[_Iterable[_Union[_live_feedback_pb2.ImprovementGoal, _Mapping]]] = ..., benchmark: _Optional[str] = ...) -> None: ...

class BuildFeedbackResponse(_message.Message):
    __slots__ = ("feedback",)
    FEEDBACK_FIELD_NUMBER: _ClassVar[int]
    feedback: _live_feedback_pb2.LiveFeedback
    def __init__(self, feedback: _Optional[_Union[_live_feedback_pb2.LiveFeedback, _Mapping]] = ...) -> None: ...

class PublishFeedbackRequest(_message.Message):
    __slots__ = ("request_id", "feedback")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    FEEDBACK_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    feedback: _live_feedback_pb2.LiveFeedback
    def __init__(self, request_id: _Optional[str] = ..., feedback: _Optional[_Union[_live_feedback_pb2.LiveFeedback, _Mapping]] = ...) -> None: ...

class PublishFeedbackResponse(_message.Message):
    __slots__ = ("feedback_id", "created")
    FEEDBACK_ID_FIELD_NUMBER: _ClassVar[int]
    CREATED_FIELD_NUMBER: _ClassVar[int]
    feedback_id: str
    created: bool
    def __init__(self, feedback_id: _Optional[str] = ..., created: bool = ...) -> None: ...

class GetFeedbackRequest(_message.Message):
    __slots__ = ("feedback_id",)
    FEEDBACK_ID_FIELD_NUMBER: _ClassVar[int]
    feedback_id: str
    def __init__(self, feedback_id: _Optional[str] = ...) -> None: ...

class GetFeedbackResponse(_message.Message):
    __slots__ = ("feedback",)
    FEEDBACK_FIELD_NUMBER: _ClassVar[int]
    feedback: _live_feedback_pb2.LiveFeedback
    def __init__(self, feedback: _Optional[_Union[_live_feedback_pb2.LiveFeedback, _Mapping]] = ...) -> None: ...

class ListFeedbackRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "strategy_instance_id", "experiment_id")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_INSTANCE_ID_FIELD_NUMBER: _ClassVar[int]
    EXPERIMENT_ID_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    strategy_instance_id: str
    experiment_id: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., strategy_instance_id: _Optional[str] = ..., experiment_id: _Optional[str] = ...) -> None: ...

class ListFeedbackResponse(_message.Message):
    __slots__ = ("feedback", "next_page_token")
    FEEDBACK_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    feedback: _containers.RepeatedCompositeFieldContainer[_live_feedback_pb2.LiveFeedback]
    next_page_token: str
    def __init__(self, feedback: _Optional[_Iterable[_Union[_live_feedback_pb2.LiveFeedback, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class WatchFeedbackRequest(_message.Message):
    __slots__ = ("cursor", "strategy_instance_id")
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_INSTANCE_ID_FIELD_NUMBER: _ClassVar[int]
    cursor: str
    strategy_instance_id: str
    def __init__(self, cursor: _Optional[str] = ..., strategy_instance_id: _Optional[str] = ...) -> None: ...

class WatchFeedbackResponse(_message.Message):
    __slots__ = ("cursor", "feedback")
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    FEEDBACK_FIELD_NUMBER: _ClassVar[int]
    cursor: str
    feedback: _live_feedback_pb2.LiveFeedback
    def __init__(self, cursor: _Optional[str] = ..., feedback: _Optional[_Union[_live_feedback_pb2.LiveFeedback, _Mapping]] = ...) -> None: ...

class ProposeExperimentRequest(_message.Message):
    __slots__ = ("feedback_id",)
    FEEDBACK_ID_FIELD_NUMBER: _ClassVar[int]
    feedback_id: str
    def __init__(self, feedback_id: _Optional[str] = ...) -> None: ...

class ProposeExperimentResponse(_message.Message):
    __slots__ = ("request",)
    REQUEST_FIELD_NUMBER: _ClassVar[int]
    request: _experiment_request_pb2.ExperimentRequest
    def __init__(self, request: _Optional[_Union[_experiment_request_pb2.ExperimentRequest, _Mapping]] = ...) -> None: ...
