# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.execution.v1 import order_pb2 as _order_pb2
from aistock.execution.v1 import risk_policy_pb2 as _risk_policy_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Signal(_message.Message):
    __slots__ = ("instrument", "score")
    INSTRUMENT_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    instrument: str
    score: float
    def __init__(self, instrument: _Optional[str] = ..., score: _Optional[float] = ...) -> None: ...

class TopkDropoutPortfolio(_message.Message):
    __slots__ = ("top_k", "n_drop", "exposure", "max_weight")
    TOP_K_FIELD_NUMBER: _ClassVar[int]
    N_DROP_FIELD_NUMBER: _ClassVar[int]
    EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    MAX_WEIGHT_FIELD_NUMBER: _ClassVar[int]
    top_k: int
    n_drop: int
    exposure: float
    max_weight: float
    def __init__(self, top_k: _Optional[int] = ..., n_drop: _Optional[int] = ..., exposure: _Optional[float] = ..., max_weight: _Optional[float] = ...) -> None: ...

class EqualWeightPortfolio(_message.Message):
    __slots__ = ("top_k", "exposure", "max_weight")
    TOP_K_FIELD_NUMBER: _ClassVar[int]
    EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    MAX_WEIGHT_FIELD_NUMBER: _ClassVar[int]
    top_k: int
    exposure: float
    max_weight: float
    def __init__(self, top_k: _Optional[int] = ..., exposure: _Optional[float] = ..., max_weight: _Optional[float] = ...) -> None: ...

class ScoreWeightPortfolio(_message.Message):
    __slots__ = ("top_k", "exposure", "max_weight")
    TOP_K_FIELD_NUMBER: _ClassVar[int]
    EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    MAX_WEIGHT_FIELD_NUMBER: _ClassVar[int]
    top_k: int
    exposure: float
    max_weight: float
    def __init__(self, top_k: _Optional[int] = ..., exposure: _Optional[float] = ..., max_weight: _Optional[float] = ...) -> None: ...

class PortfolioMethod(_message.Message):
    __slots__ = ("topk_dropout", "equal_weight", "score_weight")
    TOPK_DROPOUT_FIELD_NUMBER: _ClassVar[int]
    EQUAL_WEIGHT_FIELD_NUMBER: _ClassVar[int]
    SCORE_WEIGHT_FIELD_NUMBER: _ClassVar[int]
    topk_dropout: TopkDropoutPortfolio
    equal_weight: EqualWeightPortfolio
    score_weight: ScoreWeightPortfolio
    def __init__(self, topk_dropout: _Optional[_Union[TopkDropoutPortfolio, _Mapping]] = ..., equal_weight: _Optional[_Union[EqualWeightPortfolio, _Mapping]] = ..., score_weight: _Optional[_Union[ScoreWeightPortfolio, _Mapping]] = ...) -> None: ...

class TargetWeight(_message.Message):
    __slots__ = ("instrument", "weight", "keep", "score", "rank")
    INSTRUMENT_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_FIELD_NUMBER: _ClassVar[int]
    KEEP_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    RANK_FIELD_NUMBER: _ClassVar[int]
    instrument: str
    weight: float
    keep: bool
    score: float
    rank: int
    def __init__(self, instrument: _Optional[str] = ..., weight: _Optional[float] = ..., keep: bool = ..., score: _Optional[float] = ..., rank: _Optional[int] = ...) -> None: ...

class PlannedOrder(_message.Message):
    __slots__ = ("client_order_id", "instrument", "side", "quantity", "reference_price_mills", "value_mills", "target_weight", "allowed", "verdict")
    CLIENT_ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    INSTRUMENT_FIELD_NUMBER: _ClassVar[int]
    SIDE_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_PRICE_MILLS_FIELD_NUMBER: _ClassVar[int]
    VALUE_MILLS_FIELD_NUMBER: _ClassVar[int]
    TARGET_WEIGHT_FIELD_NUMBER: _ClassVar[int]
    ALLOWED_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    client_order_id: str
    instrument: str
    side: _order_pb2.OrderSide
    quantity: int
    reference_price_mills: int
    value_mills: int
    target_weight: float
    allowed: bool
    verdict: _risk_policy_pb2.RiskVerdict
    def __init__(self, client_order_id: _Optional[str] = ..., instrument: _Optional[str] = ..., side: _Optional[_Union[_order_pb2.OrderSide, str]] = ..., quantity: _Optional[int] = ..., reference_price_mills: _Optional[int] = ..., value_mills: _Optional[int] = ..., target_weight: _Optional[float] = ..., allowed: bool = ..., verdict: _Optional[_Union[_risk_policy_pb2.RiskVerdict, _Mapping]] = ...) -> None: ...
