"""Which sources the server asks, and in which order: a YAML file, read once."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from aistock.market.v1.models import BarFrequency
from aistock_server.kernel.errors import Invalid, Violation
from aistock_server.market.sources import Table

_SLUG = r"^[a-z0-9][a-z0-9_.-]{0,63}$"


class _Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Source(_Settings):
    name: str = Field(pattern=_SLUG)


class TdxSettings(_Source):
    """TDX's folder `vipdoc`, with `sh`, `sz` and `bj` in it."""

    kind: Literal["tdx"]
    path: Path


class QlibSettings(_Source):
    """A folder of Qlib bins of days."""

    kind: Literal["qlib"]
    path: Path


class ParquetSettings(_Source):
    """Files in the standard columns, by table and frequency, such as `bars/day`."""

    kind: Literal["parquet"]
    files: dict[str, Path] = Field(min_length=1)

    @property
    def keyed(self) -> Mapping[tuple[Table, BarFrequency], Path]:
        """The files by table and frequency."""
        return {_key(text): path for text, path in self.files.items()}

    @model_validator(mode="after")
    def _keys_are_known(self) -> "ParquetSettings":
        for text in self.files:
            _key(text)
        return self


class CsvSettings(_Source):
    """A folder of files in the standard columns and units, named by table and frequency, such as `bars.day.csv`."""

    kind: Literal["csv"]
    path: Path


class TushareSettings(_Source):
    """tushare's service; its token comes from TUSHARE_TOKEN. Weights are asked for of `indices`, unless a question names others."""

    kind: Literal["tushare"]
    url: str = "https://api.tushare.pro"
    calls_per_minute: int = Field(default=200, ge=1, le=10_000)
    #: Times that one request is sent before its fault is told.
    tries: int = Field(default=4, ge=1, le=10)
    indices: tuple[Annotated[str, Field(pattern=r"^[0-9]{6}\.(SH|SZ|BJ)$")], ...] | None = None


class MiniQmtSettings(_Source):
    """A miniQMT terminal on this machine; `package` names the folder of its own copy of the vendor's layer."""

    kind: Literal["miniqmt"]
    host: str = "127.0.0.1"
    port: int = Field(default=58610, ge=1, le=65535)
    package: Path | None = None
    downloads: bool = True


class TimescaleSettings(_Source):
    """AIstock's own tables in PostgreSQL or TimescaleDB; a password is in PGPASSWORD or ~/.pgpass."""

    kind: Literal["timescale"]
    url: str
    tables: str = Field(default="market", pattern=r"^[a-z_][a-z0-9_]{0,62}$")


AnySource = Annotated[
    TdxSettings | QlibSettings | ParquetSettings | CsvSettings | TushareSettings | MiniQmtSettings | TimescaleSettings,
    Field(discriminator="kind"),
]


class RouteSettings(_Settings):
    """The order of sources for a table at a frequency; what is left out stands for all."""

    table: Table | None = None
    frequency: BarFrequency | None = None
    sources: tuple[str, ...] = Field(min_length=1)


class SourceSettings(_Settings):
    """Every source, and the routes; the first route that fits a question counts, else the order of the sources."""

    sources: tuple[AnySource, ...] = Field(min_length=1)
    routes: tuple[RouteSettings, ...] = ()
    #: Sources that are asked for live quotes, the preferred first.
    live: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _names_are_known(self) -> "SourceSettings":
        names = [one.name for one in self.sources]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise ValueError(f"source {twice!r} stands twice; give each a name of its own")
        if sum(isinstance(one, MiniQmtSettings) for one in self.sources) > 1:
            raise ValueError("two sources are terminals, and the vendor's layer keeps one connection a process; leave one")
        for route in self.routes:
            for name in route.sources:
                if name not in names:
                    raise ValueError(f"a route names source {name!r}, which there is none of; the sources are {', '.join(names)}")
        able = [one.name for one in self.sources if isinstance(one, MiniQmtSettings)]
        for name in self.live:
            if name not in able:
                raise ValueError(f"live names {name!r}, which gives no live quotes; those that do are {', '.join(able) or 'none'}")
        return self


def read_sources(path: Path) -> SourceSettings:
    """The settings of a file; Invalid names the field, what stood there and what to do."""
    import yaml

    try:
        content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _unreadable(path, f"it cannot be read: {error.strerror}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise _unreadable(path, f"it is no YAML: {' '.join(str(error).split())[:200]}") from None
    try:
        return SourceSettings.model_validate(content)
    except ValidationError as error:
        found = [
            Violation(
                field=".".join(str(part) for part in one["loc"]) or "sources",
                rule=one["type"],
                value=str(one["input"])[:100],
                message=one["msg"],
            )
            for one in error.errors(include_url=False)
        ]
        first = found[0]
        message = f"{path}: {first.field} is {first.value}: {first.message}; correct it and start again"
        raise Invalid("INVALID_FIELD", message, violations=found, field=first.field) from None


def _unreadable(path: Path, message: str) -> Invalid:
    return Invalid("INVALID_FIELD", f"--sources {path}: {message}; name a YAML file with a list `sources`", field="sources")


def _key(text: str) -> tuple[Table, BarFrequency]:
    table, _, frequency = text.partition("/")
    try:
        return Table(table), BarFrequency(frequency or "day")
    except ValueError:
        tables, frequencies = (", ".join(one.value for one in kind) for kind in (Table, BarFrequency))
        raise ValueError(f"{text!r} is no table/frequency: a table is one of {tables}, a frequency one of {frequencies}") from None
