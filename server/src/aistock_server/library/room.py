"""The library: catalogs come in, assets are found."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from aistock.library.references import mismatched_strategy
from aistock.library.v1.models import (
    CatalogFactor,
    CatalogKind,
    CatalogLoop,
    CatalogStrategy,
    FactorSource,
    GetFactorRequest,
    GetFactorResponse,
    GetLoopRequest,
    GetLoopResponse,
    GetModelRequest,
    GetModelResponse,
    GetStrategyRequest,
    GetStrategyResponse,
    ImportCatalogsRequest,
    ImportCatalogsResponse,
    ImportCatalogStreamRequest,
    ImportCatalogStreamResponse,
    ImportHeader,
    ImportMode,
    ImportReport,
    ListFactorsRequest,
    ListFactorsResponse,
    ListLoopsRequest,
    ListLoopsResponse,
    ListModelsRequest,
    ListModelsResponse,
    ListStrategiesRequest,
    ListStrategiesResponse,
    LoopOrder,
    PublishLoopRequest,
    PublishLoopResponse,
    RegisterFactorRequest,
    RegisterFactorResponse,
    RegisterStrategyRequest,
    RegisterStrategyResponse,
)
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import Invalid, NotFound, Refused
from aistock_server.library.assets import Assets
from aistock_server.library.entries import Entries
from aistock_server.library.importer import Importer
from aistock_server.library.intake import Catalog
from aistock_server.library.lists import Lists
from aistock_server.library.model import Document, Key, LoopQuestion, Offer, Row, key_of
from aistock_server.library.ports import LibraryStore, Vault

_EXTERNAL_ORIGIN = "external"
_BEST_LOOPS = 20
_ALPHA = frozenset({FactorSource.QLIB_ALPHA158.value, FactorSource.QLIB_ALPHA360.value})


class Library:
    """Factors, strategies, loops and models as assets; a row that was here once is never lost."""

    def __init__(self, *, store: LibraryStore, vault: Vault, assets: Assets, clock: Clock) -> None:
        self._store = store
        self._vault = vault
        self._assets = assets
        self._clock = clock
        self._importer = Importer(store)
        self._entries = Entries(store, assets)
        self._lists = Lists(store, self._entries)

    def import_catalogs(self, request: ImportCatalogsRequest) -> ImportCatalogsResponse:
        """Take catalogs in; the same again changes nothing."""
        return ImportCatalogsResponse(report=self._import(_catalogs(request), request))

    def import_catalog_stream(
        self, request: ImportCatalogStreamRequest, offers: Sequence[Callable[[], Iterable[Offer]]]
    ) -> ImportCatalogStreamResponse:
        """Take catalogs in that came in pieces; `offers` gives the rows of each catalog of the header."""
        header = request.header
        if header is None:
            raise Invalid("INVALID_FIELD", "header is missing; send it in the first message", field="header")
        return ImportCatalogStreamResponse(report=self._import(_streamed(header, offers), header))

    def digests(self, kind: CatalogKind, keys: Collection[Key]) -> Mapping[Key, str]:
        """Digests of the bytes that brought what is stored under these keys; a row that came otherwise has none."""
        heads = self._store.heads(kind, keys)
        return {key: head.digest for key, head in heads.items() if head.digest is not None}

    def publish_loop(self, request: PublishLoopRequest) -> PublishLoopResponse:
        """Take one loop in with what it refers to; its files must be stored already."""
        self._require_files(request.loop)
        parts: list[tuple[CatalogKind, list[Document]]] = [
            (CatalogKind.FACTOR, list(request.factors)),
            (CatalogKind.STRATEGY, [request.strategy] if request.strategy else []),
            (CatalogKind.LOOP, [request.loop]),
            (CatalogKind.MODEL, [request.model] if request.model else []),
        ]
        catalogs = [
            Catalog(kind=kind, origin=request.source, snapshot_id=None, offers=_offering(documents), whole=False)
            for kind, documents in parts
            if documents
        ]
        return PublishLoopResponse(report=self._importer.run(catalogs, now=self._clock.now(), dry_run=False, allow_partial=False))

    def examine_factor(self, request: RegisterFactorRequest) -> None:
        """Pass the file of a factor that comes, or raise what register_factor would raise of it; it reads no database."""
        self._assets.examine_factor(request)

    def register_factor(self, request: RegisterFactorRequest) -> RegisterFactorResponse:
        """Take in a factor from outside RD-Agent; it must say how it is computed."""
        factor = request.factor
        if factor.expression is None and factor.impl_module is None and request.asset_sha256 is None:
            raise Invalid(
                "CATALOG_REFUSED",
                f"factor {factor.name!r} has no expression, impl_module or asset; give one of them, so that it can be computed",
                name=factor.name,
            )
        self._assets.examine_factor(request)
        row = self._register(CatalogKind.FACTOR, factor, request.asset_sha256)
        return RegisterFactorResponse(factor=self._entries.factor(row))

    def register_strategy(self, request: RegisterStrategyRequest) -> RegisterStrategyResponse:
        """Take in a strategy from outside RD-Agent; its id must follow from its fields."""
        wrong = mismatched_strategy(request.strategy)
        if wrong is not None:
            raise Invalid("CATALOG_REFUSED", wrong.message, strategy_id=request.strategy.strategy_id)
        self._assets.examine_strategy(request)
        row = self._register(CatalogKind.STRATEGY, request.strategy, request.asset_sha256)
        return RegisterStrategyResponse(strategy=self._entries.strategies([row])[0])

    def list_factors(self, request: ListFactorsRequest) -> ListFactorsResponse:
        """A page of factors."""
        return self._lists.factors(request)

    def get_factor(self, request: GetFactorRequest) -> GetFactorResponse:
        """One factor, how many loops use it, and the best of them."""
        key = (request.name, request.source.value)
        row = self._found(CatalogKind.FACTOR, key, "factor", "list factors to see the names")
        best = LoopQuestion(factor_name=request.name, order=LoopOrder.ANNUALIZED_RETURN)
        return GetFactorResponse(
            factor=self._entries.factor(row),
            loop_count=self._store.factor_use(request.name),
            best_loops=self._entries.loops(self._store.loops(best, None, _BEST_LOOPS)),
        )

    def list_strategies(self, request: ListStrategiesRequest) -> ListStrategiesResponse:
        """A page of strategies."""
        return self._lists.strategies(request)

    def get_strategy(self, request: GetStrategyRequest) -> GetStrategyResponse:
        """One strategy."""
        row = self._found(CatalogKind.STRATEGY, (request.strategy_id,), "strategy", "list strategies to see the ids")
        return GetStrategyResponse(strategy=self._entries.strategies([row])[0])

    def list_loops(self, request: ListLoopsRequest) -> ListLoopsResponse:
        """A page of loops."""
        return self._lists.loops(request)

    def get_loop(self, request: GetLoopRequest) -> GetLoopResponse:
        """One loop."""
        key = (request.task_run_id, request.loop_id, request.workspace_id)
        row = self._found(CatalogKind.LOOP, key, "loop", "list loops to see the keys")
        return GetLoopResponse(loop=self._entries.loops([row])[0])

    def list_models(self, request: ListModelsRequest) -> ListModelsResponse:
        """A page of models."""
        return self._lists.models(request)

    def get_model(self, request: GetModelRequest) -> GetModelResponse:
        """One model."""
        row = self._found(CatalogKind.MODEL, (request.model_id,), "model", "list models to see the ids")
        return GetModelResponse(model=self._entries.model(row))

    def find_strategy(self, strategy_id: str) -> CatalogStrategy | None:
        """A strategy of the library, for the rooms to the right."""
        row = self._store.get(CatalogKind.STRATEGY, (strategy_id,))
        return row.document if row is not None and isinstance(row.document, CatalogStrategy) else None

    def find_factor(self, name: str, source: FactorSource) -> CatalogFactor | None:
        """A factor of the library, for the rooms to the right."""
        row = self._store.get(CatalogKind.FACTOR, (name, source.value))
        return row.document if row is not None and isinstance(row.document, CatalogFactor) else None

    def _register(self, kind: CatalogKind, document: CatalogFactor | CatalogStrategy, asset_sha256: str | None) -> Row:
        catalog = Catalog(kind=kind, origin=_EXTERNAL_ORIGIN, snapshot_id=None, offers=_offering([document]), whole=False)
        self._importer.run([catalog], now=self._clock.now(), dry_run=False, allow_partial=False)
        key: Key = (document.name, document.source.value) if isinstance(document, CatalogFactor) else (document.strategy_id,)
        row = self._store.get(kind, key)
        assert row is not None, "a row that was just stored"
        self._assets.keep(kind, key, asset_sha256)
        return row

    def _import(self, catalogs: Sequence[Catalog], asked: ImportCatalogsRequest | ImportHeader) -> ImportReport:
        dry_run, partial = bool(asked.dry_run), bool(asked.allow_partial)
        return self._importer.run(catalogs, now=self._clock.now(), dry_run=dry_run, allow_partial=partial)

    def _require_files(self, loop: CatalogLoop) -> None:
        for named in loop.files:
            size = self._vault.size_of(named.file.sha256)
            if size != named.file.size:
                found = "is not stored" if size is None else f"is stored with {size} bytes"
                raise Refused(
                    "ARTIFACT_MISSING",
                    f"file {named.name!r} ({named.file.sha256}, {named.file.size} bytes) {found}; store it with PutArtifact first",
                    name=named.name,
                    sha256=named.file.sha256,
                )

    def _found(self, kind: CatalogKind, key: Key, what: str, remedy: str) -> Row:
        row = self._store.get(kind, key)
        if row is None:
            name = "/".join(str(part) for part in key)
            raise NotFound("NOT_FOUND", f"no {what} {name!r} in the library; {remedy}", key=name)
        return row


def _offering(documents: Sequence[Document]) -> Callable[[], Iterable[Offer]]:
    """Documents that are there already, as a catalog offers them."""

    def offer(document: Document) -> Offer:
        return Offer(key=key_of(document), document=lambda: document)

    return lambda: map(offer, documents)


def _catalogs(request: ImportCatalogsRequest) -> list[Catalog]:
    """The catalogs of a request; alpha factors give way to the factor catalog."""
    whole = request.mode is ImportMode.FULL_SNAPSHOT
    parts: list[tuple[CatalogKind, str, str | None, Sequence[Document], bool]] = []
    if request.factors is not None:
        parts.append((CatalogKind.FACTOR, request.factors.source, request.factors.snapshot_id, request.factors.factors, False))
    if request.alpha is not None:
        parts.append((CatalogKind.FACTOR, request.alpha.source, request.alpha.snapshot_id, request.alpha.factors, True))
    if request.strategies is not None:
        catalog = request.strategies
        parts.append((CatalogKind.STRATEGY, catalog.source, catalog.snapshot_id, catalog.strategies, False))
    if request.loops is not None:
        parts.append((CatalogKind.LOOP, request.loops.source, request.loops.snapshot_id, request.loops.loops, False))
    if request.models is not None:
        parts.append((CatalogKind.MODEL, request.models.source, request.models.snapshot_id, request.models.models, False))
    return [
        Catalog(kind=kind, origin=origin, snapshot_id=snapshot, offers=_offering(documents), whole=whole, reluctant=reluctant)
        for kind, origin, snapshot, documents, reluctant in parts
    ]


def _streamed(header: ImportHeader, offers: Sequence[Callable[[], Iterable[Offer]]]) -> list[Catalog]:
    """The catalogs of a header with their rows."""
    return [
        Catalog(
            kind=said.kind,
            origin=said.source,
            snapshot_id=said.snapshot_id,
            offers=_only_alpha(given) if said.alpha else given,
            whole=header.mode is ImportMode.FULL_SNAPSHOT,
            reluctant=bool(said.alpha),
        )
        for said, given in zip(header.catalogs, offers, strict=True)
    ]


def _only_alpha(offers: Callable[[], Iterable[Offer]]) -> Callable[[], Iterable[Offer]]:
    """The same offers; Invalid (INVALID_FIELD) at one that is no Alpha factor."""

    def checked() -> Iterable[Offer]:
        for offer in offers():
            if offer.key[-1] not in _ALPHA:
                name = "/".join(str(part) for part in offer.key)
                text = f"{name!r} is no factor of Alpha158 or Alpha360, and its catalog says alpha; send it in a catalog without"
                raise Invalid("INVALID_FIELD", text, field="rows.factors", value=name)
            yield offer

    return checked
