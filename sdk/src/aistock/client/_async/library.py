"""Takes catalogs in and answers what is in them."""

# ruff: noqa: ASYNC109 - a timeout bounds a call with its retries, and is the same argument in both clients

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from datetime import date

from aistock.client._async.core import AsyncCore
from aistock.client._async.pages import paged
from aistock.client._catalog_pieces import MOST_ROWS_A_CALL, pieces_of, rows_of
from aistock.client._requests import date_range, made
from aistock.library.v1.models import (
    AlphaMeta,
    CatalogFactor,
    CatalogLoop,
    CatalogModel,
    CatalogRows,
    CatalogStrategy,
    FactorAsset,
    FactorBound,
    FactorCatalog,
    FactorEntry,
    FactorOrder,
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
    LoopAction,
    LoopCatalog,
    LoopEntry,
    LoopOrder,
    LoopStatus,
    MetricBound,
    ModelCatalog,
    ModelEntry,
    PublishLoopRequest,
    PublishLoopResponse,
    RegisterFactorRequest,
    RegisterFactorResponse,
    RegisterStrategyRequest,
    RegisterStrategyResponse,
    StrategyCatalog,
    StrategyEntry,
)

_SERVICE = "/aistock.library.v1.LibraryService/"


class AsyncLibrary:
    """Takes catalogs in and answers what is in them."""

    def __init__(self, core: AsyncCore) -> None:
        self._core = core

    async def import_catalogs(
        self,
        mode: ImportMode | str,
        *,
        factors: FactorCatalog | None = None,
        strategies: StrategyCatalog | None = None,
        loops: LoopCatalog | None = None,
        models: ModelCatalog | None = None,
        alpha: AlphaMeta | None = None,
        dry_run: bool | None = None,
        allow_partial: bool | None = None,
        request_id: str | None = None,
        timeout: float | None = None,
    ) -> ImportReport:
        """Takes catalogs in. Importing the same catalogs again changes nothing.

        Catalogs too large for one message go in pieces and count as one import all the same.
        """
        named = request_id or self._core.next_id()
        catalogs = (factors, alpha, strategies, loops, models)
        if sum(len(rows_of(catalog)) for catalog in catalogs if catalog is not None) > MOST_ROWS_A_CALL:
            heads, pieces = pieces_of(catalogs)
            header = made(ImportHeader, request_id=named, catalogs=heads, mode=mode, dry_run=dry_run, allow_partial=allow_partial)
            return await self.import_catalog_stream(header, pieces, timeout=timeout)
        request = made(
            ImportCatalogsRequest,
            request_id=named,
            factors=factors,
            strategies=strategies,
            loops=loops,
            models=models,
            alpha=alpha,
            mode=mode,
            dry_run=dry_run,
            allow_partial=allow_partial,
        )
        response: ImportCatalogsResponse = await self._core.call(_SERVICE + "ImportCatalogs", request, timeout)
        return response.report

    async def import_catalog_stream(
        self, header: ImportHeader, rows: Callable[[], Iterable[CatalogRows]], *, timeout: float | None = None
    ) -> ImportReport:
        """Takes catalogs in piece by piece, as one import; `rows` gives the same pieces whenever it is called."""
        first = made(ImportCatalogStreamRequest, header=header)

        def requests() -> Iterator[ImportCatalogStreamRequest]:
            yield first
            for piece in rows():
                yield ImportCatalogStreamRequest(rows=piece)

        response: ImportCatalogStreamResponse = await self._core.upload(_SERVICE + "ImportCatalogStream", requests, first, timeout)
        return response.report

    async def publish_loop(
        self,
        source: str,
        *,
        loop: CatalogLoop,
        strategy: CatalogStrategy | None = None,
        factors: Sequence[CatalogFactor] = (),
        model: CatalogModel | None = None,
        request_id: str | None = None,
        timeout: float | None = None,
    ) -> ImportReport:
        """Takes one loop in with what it refers to. Publishing it again changes nothing."""
        request = made(
            PublishLoopRequest,
            request_id=request_id or self._core.next_id(),
            source=source,
            loop=loop,
            strategy=strategy,
            factors=factors,
            model=model,
        )
        response: PublishLoopResponse = await self._core.call(_SERVICE + "PublishLoop", request, timeout)
        return response.report

    async def list_factors_page(
        self,
        *,
        source: FactorSource | str | None = None,
        tags: Sequence[str] = (),
        text: str | None = None,
        include_retired: bool | None = None,
        order: FactorOrder | str | None = None,
        bounds: Sequence[FactorBound] = (),
        origin: str | None = None,
        start_date: date | str | None = None,
        end_date: date | str | None = None,
        page_size: int | None = None,
        page_token: str | None = None,
        timeout: float | None = None,
    ) -> ListFactorsResponse:
        """One page. Lists factors."""
        request = made(
            ListFactorsRequest,
            page_size=page_size,
            page_token=page_token,
            source=source,
            tags=tags,
            text=text,
            include_retired=include_retired,
            order=order,
            bounds=bounds,
            origin=origin,
            period=date_range(start_date, end_date),
        )
        response: ListFactorsResponse = await self._core.call(_SERVICE + "ListFactors", request, timeout)
        return response

    def list_factors(
        self,
        *,
        source: FactorSource | str | None = None,
        tags: Sequence[str] = (),
        text: str | None = None,
        include_retired: bool | None = None,
        order: FactorOrder | str | None = None,
        bounds: Sequence[FactorBound] = (),
        origin: str | None = None,
        start_date: date | str | None = None,
        end_date: date | str | None = None,
        page_size: int | None = None,
    ) -> AsyncIterator[FactorEntry]:
        """Lists factors. Every page is fetched as it is needed."""
        return paged(
            lambda token: self.list_factors_page(
                source=source,
                tags=tags,
                text=text,
                include_retired=include_retired,
                order=order,
                bounds=bounds,
                origin=origin,
                start_date=start_date,
                end_date=end_date,
                page_size=page_size,
                page_token=token,
            ),
            lambda page: page.factors,
        )

    async def get_factor(self, name: str, *, source: FactorSource | str, timeout: float | None = None) -> GetFactorResponse:
        """Gets one factor, and the best loops that use it."""
        request = made(GetFactorRequest, name=name, source=source)
        response: GetFactorResponse = await self._core.call(_SERVICE + "GetFactor", request, timeout)
        return response

    async def list_strategies_page(
        self,
        *,
        action: LoopAction | str | None = None,
        config_hash: str | None = None,
        text: str | None = None,
        include_retired: bool | None = None,
        bounds: Sequence[MetricBound] = (),
        origin: str | None = None,
        market: str | None = None,
        start_date: date | str | None = None,
        end_date: date | str | None = None,
        page_size: int | None = None,
        page_token: str | None = None,
        timeout: float | None = None,
    ) -> ListStrategiesResponse:
        """One page. Lists strategies."""
        request = made(
            ListStrategiesRequest,
            page_size=page_size,
            page_token=page_token,
            action=action,
            config_hash=config_hash,
            text=text,
            include_retired=include_retired,
            bounds=bounds,
            origin=origin,
            market=market,
            period=date_range(start_date, end_date),
        )
        response: ListStrategiesResponse = await self._core.call(_SERVICE + "ListStrategies", request, timeout)
        return response

    def list_strategies(
        self,
        *,
        action: LoopAction | str | None = None,
        config_hash: str | None = None,
        text: str | None = None,
        include_retired: bool | None = None,
        bounds: Sequence[MetricBound] = (),
        origin: str | None = None,
        market: str | None = None,
        start_date: date | str | None = None,
        end_date: date | str | None = None,
        page_size: int | None = None,
    ) -> AsyncIterator[StrategyEntry]:
        """Lists strategies. Every page is fetched as it is needed."""
        return paged(
            lambda token: self.list_strategies_page(
                action=action,
                config_hash=config_hash,
                text=text,
                include_retired=include_retired,
                bounds=bounds,
                origin=origin,
                market=market,
                start_date=start_date,
                end_date=end_date,
                page_size=page_size,
                page_token=token,
            ),
            lambda page: page.strategies,
        )

    async def get_strategy(self, strategy_id: str, *, timeout: float | None = None) -> StrategyEntry:
        """Gets one strategy."""
        request = made(GetStrategyRequest, strategy_id=strategy_id)
        response: GetStrategyResponse = await self._core.call(_SERVICE + "GetStrategy", request, timeout)
        return response.strategy

    async def list_loops_page(
        self,
        *,
        task_run_id: str | None = None,
        strategy_id: str | None = None,
        action: LoopAction | str | None = None,
        status: LoopStatus | str | None = None,
        has_result: bool | None = None,
        decision: bool | None = None,
        factor_name: str | None = None,
        bounds: Sequence[MetricBound] = (),
        text: str | None = None,
        include_retired: bool | None = None,
        order: LoopOrder | str | None = None,
        config_hash: str | None = None,
        origin: str | None = None,
        start_date: date | str | None = None,
        end_date: date | str | None = None,
        page_size: int | None = None,
        page_token: str | None = None,
        timeout: float | None = None,
    ) -> ListLoopsResponse:
        """One page. Lists loops."""
        request = made(
            ListLoopsRequest,
            page_size=page_size,
            page_token=page_token,
            task_run_id=task_run_id,
            strategy_id=strategy_id,
            action=action,
            status=status,
            has_result=has_result,
            decision=decision,
            factor_name=factor_name,
            bounds=bounds,
            text=text,
            include_retired=include_retired,
            order=order,
            config_hash=config_hash,
            origin=origin,
            period=date_range(start_date, end_date),
        )
        response: ListLoopsResponse = await self._core.call(_SERVICE + "ListLoops", request, timeout)
        return response

    def list_loops(
        self,
        *,
        task_run_id: str | None = None,
        strategy_id: str | None = None,
        action: LoopAction | str | None = None,
        status: LoopStatus | str | None = None,
        has_result: bool | None = None,
        decision: bool | None = None,
        factor_name: str | None = None,
        bounds: Sequence[MetricBound] = (),
        text: str | None = None,
        include_retired: bool | None = None,
        order: LoopOrder | str | None = None,
        config_hash: str | None = None,
        origin: str | None = None,
        start_date: date | str | None = None,
        end_date: date | str | None = None,
        page_size: int | None = None,
    ) -> AsyncIterator[LoopEntry]:
        """Lists loops. Every page is fetched as it is needed."""
        return paged(
            lambda token: self.list_loops_page(
                task_run_id=task_run_id,
                strategy_id=strategy_id,
                action=action,
                status=status,
                has_result=has_result,
                decision=decision,
                factor_name=factor_name,
                bounds=bounds,
                text=text,
                include_retired=include_retired,
                order=order,
                config_hash=config_hash,
                origin=origin,
                start_date=start_date,
                end_date=end_date,
                page_size=page_size,
                page_token=token,
            ),
            lambda page: page.loops,
        )

    async def get_loop(self, task_run_id: str, *, loop_id: int, workspace_id: str, timeout: float | None = None) -> LoopEntry:
        """Gets one loop."""
        request = made(GetLoopRequest, task_run_id=task_run_id, loop_id=loop_id, workspace_id=workspace_id)
        response: GetLoopResponse = await self._core.call(_SERVICE + "GetLoop", request, timeout)
        return response.loop

    async def list_models_page(
        self,
        *,
        task_run_id: str | None = None,
        strategy_id: str | None = None,
        model_type: str | None = None,
        include_retired: bool | None = None,
        feature_hash: str | None = None,
        origin: str | None = None,
        page_size: int | None = None,
        page_token: str | None = None,
        timeout: float | None = None,
    ) -> ListModelsResponse:
        """One page. Lists models."""
        request = made(
            ListModelsRequest,
            page_size=page_size,
            page_token=page_token,
            task_run_id=task_run_id,
            strategy_id=strategy_id,
            model_type=model_type,
            include_retired=include_retired,
            feature_hash=feature_hash,
            origin=origin,
        )
        response: ListModelsResponse = await self._core.call(_SERVICE + "ListModels", request, timeout)
        return response

    def list_models(
        self,
        *,
        task_run_id: str | None = None,
        strategy_id: str | None = None,
        model_type: str | None = None,
        include_retired: bool | None = None,
        feature_hash: str | None = None,
        origin: str | None = None,
        page_size: int | None = None,
    ) -> AsyncIterator[ModelEntry]:
        """Lists models. Every page is fetched as it is needed."""
        return paged(
            lambda token: self.list_models_page(
                task_run_id=task_run_id,
                strategy_id=strategy_id,
                model_type=model_type,
                include_retired=include_retired,
                feature_hash=feature_hash,
                origin=origin,
                page_size=page_size,
                page_token=token,
            ),
            lambda page: page.models,
        )

    async def get_model(self, model_id: str, *, timeout: float | None = None) -> ModelEntry:
        """Gets one model."""
        request = made(GetModelRequest, model_id=model_id)
        response: GetModelResponse = await self._core.call(_SERVICE + "GetModel", request, timeout)
        return response.model

    async def register_factor(
        self,
        factor: CatalogFactor,
        *,
        asset_sha256: str | None = None,
        asset_kind: FactorAsset | str | None = None,
        request_id: str | None = None,
        timeout: float | None = None,
    ) -> FactorEntry:
        """Registers a factor from outside RD-Agent; its table or code must be stored before, with artifacts.put."""
        request = made(
            RegisterFactorRequest,
            request_id=request_id or self._core.next_id(),
            factor=factor,
            asset_sha256=asset_sha256,
            asset_kind=asset_kind,
        )
        response: RegisterFactorResponse = await self._core.call(_SERVICE + "RegisterFactor", request, timeout)
        return response.factor

    async def register_strategy(
        self,
        strategy: CatalogStrategy,
        *,
        asset_sha256: str | None = None,
        request_id: str | None = None,
        timeout: float | None = None,
    ) -> StrategyEntry:
        """Registers a strategy from outside RD-Agent."""
        request = made(
            RegisterStrategyRequest, request_id=request_id or self._core.next_id(), strategy=strategy, asset_sha256=asset_sha256
        )
        response: RegisterStrategyResponse = await self._core.call(_SERVICE + "RegisterStrategy", request, timeout)
        return response.strategy
