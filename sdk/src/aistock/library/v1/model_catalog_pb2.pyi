# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ModelFormat(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MODEL_FORMAT_UNSPECIFIED: _ClassVar[ModelFormat]
    MODEL_FORMAT_LIGHTGBM_TEXT: _ClassVar[ModelFormat]
    MODEL_FORMAT_LINEAR_JSON: _ClassVar[ModelFormat]
    MODEL_FORMAT_ONNX: _ClassVar[ModelFormat]
    MODEL_FORMAT_OPAQUE: _ClassVar[ModelFormat]
MODEL_FORMAT_UNSPECIFIED: ModelFormat
MODEL_FORMAT_LIGHTGBM_TEXT: ModelFormat
MODEL_FORMAT_LINEAR_JSON: ModelFormat
MODEL_FORMAT_ONNX: ModelFormat
MODEL_FORMAT_OPAQUE: ModelFormat

class PreprocessStep(_message.Message):
    __slots__ = ("name", "learned", "fields_group", "kwargs")
    NAME_FIELD_NUMBER: _ClassVar[int]
    LEARNED_FIELD_NUMBER: _ClassVar[int]
    FIELDS_GROUP_FIELD_NUMBER: _ClassVar[int]
    KWARGS_FIELD_NUMBER: _ClassVar[int]
    name: str
    learned: bool
    fields_group: str
    kwargs: str
    def __init__(self, name: _Optional[str] = ..., learned: bool = ..., fields_group: _Optional[str] = ..., kwargs: _Optional[str] = ...) -> None: ...

class CatalogModel(_message.Message):
    __slots__ = ("model_id", "task_run_id", "loop_id", "workspace_id", "workspace_path", "workspace_store", "log_dir", "model_type", "model_config", "dataset_config", "feature_schema", "features", "feature_hash", "preprocessing", "model_format", "model_file", "model_sha256", "executed_config_hash", "strategy_id")
    MODEL_ID_FIELD_NUMBER: _ClassVar[int]
    TASK_RUN_ID_FIELD_NUMBER: _ClassVar[int]
    LOOP_ID_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_PATH_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_STORE_FIELD_NUMBER: _ClassVar[int]
    LOG_DIR_FIELD_NUMBER: _ClassVar[int]
    MODEL_TYPE_FIELD_NUMBER: _ClassVar[int]
    MODEL_CONFIG_FIELD_NUMBER: _ClassVar[int]
    DATASET_CONFIG_FIELD_NUMBER: _ClassVar[int]
    FEATURE_SCHEMA_FIELD_NUMBER: _ClassVar[int]
    FEATURES_FIELD_NUMBER: _ClassVar[int]
    FEATURE_HASH_FIELD_NUMBER: _ClassVar[int]
    PREPROCESSING_FIELD_NUMBER: _ClassVar[int]
    MODEL_FORMAT_FIELD_NUMBER: _ClassVar[int]
    MODEL_FILE_FIELD_NUMBER: _ClassVar[int]
    MODEL_SHA256_FIELD_NUMBER: _ClassVar[int]
    EXECUTED_CONFIG_HASH_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_ID_FIELD_NUMBER: _ClassVar[int]
    model_id: str
    task_run_id: str
    loop_id: int
    workspace_id: str
    workspace_path: str
    workspace_store: str
    log_dir: str
    model_type: str
    model_config: str
    dataset_config: str
    feature_schema: str
    features: _containers.RepeatedScalarFieldContainer[str]
    feature_hash: str
    preprocessing: _containers.RepeatedCompositeFieldContainer[PreprocessStep]
    model_format: ModelFormat
    model_file: str
    model_sha256: str
    executed_config_hash: str
    strategy_id: str
    def __init__(self, model_id: _Optional[str] = ..., task_run_id: _Optional[str] = ..., loop_id: _Optional[int] = ..., workspace_id: _Optional[str] = ..., workspace_path: _Optional[str] = ..., workspace_store: _Optional[str] = ..., log_dir: _Optional[str] = ..., model_type: _Optional[str] = ..., model_config: _Optional[str] = ..., dataset_config: _Optional[str] = ..., feature_schema: _Optional[str] = ..., features: _Optional[_Iterable[str]] = ..., feature_hash: _Optional[str] = ..., preprocessing: _Optional[_Iterable[_Union[PreprocessStep, _Mapping]]] = ..., model_format: _Optional[_Union[ModelFormat, str]] = ..., model_file: _Optional[str] = ..., model_sha256: _Optional[str] = ..., executed_config_hash: _Optional[str] = ..., strategy_id: _Optional[str] = ...) -> None: ...

class ModelCatalog(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "models", "snapshot_id")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    MODELS_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_ID_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    models: _containers.RepeatedCompositeFieldContainer[CatalogModel]
    snapshot_id: str
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., models: _Optional[_Iterable[_Union[CatalogModel, _Mapping]]] = ..., snapshot_id: _Optional[str] = ...) -> None: ...
