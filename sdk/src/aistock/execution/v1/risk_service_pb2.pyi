# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.execution.v1 import risk_policy_pb2 as _risk_policy_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SetPolicyRequest(_message.Message):
    __slots__ = ("request_id", "account_id", "policy")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    POLICY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    account_id: str
    policy: _risk_policy_pb2.RiskPolicy
    def __init__(self, request_id: _Optional[str] = ..., account_id: _Optional[str] = ..., policy: _Optional[_Union[_risk_policy_pb2.RiskPolicy, _Mapping]] = ...) -> None: ...

class SetPolicyResponse(_message.Message):
    __slots__ = ("policy", "policy_hash")
    POLICY_FIELD_NUMBER: _ClassVar[int]
    POLICY_HASH_FIELD_NUMBER: _ClassVar[int]
    policy: _risk_policy_pb2.RiskPolicy
    policy_hash: str
    def __init__(self, policy: _Optional[_Union[_risk_policy_pb2.RiskPolicy, _Mapping]] = ..., policy_hash: _Optional[str] = ...) -> None: ...

class GetPolicyRequest(_message.Message):
    __slots__ = ("account_id",)
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    def __init__(self, account_id: _Optional[str] = ...) -> None: ...

class GetPolicyResponse(_message.Message):
    __slots__ = ("policy", "policy_hash")
    POLICY_FIELD_NUMBER: _ClassVar[int]
    POLICY_HASH_FIELD_NUMBER: _ClassVar[int]
    policy: _risk_policy_pb2.RiskPolicy
    policy_hash: str
    def __init__(self, policy: _Optional[_Union[_risk_policy_pb2.RiskPolicy, _Mapping]] = ..., policy_hash: _Optional[str] = ...) -> None: ...

class HaltRequest(_message.Message):
    __slots__ = ("request_id", "account_id", "reason")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    account_id: str
    reason: str
    def __init__(self, request_id: _Optional[str] = ..., account_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class HaltResponse(_message.Message):
    __slots__ = ("account_ids", "orders")
    ACCOUNT_IDS_FIELD_NUMBER: _ClassVar[int]
    ORDERS_FIELD_NUMBER: _ClassVar[int]
    account_ids: _containers.RepeatedScalarFieldContainer[str]
    orders: _containers.RepeatedCompositeFieldContainer[_risk_policy_pb2.OrderReadback]
    def __init__(self, account_ids: _Optional[_Iterable[str]] = ..., orders: _Optional[_Iterable[_Union[_risk_policy_pb2.OrderReadback, _Mapping]]] = ...) -> None: ...

class ResumeRequest(_message.Message):
    __slots__ = ("request_id", "account_id", "reason")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    account_id: str
    reason: str
    def __init__(self, request_id: _Optional[str] = ..., account_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class ResumeResponse(_message.Message):
    __slots__ = ("account_id", "was_halted")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    WAS_HALTED_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    was_halted: bool
    def __init__(self, account_id: _Optional[str] = ..., was_halted: bool = ...) -> None: ...

class ListRiskEventsRequest(_message.Message):
    __slots__ = ("account_id", "start_date", "end_date", "page_size", "page_token")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    start_date: str
    end_date: str
    page_size: int
    page_token: str
    def __init__(self, account_id: _Optional[str] = ..., start_date: _Optional[str] = ..., end_date: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListRiskEventsResponse(_message.Message):
    __slots__ = ("events", "next_page_token")
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    events: _containers.RepeatedCompositeFieldContainer[_risk_policy_pb2.RiskEvent]
    next_page_token: str
    def __init__(self, events: _Optional[_Iterable[_Union[_risk_policy_pb2.RiskEvent, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...
