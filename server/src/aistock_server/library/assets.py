"""Files that are registered with factors and strategies from outside: judged by what they hold, and kept beside the row."""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import islice

from aistock.library.asset_faults import AssetFault, code_faults
from aistock.library.code_audit import LARGEST_CODE
from aistock.library.config_text import LARGEST_CONFIG, ConfigRefused, mapping_of
from aistock.library.identity import CONFIG_BLOCKS
from aistock.library.v1.models import (
    CatalogKind,
    CatalogStrategy,
    FactorAsset,
    RegisterFactorRequest,
    RegisterStrategyRequest,
)
from aistock_server.kernel.errors import Invalid, Violation
from aistock_server.library.asset_ports import AssetStore, FactorTables
from aistock_server.library.model import Key
from aistock_server.library.ports import Vault
from aistock_server.library.vault_file import open_content

_FIELD = "asset_sha256"
_MOST_VERDICTS = 1024


class Assets:
    """Judges files before their rows are registered; a verdict is by content, so it is reached once."""

    def __init__(self, *, vault: Vault, store: AssetStore, tables: FactorTables) -> None:
        self._vault = vault
        self._store = store
        self._tables = tables
        self._passed: dict[tuple[object, ...], None] = {}

    def examine_factor(self, request: RegisterFactorRequest) -> None:
        """Pass a table or code of the factor, or none at all; Invalid for an asset that is not stored or not what it should be."""
        sha256, factor = request.asset_sha256, request.factor
        if sha256 is None:
            return
        size = self._stored(sha256)

        def judge() -> Sequence[AssetFault]:
            is_table = self._tables.is_table(self._head(sha256, 16))
            if request.asset_kind is FactorAsset.TABLE or (request.asset_kind is None and is_table):
                return self._tables.faults(_FIELD, open_content(self._vault, sha256, size), factor.name)
            if request.asset_kind is None and factor.impl_func is None:
                what = "it is no Parquet table, and code must define the function that factor.impl_func names"
                remedy = "name the function in factor.impl_func, and its module in factor.impl_module"
                return [AssetFault(path="factor.impl_func", rule="code.function", what=what, remedy=remedy)]
            return code_faults(_FIELD, self._head(sha256, LARGEST_CODE + 1), factor.impl_func)

        self._pass(("factor", sha256, request.asset_kind, factor.name, factor.impl_func), f"factor {factor.name!r}", judge)

    def examine_strategy(self, request: RegisterStrategyRequest) -> None:
        """Pass the YAML of a strategy, or none; its blocks must be those of the strategy, where both have them."""
        sha256, strategy = request.asset_sha256, request.strategy
        if sha256 is None:
            return
        self._stored(sha256)

        def judge() -> Sequence[AssetFault]:
            try:
                mapping = mapping_of(_FIELD, self._head(sha256, LARGEST_CONFIG + 1))
            except ConfigRefused as error:
                return [error.fault]
            return _differing_blocks(strategy, mapping)

        self._pass(("strategy", sha256, strategy.model_dump_json()), f"strategy {strategy.strategy_id}", judge)

    def keep(self, kind: CatalogKind, key: Key, sha256: str | None) -> None:
        """Remember the file of a row; a registration without one leaves what was there."""
        if sha256 is not None:
            self._store.keep(kind, key, sha256)

    def of(self, kind: CatalogKind, keys: Collection[Key]) -> Mapping[Key, str]:
        """Files of those of the keys that have one."""
        return self._store.of(kind, keys)

    def _stored(self, sha256: str) -> int:
        size = self._vault.size_of(sha256)
        if size is None:
            raise Invalid("CATALOG_REFUSED", f"asset {sha256} is not stored; put it with PutArtifact first", sha256=sha256)
        return size

    def _head(self, sha256: str, most: int) -> bytes:
        found = bytearray()
        for piece in self._vault.open(sha256):
            found += piece
            if len(found) >= most:
                break
        return bytes(found[:most])

    def _pass(self, question: tuple[object, ...], what: str, judge: Callable[[], Sequence[AssetFault]]) -> None:
        if question in self._passed:
            return
        refuse(judge(), what)
        for oldest in list(islice(self._passed, max(0, len(self._passed) + 1 - _MOST_VERDICTS))):
            self._passed.pop(oldest, None)
        self._passed[question] = None


def refuse(faults: Sequence[AssetFault], what: str) -> None:
    """Raise Invalid (ASSET_REFUSED) that names every fault with its place; nothing when there is none."""
    if not faults:
        return
    raise Invalid(
        "ASSET_REFUSED",
        f"the asset of {what} is refused in {len(faults)} places, first: {faults[0]}",
        violations=[
            Violation(field=fault.place, rule=fault.rule, value="", message=f"{fault.what}; {fault.remedy}") for fault in faults
        ],
        faults=len(faults),
    )


def _differing_blocks(strategy: CatalogStrategy, mapping: Mapping[str, object]) -> list[AssetFault]:
    given = strategy.model_dump(mode="json", by_alias=True)
    return [
        AssetFault(
            path=f"strategy.{name}",
            rule="strategy.block",
            what=f"{name} of the strategy and of its file differ",
            remedy="give the block in one of the two, or the same in both",
        )
        for name in CONFIG_BLOCKS
        if given.get(name) is not None and mapping.get(name) is not None and given[name] != mapping[name]
    ]
