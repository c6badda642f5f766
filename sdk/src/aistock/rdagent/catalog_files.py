"""Catalogs as files: read from their bytes, in v1 or in a dialect of the fork, whole or without the rows that are bad."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any

from aistock.contract import documents
from aistock.contract.model import ContractModel
from aistock.errors import InvalidDocument, Violation
from aistock.rdagent.legacy import Action, Issue, Reading, recognised


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogKind:
    """A catalog: its file, its model and that of its rows, the list of its rows and their key, its name among the fork's files."""

    file: str
    model: str
    row: str
    rows_at: str
    key: tuple[str, ...]
    legacy: str


_LOOP_KEY = ("task_run_id", "loop_id", "workspace_id")
CATALOGS: Mapping[str, CatalogKind] = MappingProxyType(
    {
        "factors": CatalogKind(
            file="factor_catalog.json",
            model="FactorCatalog",
            row="CatalogFactor",
            rows_at="factors",
            key=("name", "source"),
            legacy="factor_catalog",
        ),
        "strategies": CatalogKind(
            file="strategy_catalog.json",
            model="StrategyCatalog",
            row="CatalogStrategy",
            rows_at="strategies",
            key=("strategy_id",),
            legacy="strategy_catalog",
        ),
        "loops": CatalogKind(
            file="loop_catalog.json",
            model="LoopCatalog",
            row="CatalogLoop",
            rows_at="loops",
            key=_LOOP_KEY,
            legacy="loop_catalog",
        ),
        "models": CatalogKind(
            file="model_catalog.json",
            model="ModelCatalog",
            row="CatalogModel",
            rows_at="models",
            key=("model_id",),
            legacy="model_catalog",
        ),
        "alpha": CatalogKind(
            file="alpha158_meta.json",
            model="AlphaMeta",
            row="CatalogFactor",
            rows_at="factors",
            key=("name", "source"),
            legacy="alpha_meta",
        ),
    }
)
"""Catalogs by the names of the client's arguments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftRow:
    """A row that was left out of a catalog: its kind, its key or its place, and why, with the remedy."""

    kind: str
    key: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCatalog:
    """A catalog, the rows that were left out of it, and what had to be done to a file of the fork (`dialect` None: it is v1)."""

    document: Any
    left: tuple[LeftRow, ...] = ()
    dialect: str | None = None
    issues: tuple[Issue, ...] = ()


def read_catalog(field: str, content: bytes, name: str, *, allow_partial: bool = False) -> ReadCatalog:
    """The catalog in the bytes of a file called `name`; with `allow_partial` without its bad rows, else those refuse it.

    Raises InvalidDocument, which names the rows or whatever else is wrong.
    """
    reading = recognised(content, CATALOGS[field].legacy)
    if reading is not None:
        return _of_the_fork(field, reading, name, allow_partial=allow_partial)
    try:
        return ReadCatalog(document=documents.read(model_of(field), content))
    except InvalidDocument as error:
        if allow_partial and (found := _without_bad_rows(field, content)) is not None:
            return found
        raise InvalidDocument(error.violations, name) from None


def model_of(field: str) -> type[ContractModel]:
    """The model of a catalog."""
    found: type[ContractModel] = getattr(import_module("aistock.library.v1.models"), CATALOGS[field].model)
    return found


def _of_the_fork(field: str, reading: Reading, name: str, *, allow_partial: bool) -> ReadCatalog:
    refused = [issue for issue in reading.issues if issue.action is Action.REFUSED]
    if reading.refused or (refused and not allow_partial):
        reasons = [issue for issue in reading.issues if issue.severity == "error"]
        remedy = "correct the file, or leave it out of the folder"
        if not reading.refused:
            remedy = "correct the row, or allow a partial import"
        raise InvalidDocument([Violation(one.pointer, str(one.code), "the file", one.message, remedy) for one in reasons], name)
    left = tuple(LeftRow(kind=kind_of(field), key=key_of(field, one.original, one.pointer), why=one.message) for one in refused)
    return ReadCatalog(document=reading.document, left=left, dialect=reading.dialect, issues=reading.issues)


def _without_bad_rows(field: str, content: bytes) -> ReadCatalog | None:
    """The catalog of the rows that are good; None when more than rows is bad."""
    kind = CATALOGS[field]
    row_model: type[ContractModel] = getattr(import_module("aistock.library.v1.models"), kind.row)
    try:
        value = documents.strict_loads(content)
        rows = value[kind.rows_at]
        good, left = [], []
        for place, row in enumerate(rows if isinstance(rows, list) else ()):
            try:
                documents.validate(row_model, row)
                good.append(row)
            except InvalidDocument as error:
                why = "; ".join(str(one) for one in error.violations[:3])
                left.append(LeftRow(kind=kind_of(field), key=key_of(field, row, f"/{kind.rows_at}/{place}"), why=why))
        document = documents.validate(model_of(field), value | {kind.rows_at: good})
    except (InvalidDocument, KeyError, TypeError):
        return None
    return ReadCatalog(document=document, left=tuple(left))


def kind_of(field: str) -> str:
    """What a row of the catalog is."""
    return {"alpha": "factor"}.get(field, CATALOGS[field].legacy.partition("_")[0])


def key_of(field: str, row: object, place: str) -> str:
    """The key of a row; its place in the file when it has none."""
    parts = [row.get(name) for name in CATALOGS[field].key] if isinstance(row, dict) else [None]
    if any(part is None or isinstance(part, (dict, list)) for part in parts):
        return place
    return "/".join(str(part) for part in parts)[:200]
