"""What the demo is doing, shown while it does it and timed."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Column


class Bar:
    """The line of one step."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress, self._task = progress, task

    def update(self, fraction: float, note: str = "") -> None:
        """How far it is, 0 to 1, and what it is doing."""
        self._progress.update(self._task, completed=fraction, note=note)


class Steps:
    """Lines of steps on the terminal, one below the other; without a terminal, one printed line when a step ends."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else 110)
        self.seconds: dict[str, float] = {}
        self._progress = Progress(
            SpinnerColumn(finished_text="[green]✓"),
            TextColumn("{task.description:<22}", table_column=Column(min_width=22)),
            BarColumn(bar_width=18, table_column=Column(min_width=18)),
            TimeElapsedColumn(table_column=Column(min_width=7, no_wrap=True)),
            TextColumn("[dim]{task.fields[note]}", table_column=Column(no_wrap=True, overflow="ellipsis")),
            console=self.console,
            disable=not self.console.is_terminal,
        )

    def __enter__(self) -> Self:
        """Starts drawing."""
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stops drawing."""
        self._progress.stop()

    @contextmanager
    def step(self, name: str) -> Iterator[Bar]:
        """One step; its line is whole when it ends well."""
        started = time.monotonic()
        task = self._progress.add_task(name, total=1.0, note="")
        yield Bar(self._progress, task)
        self.seconds[name] = round(time.monotonic() - started, 2)
        self._progress.update(task, completed=1.0)
        if not self.console.is_terminal:
            self.console.print(f"{self.seconds[name]:7.1f} s  {name}")
