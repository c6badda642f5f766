"""The catalogs that AIstock imports, made from the registry and the workspaces it names."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from aistock.contract import documents, plain_json
from aistock.contract.model import ContractModel
from aistock.library.alpha158 import alpha158_factors
from aistock.library.references import LoopKey, factor_key, key_text
from aistock.library.v1.models import (
    AlphaMeta,
    CatalogFactor,
    FactorCatalog,
    FactorSource,
    LoopCatalog,
    ModelCatalog,
    StrategyCatalog,
)
from aistock.rdagent.export.candidates import candidates
from aistock.rdagent.export.factors import FactorFold
from aistock.rdagent.export.finding import ExportError, ExportFinding
from aistock.rdagent.export.gather import Chunk, gather
from aistock.rdagent.export.placing import Written, folder_for, replace_one, replace_set, stage_beside, write_catalog
from aistock.rdagent.export.shelf import Shelf
from aistock.rdagent.registry import Registry

__all__ = [
    "ALPHA_FILE",
    "FILES",
    "AlphaDefinition",
    "Catalogs",
    "ExportError",
    "ExportFinding",
    "Exported",
    "export_alpha",
    "export_catalog",
    "export_catalogs",
]

ALPHA_FILE = "alpha158_meta.json"
FILES = MappingProxyType(
    {
        "factor-catalog": "factor_catalog.json",
        "strategy-catalog": "strategy_catalog.json",
        "loop-catalog": "loop_catalog.json",
        "model-catalog": "model_catalog.json",
    }
)
"""Catalogs of a registry by their verbs, with the file names of the design."""

_ALPHAS = (FactorSource.QLIB_ALPHA158, FactorSource.QLIB_ALPHA360)
_ALPHA_SOURCE = "qlib_alpha158"
T = TypeVar("T", bound=ContractModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlphaDefinition:
    """Alpha factors in the handler's order, and the configuration they were read from (None: Qlib's own definition)."""

    factors: Sequence[CatalogFactor]
    config_path: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What an export wrote, and where; `findings` says what was left out."""

    snapshot_id: str | None
    files: Mapping[Path, Written]
    findings: tuple[ExportFinding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogs(Exported):
    """The five catalogs of one export; they are read from their files whenever they are asked for."""

    out: Path

    @property
    def factors(self) -> FactorCatalog:
        """The factors."""
        return self._read(FactorCatalog, FILES["factor-catalog"])

    @property
    def strategies(self) -> StrategyCatalog:
        """The strategies."""
        return self._read(StrategyCatalog, FILES["strategy-catalog"])

    @property
    def loops(self) -> LoopCatalog:
        """The loops."""
        return self._read(LoopCatalog, FILES["loop-catalog"])

    @property
    def models(self) -> ModelCatalog:
        """The models."""
        return self._read(ModelCatalog, FILES["model-catalog"])

    @property
    def alpha(self) -> AlphaMeta:
        """The Alpha factors."""
        return self._read(AlphaMeta, ALPHA_FILE)

    def _read(self, kind: type[T], name: str) -> T:
        return documents.read(kind, self.out / name)


def export_catalogs(
    registry: Registry,
    root: Path,
    out: Path,
    *,
    generated_at_utc: datetime,
    source: str = "rdagent_tools",
    store: str | None = None,
    alpha: AlphaDefinition | None = None,
    limit: int = 0,
    processes: int = 1,
) -> Catalogs:
    """Writes all five catalogs into `out` as one set with one snapshot_id; see `aistock.rdagent.export.placing` for what holds.

    `root` holds the workspaces, `store` names it for readers elsewhere. The loops are those with a proved result; a `limit`
    other than 0 takes so many of them, the newest started first. `alpha` is Qlib's own definition when it is None. Equal
    registries, workspaces and definitions give equal rows and an equal snapshot_id, whenever and by how many processes.
    """
    defined = alpha or AlphaDefinition(factors=alpha158_factors())
    with stage_beside(out) as staged, _gathered(registry, root, staged, store=store, limit=limit, processes=processes) as found:
        rows, alphas = found.factors.rows(defined.factors), _alphas(found.factors, defined)
        snapshot = found.snapshot(rows, alphas)
        envelope: dict[str, Any] = {"generated_at_utc": generated_at_utc, "source": source, "snapshot_id": snapshot}
        heads = {name: _head(verb, envelope) for verb, name in FILES.items()}
        contents: dict[str, Iterable[bytes]] = {name: found.texts(verb, rows) for verb, name in FILES.items()}
        heads[ALPHA_FILE] = AlphaMeta(**envelope | {"source": _ALPHA_SOURCE}, factors=[], config_path=defined.config_path)
        contents[ALPHA_FILE] = map(documents.canonical_json, alphas)
        files = {name: write_catalog(staged / name, head, _list_of(head), contents[name]) for name, head in heads.items()}
        findings = (*found.findings(defined.factors), *_too_large(files))
        replace_set(staged, out, files)
    return Catalogs(snapshot_id=snapshot, files={out / name: size for name, size in files.items()}, findings=findings, out=out)


def export_catalog(
    verb: str,
    registry: Registry,
    root: Path,
    output: Path,
    *,
    generated_at_utc: datetime,
    source: str = "rdagent_tools",
    store: str | None = None,
    definitions: Sequence[CatalogFactor] = (),
    limit: int = 0,
    processes: int = 1,
) -> Exported:
    """Writes one of FILES to `output`; a factor catalog holds `definitions` too.

    Its snapshot_id is the hash of what registry and workspaces gave for all catalogs, so that catalogs which were exported one
    by one, with equal limits, agree when nothing happened between.
    """
    with (
        stage_beside(folder_for(output)) as staged,
        _gathered(registry, root, staged, store=store, limit=limit, processes=processes) as found,
    ):
        snapshot = found.snapshot(found.factors.rows(), ())
        head = _head(verb, {"generated_at_utc": generated_at_utc, "source": source, "snapshot_id": snapshot})
        rows = found.factors.rows(definitions) if verb == "factor-catalog" else []
        written = write_catalog(staged / "catalog", head, _list_of(head), found.texts(verb, rows))
        replace_one(staged / "catalog", output)
        findings = (*found.findings(definitions), *_too_large({output.name: written}))
    return Exported(snapshot_id=snapshot, files={output: written}, findings=findings)


def export_alpha(definition: AlphaDefinition, output: Path, *, generated_at_utc: datetime) -> Exported:
    """Writes the Alpha factors alone; they belong to no snapshot."""
    head = AlphaMeta(generated_at_utc=generated_at_utc, source=_ALPHA_SOURCE, factors=[], config_path=definition.config_path)
    with stage_beside(folder_for(output)) as staged:
        written = write_catalog(staged / "catalog", head, "factors", map(documents.canonical_json, definition.factors))
        replace_one(staged / "catalog", output)
    return Exported(snapshot_id=None, files={output: written}, findings=())


class _Gathered:
    """All rows of an export, as texts on shelves."""

    def __init__(self, shelves: tuple[Shelf[str], Shelf[LoopKey], Shelf[str]]) -> None:
        self.strategies, self.loops, self.models = shelves
        self.factors = FactorFold()
        self._findings: list[ExportFinding] = []
        self._configs: dict[str, dict[str | None, LoopKey]] = {}
        self._strategy_of: dict[LoopKey, str] = {}

    def note(self, findings: Iterable[ExportFinding]) -> None:
        self._findings += findings

    def add(self, chunk: Chunk) -> None:
        for key, text in chunk.loops.items():
            self.loops.put(key, text)
        for name, text in chunk.models.items():
            self.models.put(name, text)
        for item in chunk.strategies.values():
            seen = self._configs.setdefault(item.strategy_id, {})
            if not seen or item.loop < min(seen.values()):
                self.strategies.put(item.strategy_id, item.text)
            seen[item.config_hash] = min(item.loop, seen.get(item.config_hash, item.loop))
        self._strategy_of |= chunk.strategy_of
        self.factors.merge(chunk.factors)
        self.note(chunk.findings)

    def texts(self, verb: str, factors: Iterable[CatalogFactor]) -> Iterable[bytes]:
        """Rows of a catalog in the order of their keys."""
        shelves: dict[str, Iterable[bytes]] = {
            "factor-catalog": map(documents.canonical_json, factors),
            "strategy-catalog": self.strategies,
            "loop-catalog": self.loops,
            "model-catalog": self.models,
        }
        return shelves[verb]

    def snapshot(self, factors: Iterable[CatalogFactor], alphas: Iterable[CatalogFactor]) -> str:
        """Name of an export run: SHA-256 over its rows."""
        digest = hashlib.sha256()
        groups = {verb: self.texts(verb, factors) for verb in FILES} | {"alpha": map(documents.canonical_json, alphas)}
        for name, texts in groups.items():
            for text in texts:
                digest.update(name.encode() + b"\0" + text + b"\n")
        return digest.hexdigest()

    def findings(self, definitions: Iterable[CatalogFactor]) -> Iterator[ExportFinding]:
        """What was noticed, in an order that depends on nothing else."""
        yield from sorted([*self._findings, *self._dangling(), *self._differing(), *self.factors.findings(definitions)])

    def _dangling(self) -> Iterator[ExportFinding]:
        known = self.strategies.keys()
        for key, name in self._strategy_of.items():
            if name not in known:
                text = f"loop {key_text(key)} names strategy {name}, whose configuration is in no workspace of this export"
                yield ExportFinding(key=key_text(key), code="dangling_strategy", message=f"{text}; write its artifacts again")

    def _differing(self) -> Iterator[ExportFinding]:
        for name, seen in self._configs.items():
            if len(seen) > 1:
                first, other = sorted(seen, key=lambda config: seen[config])[:2]
                text = f"strategy {name} ran as {first} in loop {key_text(seen[first])} and as {other} in {key_text(seen[other])}"
                yield ExportFinding(key=name, code="same_id_other_config", message=f"{text}; the first is exported")


@contextmanager
def _gathered(
    registry: Registry, root: Path, staged: Path, *, store: str | None, limit: int, processes: int
) -> Iterator[_Gathered]:
    if limit < 0:
        raise ExportError(f"limit is {limit}; name how many loops to export, or 0 for all")
    if not root.is_dir():
        raise ExportError(f"{root} is no folder; name the root that holds the workspaces")
    with ExitStack() as stack:
        found = _Gathered(tuple(stack.enter_context(Shelf(staged)) for _ in range(3)))  # type: ignore[arg-type]  # three, by keys
        loops, findings = candidates(registry)
        found.note(findings)
        for chunk in gather(loops, root, store=store, limit=limit, processes=processes):
            found.add(chunk)
        yield found


def _alphas(factors: FactorFold, defined: AlphaDefinition) -> list[CatalogFactor]:
    """The definition in its order, then Alpha factors that loops used and it does not hold."""
    rows = {factor_key(row): row for row in reversed(defined.factors)}
    ordered = {factor_key(row): rows[factor_key(row)] for row in defined.factors}
    for row in factors.used(source.value for source in _ALPHAS):
        ordered.setdefault(factor_key(row), row)
    return list(ordered.values())


def _head(verb: str, envelope: Mapping[str, Any]) -> ContractModel:
    match verb:
        case "factor-catalog":
            return FactorCatalog(**envelope, factors=[])
        case "strategy-catalog":
            return StrategyCatalog(**envelope, strategies=[])
        case "loop-catalog":
            return LoopCatalog(**envelope, loops=[])
        case "model-catalog":
            return ModelCatalog(**envelope, models=[])
    raise ExportError(f"{verb!r} is no catalog of a registry; choose one of {', '.join(FILES)}")


def _list_of(head: ContractModel) -> str:
    return next(name for name in ("factors", "strategies", "loops", "models") if name in type(head).model_fields)


def _too_large(files: Mapping[str, Written]) -> Iterator[ExportFinding]:
    for name, written in files.items():
        if written.size > plain_json.MAX_BYTES:
            text = f"has {written.size} bytes, and who reads a document whole takes at most {plain_json.MAX_BYTES}"
            remedy = "import it with `aistock catalogs import`, which reads row by row, or export with --limit"
            yield ExportFinding(key=name, code="too_large", message=f"{text}; {remedy}")
