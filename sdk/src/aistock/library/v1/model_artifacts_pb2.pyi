# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.library.v1 import library_types_pb2 as _library_types_pb2
from aistock.library.v1 import model_catalog_pb2 as _model_catalog_pb2
from aistock.library.v1 import strategy_catalog_pb2 as _strategy_catalog_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ModelMeta(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "task_run_id", "loop_id", "workspace_id", "model_type", "model_conf", "dataset_conf", "features", "feature_count", "feature_hash", "preprocessing", "executed_config_hash", "model_format", "model_file", "model_sha256", "label", "seed")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TASK_RUN_ID_FIELD_NUMBER: _ClassVar[int]
    LOOP_ID_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    MODEL_TYPE_FIELD_NUMBER: _ClassVar[int]
    MODEL_CONF_FIELD_NUMBER: _ClassVar[int]
    DATASET_CONF_FIELD_NUMBER: _ClassVar[int]
    FEATURES_FIELD_NUMBER: _ClassVar[int]
    FEATURE_COUNT_FIELD_NUMBER: _ClassVar[int]
    FEATURE_HASH_FIELD_NUMBER: _ClassVar[int]
    PREPROCESSING_FIELD_NUMBER: _ClassVar[int]
    EXECUTED_CONFIG_HASH_FIELD_NUMBER: _ClassVar[int]
    MODEL_FORMAT_FIELD_NUMBER: _ClassVar[int]
    MODEL_FILE_FIELD_NUMBER: _ClassVar[int]
    MODEL_SHA256_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    SEED_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    task_run_id: str
    loop_id: int
    workspace_id: str
    model_type: str
    model_conf: str
    dataset_conf: str
    features: _containers.RepeatedScalarFieldContainer[str]
    feature_count: int
    feature_hash: str
    preprocessing: _containers.RepeatedCompositeFieldContainer[_model_catalog_pb2.PreprocessStep]
    executed_config_hash: str
    model_format: _model_catalog_pb2.ModelFormat
    model_file: str
    model_sha256: str
    label: str
    seed: int
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., task_run_id: _Optional[str] = ..., loop_id: _Optional[int] = ..., workspace_id: _Optional[str] = ..., model_type: _Optional[str] = ..., model_conf: _Optional[str] = ..., dataset_conf: _Optional[str] = ..., features: _Optional[_Iterable[str]] = ..., feature_count: _Optional[int] = ..., feature_hash: _Optional[str] = ..., preprocessing: _Optional[_Iterable[_Union[_model_catalog_pb2.PreprocessStep, _Mapping]]] = ..., executed_config_hash: _Optional[str] = ..., model_format: _Optional[_Union[_model_catalog_pb2.ModelFormat, str]] = ..., model_file: _Optional[str] = ..., model_sha256: _Optional[str] = ..., label: _Optional[str] = ..., seed: _Optional[int] = ...) -> None: ...

class StrategyMeta(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "task_run_id", "loop_id", "workspace_id", "strategy_id", "strategy_name", "config_hash", "output_form", "top_k", "n_drop", "portfolio_config", "backtest_config", "python_implementation", "template_files")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TASK_RUN_ID_FIELD_NUMBER: _ClassVar[int]
    LOOP_ID_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_ID_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_NAME_FIELD_NUMBER: _ClassVar[int]
    CONFIG_HASH_FIELD_NUMBER: _ClassVar[int]
    OUTPUT_FORM_FIELD_NUMBER: _ClassVar[int]
    TOP_K_FIELD_NUMBER: _ClassVar[int]
    N_DROP_FIELD_NUMBER: _ClassVar[int]
    PORTFOLIO_CONFIG_FIELD_NUMBER: _ClassVar[int]
    BACKTEST_CONFIG_FIELD_NUMBER: _ClassVar[int]
    PYTHON_IMPLEMENTATION_FIELD_NUMBER: _ClassVar[int]
    TEMPLATE_FILES_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    task_run_id: str
    loop_id: int
    workspace_id: str
    strategy_id: str
    strategy_name: str
    config_hash: str
    output_form: _library_types_pb2.OutputForm
    top_k: int
    n_drop: int
    portfolio_config: str
    backtest_config: str
    python_implementation: _strategy_catalog_pb2.PythonImplementation
    template_files: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., task_run_id: _Optional[str] = ..., loop_id: _Optional[int] = ..., workspace_id: _Optional[str] = ..., strategy_id: _Optional[str] = ..., strategy_name: _Optional[str] = ..., config_hash: _Optional[str] = ..., output_form: _Optional[_Union[_library_types_pb2.OutputForm, str]] = ..., top_k: _Optional[int] = ..., n_drop: _Optional[int] = ..., portfolio_config: _Optional[str] = ..., backtest_config: _Optional[str] = ..., python_implementation: _Optional[_Union[_strategy_catalog_pb2.PythonImplementation, _Mapping]] = ..., template_files: _Optional[_Iterable[str]] = ...) -> None: ...
