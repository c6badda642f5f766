"""Rows of all loops of a registry, read chunk by chunk in this process or in several."""

import signal
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Protocol

from aistock.contract import documents
from aistock.library import references
from aistock.library.references import LoopKey
from aistock.rdagent._files import WorkspaceError
from aistock.rdagent.export.candidates import Candidate
from aistock.rdagent.export.factors import FactorFold
from aistock.rdagent.export.finding import ExportError, ExportFinding
from aistock.rdagent.export.rows import ExportedLoop, exported_loop

CHUNK = 250
"""Loops that one process reads at a time."""

ALONE = 1_000
"""So many loops are read in this process, whatever was asked for: others would take longer to start than they save."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyText:
    """A strategy as the text of its row, with the loop it is an example of."""

    strategy_id: str
    config_hash: str | None
    loop: LoopKey
    text: bytes


@dataclass(slots=True)
class Chunk:
    """What some loops give: rows as canonical texts, factors folded, and what could not be exported."""

    loops: dict[LoopKey, bytes] = field(default_factory=dict)
    strategy_of: dict[LoopKey, str] = field(default_factory=dict)
    models: dict[str, bytes] = field(default_factory=dict)
    strategies: dict[tuple[str, str | None], StrategyText] = field(default_factory=dict)
    factors: FactorFold = field(default_factory=FactorFold)
    findings: list[ExportFinding] = field(default_factory=list)


class Mapper(Protocol):
    """Calls a function with each chunk, in order."""

    def __call__(self, chunks: Iterable[Sequence[Candidate]], /) -> Iterator[Chunk]:
        """What each chunk gives."""


def gather(loops: Sequence[Candidate], root: Path, *, store: str | None, limit: int, processes: int) -> Iterator[Chunk]:
    """Chunks of the loops in the order given, until `limit` of them (0: all) were exported.

    With a limit no loop is read that could be one too many, so what could not be exported makes room for later ones.
    """
    read = partial(read_chunk, root=root.resolve(), store=store)
    with _mapper(read, processes if min(len(loops), limit or len(loops)) > ALONE else 1) as mapped:
        start, missing = 0, min(limit or len(loops), len(loops))
        while missing > 0 and start < len(loops):
            batch = loops[start : start + missing]
            start += len(batch)
            for chunk in mapped(batch[place : place + CHUNK] for place in range(0, len(batch), CHUNK)):
                missing -= len(chunk.loops)
                yield chunk


def read_chunk(loops: Sequence[Candidate], *, root: Path, store: str | None) -> Chunk:
    """Rows of some loops; whatever is wrong with one of them is a finding, and the others are read."""
    chunk = Chunk()
    # By their keys, so that the first loop of a strategy in the chunk is the one whose example counts.
    for loop in sorted(loops, key=lambda item: (item.task_run_id, item.loop_id, item.workspace_id)):
        try:
            found = exported_loop(loop, root, store, chunk.strategies.keys())
        except (WorkspaceError, OSError, ValueError) as error:
            chunk.findings.append(ExportFinding(key=loop.key, code="not_exported", message=_sentence(error)))
        else:
            _put(chunk, found)
    return chunk


def _put(chunk: Chunk, found: ExportedLoop) -> None:
    key, strategy = references.loop_key(found.loop), found.strategy
    chunk.loops[key] = documents.canonical_json(found.loop)
    if found.loop.strategy_id is not None:
        chunk.strategy_of[key] = found.loop.strategy_id
    if found.model:
        chunk.models[found.model.model_id] = documents.canonical_json(found.model)
    if strategy:
        named = (strategy.strategy_id, strategy.config_hash)
        text = documents.canonical_json(strategy)
        chunk.strategies[named] = StrategyText(strategy_id=named[0], config_hash=named[1], loop=key, text=text)
    chunk.factors.add(found)


def _sentence(error: Exception) -> str:
    text = str(error)
    return text if isinstance(error, WorkspaceError) else f"{type(error).__name__}: {text}; write the artifacts again"


@contextmanager
def _mapper(read: "partial[Chunk]", processes: int) -> Iterator[Mapper]:
    if processes <= 1:
        yield partial(map, read)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_leave_interrupts_to_parent) as pool:
        try:
            yield partial(pool.map, read)
        except BrokenProcessPool:
            text = f"one of {processes} processes that read workspaces was killed, perhaps for want of memory"
            raise ExportError(f"{text}; export with --processes 1") from None
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
