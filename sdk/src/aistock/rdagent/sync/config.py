"""The configuration of a sync: a TOML file, every key checked, every mistake told with its key, value and remedy."""

import os
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from aistock.errors import AistockError
from aistock.rdagent.catalog_files import CATALOGS

MODES = ("full_snapshot", "upsert")
_UNITS: Mapping[str, float] = MappingProxyType({"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0})
_DURATION = re.compile(r"([0-9]{1,6})(ms|s|m|h|d)")
_MOST_BYTES = 1 << 20
T = TypeVar("T")


class ConfigError(AistockError):
    """A configuration cannot be followed; the text names the file, the key, its value and the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """The program that exports: its words, which no shell reads, where it runs, what is added to its environment, its time."""

    argv: Sequence[str]
    cwd: Path
    env: Mapping[str, str]
    timeout: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncConfig:
    """What a sync does; times are in seconds. Without a command it only reads the folder."""

    folder: Path
    lock: Path
    address: str | None
    mode: str
    allow_partial: bool
    catalogs: Sequence[str]
    look_every: float
    patience: float
    command: Command | None


def read_config(path: Path) -> SyncConfig:
    """The configuration in a file; paths in it are relative to its folder."""
    with path.open("rb") as file:
        content = file.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise ConfigError(f"{path}: has more than {_MOST_BYTES} bytes; name a configuration of `aistock catalogs sync`")
    try:
        table = tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8 at byte {error.start}; save it as UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{path}: is no TOML ({error}); correct it") from None
    top = _Table(path, "", table)
    config = SyncConfig(
        folder=top.path("folder"),
        lock=top.path("lock", path.with_name(path.name + ".lock")),
        address=top.text("address"),
        mode=top.one_of("mode", MODES, MODES[0]),
        allow_partial=top.flag("allow_partial", default=False),
        catalogs=top.words("catalogs", tuple(CATALOGS), tuple(CATALOGS)),
        look_every=top.seconds("look_every", 2.0),
        patience=top.seconds("patience", 60.0),
        command=_command(top.table("command")),
    )
    top.refuse_others()
    return config


def _command(table: "_Table | None") -> Command | None:
    if table is None:
        return None
    command = Command(
        argv=table.argv("argv"),
        cwd=table.path("cwd", table.folder),
        env=table.texts("env"),
        timeout=table.seconds("timeout", 900.0),
    )
    table.refuse_others()
    return command


def duration(text: str) -> float:
    """Seconds of a text such as 500ms, 30s, 15m, 2h or 1d; raises ValueError for any other, and for none at all."""
    found = _DURATION.fullmatch(text)
    if found is None or int(found[1]) == 0:
        raise ValueError(f"{text!r} is no duration; write a number and ms, s, m, h or d, such as 15m")
    return int(found[1]) * _UNITS[found[2]]


class _Table:
    """A table of the file; every question about a key marks it as known."""

    def __init__(self, path: Path, name: str, values: Mapping[str, Any]) -> None:
        self._path, self._name, self._values = path, name, values
        self._known: list[str] = []

    @property
    def folder(self) -> Path:
        return self._path.parent

    def text(self, key: str) -> str | None:
        """A text; None when the file does not say."""
        if key not in self._values:
            self._known.append(key)
            return None
        return self._value(key, lambda value: value if isinstance(value, str) and value else None, "write a text")

    def path(self, key: str, default: Path | None = None) -> Path:
        def as_path(value: Any) -> Path | None:
            return self.folder / value if isinstance(value, str) and value and "\0" not in value else None

        return self._value(key, as_path, "write a path, relative to the folder of this file", default)

    def one_of(self, key: str, words: Sequence[str], default: str) -> str:
        remedy = f"choose one of {', '.join(words)}"
        return self._value(key, lambda value: value if isinstance(value, str) and value in words else None, remedy, default)

    def flag(self, key: str, *, default: bool) -> bool:
        return self._value(key, lambda value: value if isinstance(value, bool) else None, "write true or false", default)

    def seconds(self, key: str, default: float) -> float:
        def as_seconds(value: Any) -> float | None:
            try:
                return duration(value) if isinstance(value, str) else None
            except ValueError:
                return None

        return self._value(key, as_seconds, 'write a number and ms, s, m, h or d, such as "15m"', default)

    def words(self, key: str, known: Sequence[str], default: Sequence[str]) -> Sequence[str]:
        def as_words(value: Any) -> Sequence[str] | None:
            good = isinstance(value, list) and value and all(isinstance(item, str) and item in known for item in value)
            return tuple(dict.fromkeys(value)) if good else None

        return self._value(key, as_words, f"list some of {', '.join(known)}", default)

    def argv(self, key: str) -> Sequence[str]:
        def as_argv(value: Any) -> Sequence[str] | None:
            good = isinstance(value, list) and value and all(isinstance(item, str) and "\0" not in item for item in value)
            return tuple(value) if good and value[0] else None

        return self._value(
            key, as_argv, 'list the program and its words, such as ["wsl", "--", "bash", "-lc", "…"]; no shell reads it'
        )

    def texts(self, key: str) -> Mapping[str, str]:
        def as_texts(value: Any) -> Mapping[str, str] | None:
            if not isinstance(value, dict):
                return None
            good = all(isinstance(item, str) and "\0" not in name + item for name, item in value.items())
            return dict(value) if good and not any("=" in name or not name for name in value) else None

        return self._value(key, as_texts, 'write a table of texts, such as { PYTHONUTF8 = "1" }', MappingProxyType({}))

    def table(self, key: str) -> "_Table | None":
        def as_table(value: Any) -> _Table | None:
            return _Table(self._path, f"{self._name}{key}.", value) if isinstance(value, dict) else None

        self._known.append(key)
        return None if key not in self._values else self._value(key, as_table, f"write a table [{key}]")

    def refuse_others(self) -> None:
        for key, value in self._values.items():
            if key not in self._known:
                remedy = f"take it out, or write one of {', '.join(self._known)}"
                raise ConfigError(f"{self._path}: {self._name}{key} is {_shown(value)}, and there is no such key; {remedy}")

    def _value(self, key: str, read: Callable[[Any], T | None], remedy: str, default: T | None = None) -> T:
        self._known.append(key)
        if key not in self._values:
            if default is None and key in ("folder", "argv"):
                raise ConfigError(f"{self._path}: {self._name}{key} is missing; {remedy}")
            return default  # type: ignore[return-value]  # None is a default that the caller gave
        found = read(self._values[key])
        if found is None:
            raise ConfigError(f"{self._path}: {self._name}{key} is {_shown(self._values[key])}; {remedy}")
        return found


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."


def environment(command: Command) -> dict[str, str]:
    """The environment of a command: that of this process, and what the configuration adds."""
    return os.environ | dict(command.env)
