"""Whether the catalogs of one export agree with each other and with their own identities."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from aistock.library.identity import feature_hash, strategy_id
from aistock.library.v1.models import CatalogFactor, CatalogLoop, CatalogModel, CatalogStrategy

LoopKey = tuple[str, int, str]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Disagreement:
    """One row that does not agree; `code` is the text of a CatalogFindingCode, `key` the row's key."""

    kind: str
    key: str
    code: str
    message: str


def factor_key(row: CatalogFactor) -> tuple[str, str]:
    """Name and source."""
    return row.name, row.source.value


def loop_key(row: CatalogLoop) -> LoopKey:
    """Run, loop, workspace."""
    return row.task_run_id, row.loop_id, row.workspace_id


def model_loop(row: CatalogModel) -> LoopKey:
    """Key of the loop that a model comes from."""
    return row.task_run_id, row.loop_id, row.workspace_id


def key_text(parts: Iterable[str | int]) -> str:
    """A key as one text."""
    return "/".join(str(part) for part in parts)


def repeated(kind: str, keys: Iterable[str]) -> list[Disagreement]:
    """Keys that stand more than once."""
    counts = Counter(keys)
    return [
        Disagreement(kind=kind, key=key, code="duplicate_key", message=f"{kind} {key} stands {count} times; keep one")
        for key, count in sorted(counts.items())
        if count > 1
    ]


def mismatched_strategy(row: CatalogStrategy) -> Disagreement | None:
    """A strategy whose id does not follow from its own fields."""
    derived = strategy_id(row.scenario, row.step_name, row.action, row.template_files)
    if derived == row.strategy_id:
        return None
    message = (
        f"strategy_id {row.strategy_id} does not follow from scenario, step_name, action and template_files, which give {derived}"
    )
    return Disagreement(kind="strategy", key=row.strategy_id, code="strategy_id_mismatch", message=f"{message}; export it again")


def dangling_strategy(row: CatalogLoop, known: frozenset[str]) -> Disagreement | None:
    """A loop whose strategy is not among those known."""
    if row.strategy_id is None or row.strategy_id in known:
        return None
    message = f"strategy {row.strategy_id} of this loop is not in the strategy catalog; export both catalogs in one run"
    return Disagreement(kind="loop", key=key_text(loop_key(row)), code="dangling_strategy", message=message)


def mismatched_features(row: CatalogModel) -> Disagreement | None:
    """A model whose feature_hash is not that of its features."""
    if row.feature_hash is None or row.feature_hash == feature_hash(row.features):
        return None
    message = (
        f"feature_hash {row.feature_hash} is not that of the {len(row.features)} features in their order; export the model again"
    )
    return Disagreement(kind="model", key=row.model_id, code="feature_hash_mismatch", message=message)


def model_without_loop(row: CatalogModel, known: frozenset[LoopKey]) -> Disagreement | None:
    """A model whose loop is not among those known."""
    if model_loop(row) in known:
        return None
    message = f"loop {key_text(model_loop(row))} of this model is not in the loop catalog; export both catalogs in one run"
    return Disagreement(kind="model", key=row.model_id, code="model_without_loop", message=message)
