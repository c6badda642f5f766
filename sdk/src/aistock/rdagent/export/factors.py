"""Every factor of an export once: whose row is kept, and which loop its figures come from.

`(name, source)` is unique. The row is that of the factor's best loop: the one whose main window has the highest information
ratio; a loop without one comes after all others, and among equals the loop whose key sorts first wins. The best figures name
that loop. The factor's own figures are from the best loop that measured it. An Alpha definition fills in what no loop used.
Loops may be folded in any order and grouping: the outcome is the same.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from aistock.library import references
from aistock.library.references import LoopKey, key_text
from aistock.library.v1.models import CatalogFactor, FactorFigures, LoopMetrics
from aistock.rdagent.export.finding import ExportFinding
from aistock.rdagent.export.rows import ExportedLoop

FactorKey: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopScore:
    """A loop as it competes for a factor."""

    key: LoopKey
    sharpe: float | None
    annualized_return: float | None
    max_drawdown: float | None

    def beats(self, other: "LoopScore") -> bool:
        """Whether this loop comes before the other one; of two different loops exactly one does."""
        mine, theirs = self.sharpe, other.sharpe
        if mine is None or theirs is None or mine == theirs:
            return (mine is None, self.key) < (theirs is None, other.key)
        return mine > theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class _Contender:
    """The best loop of a factor so far, the best that measured it, and the expressions under its name with their first loop."""

    best: LoopScore
    row: CatalogFactor
    measured: tuple[LoopScore, FactorFigures] | None
    expressions: dict[str | None, LoopKey]

    def joined(self, other: "_Contender") -> "_Contender":
        wins = other if other.best.beats(self.best) else self
        measured = self.measured
        if measured is None or (other.measured and other.measured[0].beats(measured[0])):
            measured = other.measured
        expressions = dict(self.expressions)
        for text, key in other.expressions.items():
            expressions[text] = min(key, expressions.get(text, key))
        return replace(wins, measured=measured, expressions=expressions)


@dataclass(slots=True)
class FactorFold:
    """Factors of the loops folded in so far."""

    _found: dict[FactorKey, _Contender] = field(default_factory=dict)

    def add(self, loop: ExportedLoop) -> None:
        """Folds in the factors of one loop."""
        score = _score(loop)
        for row in loop.factors:
            figures = loop.figures.get(row.name)
            contender = _Contender(
                best=score,
                row=row,
                measured=(score, figures) if figures else None,
                expressions={row.expression: score.key},
            )
            self._join(references.factor_key(row), contender)

    def merge(self, other: "FactorFold") -> None:
        """Folds in what another fold has."""
        for key, contender in other._found.items():
            self._join(key, contender)

    def rows(self, definitions: Iterable[CatalogFactor] = ()) -> list[CatalogFactor]:
        """The rows by their key; of `definitions` those that no loop used are among them."""
        rows = {references.factor_key(row): row for row in reversed(list(definitions))}
        rows |= {key: _with_best(contender) for key, contender in self._found.items()}
        return [rows[key] for key in sorted(rows)]

    def used(self, sources: Iterable[str]) -> list[CatalogFactor]:
        """Rows of these sources, by their key, as the loops had them."""
        wanted = frozenset(sources)
        return [self._found[key].row for key in sorted(self._found) if key[1] in wanted]

    def findings(self, definitions: Iterable[CatalogFactor] = ()) -> Iterator[ExportFinding]:
        """Names that stand for different expressions."""
        defined = {references.factor_key(row): row.expression for row in reversed(list(definitions))}
        for key in sorted(self._found):
            contender = self._found[key]
            others = {text: loop for text, loop in contender.expressions.items() if text != contender.row.expression}
            if others:
                text, loop = min(others.items(), key=lambda item: item[1])
                message = f"is {_shown(text)} in loop {key_text(loop)}; the row is that of loop {key_text(contender.best.key)}"
                yield _finding(key, "same_name_other_expression", f"{message}; give one of them another name")
            if key in defined and defined[key] not in contender.expressions:
                message = f"is {_shown(contender.row.expression)} in loop {key_text(contender.best.key)}"
                text = f"{message} and {_shown(defined[key])} by definition; the loop's row is exported"
                yield _finding(key, "not_as_defined", f"{text}, name the definition that the loops used")

    def _join(self, key: FactorKey, contender: _Contender) -> None:
        present = self._found.get(key)
        self._found[key] = contender if present is None else present.joined(contender)


def _score(loop: ExportedLoop) -> LoopScore:
    metrics: LoopMetrics = loop.loop.metrics
    return LoopScore(
        key=references.loop_key(loop.loop),
        sharpe=loop.sharpe,
        annualized_return=metrics.annualized_return,
        max_drawdown=metrics.max_drawdown,
    )


def _with_best(contender: _Contender) -> CatalogFactor:
    best, figures = contender.best, contender.measured[1] if contender.measured else None
    changes: dict[str, object] = {"figures": figures}
    if best.sharpe is not None:
        text = f"Sharpe: {best.sharpe:.2f}"
        if best.annualized_return is not None:
            text += f", Ann.Ret: {best.annualized_return * 100:.2f}%"
        changes |= {
            "best_performance": text,
            "best_performance_sharpe": best.sharpe,
            "best_performance_ann_ret": best.annualized_return,
            "best_performance_mdd": best.max_drawdown,
            "best_task_run_id": best.key[0],
            "best_loop_id": best.key[1],
        }
    return contender.row.model_copy(update=changes)


def _finding(key: FactorKey, code: str, message: str) -> ExportFinding:
    return ExportFinding(key=key_text(key), code=code, message=f"factor {key_text(key)} {message}")


def _shown(expression: str | None) -> str:
    return "without expression" if expression is None else repr(expression[:120])
