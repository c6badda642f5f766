# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.experiments.v1 import factor_set_config_pb2 as _factor_set_config_pb2
from aistock.experiments.v1 import strategy_config_pb2 as _strategy_config_pb2
from aistock.experiments.v1 import train_test_config_pb2 as _train_test_config_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ConfigKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CONFIG_KIND_UNSPECIFIED: _ClassVar[ConfigKind]
    CONFIG_KIND_STRATEGY: _ClassVar[ConfigKind]
    CONFIG_KIND_FACTOR_SET: _ClassVar[ConfigKind]
    CONFIG_KIND_TRAIN_TEST: _ClassVar[ConfigKind]
    CONFIG_KIND_PRESET: _ClassVar[ConfigKind]
CONFIG_KIND_UNSPECIFIED: ConfigKind
CONFIG_KIND_STRATEGY: ConfigKind
CONFIG_KIND_FACTOR_SET: ConfigKind
CONFIG_KIND_TRAIN_TEST: ConfigKind
CONFIG_KIND_PRESET: ConfigKind

class ConfigDocument(_message.Message):
    __slots__ = ("strategy", "factor_set", "train_test", "preset")
    STRATEGY_FIELD_NUMBER: _ClassVar[int]
    FACTOR_SET_FIELD_NUMBER: _ClassVar[int]
    TRAIN_TEST_FIELD_NUMBER: _ClassVar[int]
    PRESET_FIELD_NUMBER: _ClassVar[int]
    strategy: _strategy_config_pb2.StrategyConfig
    factor_set: _factor_set_config_pb2.FactorSetConfig
    train_test: _train_test_config_pb2.TrainTestConfig
    preset: ConfigPreset
    def __init__(self, strategy: _Optional[_Union[_strategy_config_pb2.StrategyConfig, _Mapping]] = ..., factor_set: _Optional[_Union[_factor_set_config_pb2.FactorSetConfig, _Mapping]] = ..., train_test: _Optional[_Union[_train_test_config_pb2.TrainTestConfig, _Mapping]] = ..., preset: _Optional[_Union[ConfigPreset, _Mapping]] = ...) -> None: ...

class ConfigPreset(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "name", "description", "strategy_hash", "factor_set_hash", "train_test_hash")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_HASH_FIELD_NUMBER: _ClassVar[int]
    FACTOR_SET_HASH_FIELD_NUMBER: _ClassVar[int]
    TRAIN_TEST_HASH_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    name: str
    description: str
    strategy_hash: str
    factor_set_hash: str
    train_test_hash: str
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., strategy_hash: _Optional[str] = ..., factor_set_hash: _Optional[str] = ..., train_test_hash: _Optional[str] = ...) -> None: ...

class StoredConfig(_message.Message):
    __slots__ = ("config_hash", "kind", "name", "revision", "stored_at_utc", "document")
    CONFIG_HASH_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    STORED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    config_hash: str
    kind: ConfigKind
    name: str
    revision: int
    stored_at_utc: str
    document: ConfigDocument
    def __init__(self, config_hash: _Optional[str] = ..., kind: _Optional[_Union[ConfigKind, str]] = ..., name: _Optional[str] = ..., revision: _Optional[int] = ..., stored_at_utc: _Optional[str] = ..., document: _Optional[_Union[ConfigDocument, _Mapping]] = ...) -> None: ...

class PutConfigRequest(_message.Message):
    __slots__ = ("request_id", "document")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    document: ConfigDocument
    def __init__(self, request_id: _Optional[str] = ..., document: _Optional[_Union[ConfigDocument, _Mapping]] = ...) -> None: ...

class PutConfigResponse(_message.Message):
    __slots__ = ("config",)
    CONFIG_FIELD_NUMBER: _ClassVar[int]
    config: StoredConfig
    def __init__(self, config: _Optional[_Union[StoredConfig, _Mapping]] = ...) -> None: ...

class GetConfigRequest(_message.Message):
    __slots__ = ("config_hash",)
    CONFIG_HASH_FIELD_NUMBER: _ClassVar[int]
    config_hash: str
    def __init__(self, config_hash: _Optional[str] = ...) -> None: ...

class GetConfigResponse(_message.Message):
    __slots__ = ("config",)
    CONFIG_FIELD_NUMBER: _ClassVar[int]
    config: StoredConfig
    def __init__(self, config: _Optional[_Union[StoredConfig, _Mapping]] = ...) -> None: ...

class ListConfigsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "kind")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    kind: ConfigKind
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., kind: _Optional[_Union[ConfigKind, str]] = ...) -> None: ...

class ListConfigsResponse(_message.Message):
    __slots__ = ("configs", "next_page_token")
    CONFIGS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    configs: _containers.RepeatedCompositeFieldContainer[StoredConfig]
    next_page_token: str
    def __init__(self, configs: _Optional[_Iterable[_Union[StoredConfig, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ListConfigHistoryRequest(_message.Message):
    __slots__ = ("kind", "name", "page_size", "page_token")
    KIND_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    kind: ConfigKind
    name: str
    page_size: int
    page_token: str
    def __init__(self, kind: _Optional[_Union[ConfigKind, str]] = ..., name: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListConfigHistoryResponse(_message.Message):
    __slots__ = ("configs", "next_page_token")
    CONFIGS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    configs: _containers.RepeatedCompositeFieldContainer[StoredConfig]
    next_page_token: str
    def __init__(self, configs: _Optional[_Iterable[_Union[StoredConfig, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...
