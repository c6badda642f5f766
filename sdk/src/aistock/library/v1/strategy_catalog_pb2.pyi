# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.library.v1 import library_types_pb2 as _library_types_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class WorkspaceExample(_message.Message):
    __slots__ = ("task_run_id", "loop_id", "workspace_id", "workspace_path", "workspace_store")
    TASK_RUN_ID_FIELD_NUMBER: _ClassVar[int]
    LOOP_ID_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_PATH_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_STORE_FIELD_NUMBER: _ClassVar[int]
    task_run_id: str
    loop_id: int
    workspace_id: str
    workspace_path: str
    workspace_store: str
    def __init__(self, task_run_id: _Optional[str] = ..., loop_id: _Optional[int] = ..., workspace_id: _Optional[str] = ..., workspace_path: _Optional[str] = ..., workspace_store: _Optional[str] = ...) -> None: ...

class PythonImplementation(_message.Message):
    __slots__ = ("module", "func")
    MODULE_FIELD_NUMBER: _ClassVar[int]
    FUNC_FIELD_NUMBER: _ClassVar[int]
    module: str
    func: str
    def __init__(self, module: _Optional[str] = ..., func: _Optional[str] = ...) -> None: ...

class CatalogStrategy(_message.Message):
    __slots__ = ("strategy_id", "scenario", "step_name", "action", "workspace_example", "template_files", "data_config", "dataset_config", "portfolio_config", "backtest_config", "model_config", "python_implementation", "feature_list", "market", "freq", "config_hash", "output_form", "factor_set_hash")
    STRATEGY_ID_FIELD_NUMBER: _ClassVar[int]
    SCENARIO_FIELD_NUMBER: _ClassVar[int]
    STEP_NAME_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_EXAMPLE_FIELD_NUMBER: _ClassVar[int]
    TEMPLATE_FILES_FIELD_NUMBER: _ClassVar[int]
    DATA_CONFIG_FIELD_NUMBER: _ClassVar[int]
    DATASET_CONFIG_FIELD_NUMBER: _ClassVar[int]
    PORTFOLIO_CONFIG_FIELD_NUMBER: _ClassVar[int]
    BACKTEST_CONFIG_FIELD_NUMBER: _ClassVar[int]
    MODEL_CONFIG_FIELD_NUMBER: _ClassVar[int]
    PYTHON_IMPLEMENTATION_FIELD_NUMBER: _ClassVar[int]
    FEATURE_LIST_FIELD_NUMBER: _ClassVar[int]
    MARKET_FIELD_NUMBER: _ClassVar[int]
    FREQ_FIELD_NUMBER: _ClassVar[int]
    CONFIG_HASH_FIELD_NUMBER: _ClassVar[int]
    OUTPUT_FORM_FIELD_NUMBER: _ClassVar[int]
    FACTOR_SET_HASH_FIELD_NUMBER: _ClassVar[int]
    strategy_id: str
    scenario: str
    step_name: str
    action: _library_types_pb2.LoopAction
    workspace_example: WorkspaceExample
    template_files: _containers.RepeatedScalarFieldContainer[str]
    data_config: str
    dataset_config: str
    portfolio_config: str
    backtest_config: str
    model_config: str
    python_implementation: PythonImplementation
    feature_list: _containers.RepeatedScalarFieldContainer[str]
    market: str
    freq: str
    config_hash: str
    output_form: _library_types_pb2.OutputForm
    factor_set_hash: str
    def __init__(self, strategy_id: _Optional[str] = ..., scenario: _Optional[str] = ..., step_name: _Optional[str] = ..., action: _Optional[_Union[_library_types_pb2.LoopAction, str]] = ..., workspace_example: _Optional[_Union[WorkspaceExample, _Mapping]] = ..., template_files: _Optional[_Iterable[str]] = ..., data_config: _Optional[str] = ..., dataset_config: _Optional[str] = ..., portfolio_config: _Optional[str] = ..., backtest_config: _Optional[str] = ..., model_config: _Optional[str] = ..., python_implementation: _Optional[_Union[PythonImplementation, _Mapping]] = ..., feature_list: _Optional[_Iterable[str]] = ..., market: _Optional[str] = ..., freq: _Optional[str] = ..., config_hash: _Optional[str] = ..., output_form: _Optional[_Union[_library_types_pb2.OutputForm, str]] = ..., factor_set_hash: _Optional[str] = ...) -> None: ...

class StrategyCatalog(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "strategies", "snapshot_id")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    STRATEGIES_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_ID_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    strategies: _containers.RepeatedCompositeFieldContainer[CatalogStrategy]
    snapshot_id: str
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., strategies: _Optional[_Iterable[_Union[CatalogStrategy, _Mapping]]] = ..., snapshot_id: _Optional[str] = ...) -> None: ...
