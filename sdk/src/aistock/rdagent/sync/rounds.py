"""Rounds of a sync, one after another: export, wait until the set is whole, import, report."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Protocol

from aistock.errors import AistockError
from aistock.library.v1.models import ImportReport
from aistock.rdagent.catalog_files import CATALOGS, ReadCatalog
from aistock.rdagent.sync import folder
from aistock.rdagent.sync.command import CommandEnd, Ending, run_command
from aistock.rdagent.sync.config import SyncConfig
from aistock.rdagent.sync.folder import Look, NotWhole, Sight, Watcher
from aistock.rdagent.sync.report import Outcome, Round, Stage

UPSERT = "upsert"


class Take(Protocol):
    """Takes catalogs into the library."""

    def __call__(self, catalogs: Mapping[str, Any], *, mode: str, allow_partial: bool) -> ImportReport:
        """What became of the rows; raises AistockError when nothing was taken, or when nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    """A whole set that rests."""

    look: Look
    catalogs: Mapping[str, ReadCatalog]


class Sync:
    """Runs rounds until `stop` is set; each is told to `say`. A round that fails costs only itself.

    A stop takes effect between effects: a running command is ended, a running import is waited for.
    """

    def __init__(self, config: SyncConfig, take: Take, *, stop: threading.Event, say: Callable[[Round], None]) -> None:
        self._config, self._take, self._stop, self._say = config, take, stop, say
        self._watcher = Watcher()
        self._number = 0

    def once(self) -> Round:
        """One round."""
        began, started = time.monotonic(), datetime.now(UTC)
        self._number += 1
        found = replace(self._round(), number=self._number, started_at=started)
        ended = replace(found, seconds=time.monotonic() - began)
        self._say(ended)
        return ended

    def every(self, seconds: float) -> None:
        """Rounds that begin so many seconds apart; one that takes longer is followed by the next at once."""
        while not self._stop.is_set():
            began = time.monotonic()
            self.once()
            self._stop.wait(max(0.0, began + seconds - time.monotonic()))

    def watch(self) -> None:
        """Looks at the folder again and again, and imports every whole set that is new; no command is run.

        A folder that is not whole for longer than the patience is told once, until it changes; a set that the server did not
        take is sent again after the patience.
        """
        told: Look | None = None
        waiting_since: float | None = None
        silent_until = 0.0
        while not self._stop.is_set():
            look, now = self._look(), time.monotonic()
            sight = self._watcher.saw(look)
            if sight is Sight.NOTHING_NEW or (look == told and now < silent_until):
                waiting_since = None
            else:
                waiting_since = now if waiting_since is None else waiting_since
                ready = self._ready(look, sight)
                if isinstance(ready, _Ready) or now - waiting_since > self._config.patience:
                    ended = self._tell(self._import(ready) if isinstance(ready, _Ready) else _failed(Stage.FOLDER, ready))
                    # What is moving is looked at again; what rests and is not whole can only change by changing.
                    told, waiting_since = None if sight is Sight.MOVING else look, None
                    silent_until = float("inf") if ended.stage is Stage.FOLDER else now + self._config.patience
            self._stop.wait(self._config.look_every)

    def _tell(self, found: Round) -> Round:
        self._number += 1
        ended = replace(found, number=self._number)
        self._say(ended)
        return ended

    def _round(self) -> Round:
        command = run_command(self._config.command, self._stop) if self._config.command else None
        if command is not None and not command.succeeded:
            return replace(_of_command(command), command=command)
        return replace(self._after_command(), command=command)

    def _after_command(self) -> Round:
        deadline = time.monotonic() + self._config.patience
        while not self._stop.is_set():
            look = self._look()
            sight = self._watcher.saw(look)
            if sight is Sight.NOTHING_NEW:
                return _ended(Outcome.NOTHING_NEW, Stage.FOLDER)
            ready = self._ready(look, sight)
            if isinstance(ready, _Ready):
                return self._import(ready)
            if time.monotonic() > deadline:
                return _failed(Stage.FOLDER, ready)
            self._stop.wait(self._config.look_every)
        return _ended(Outcome.STOPPED, Stage.FOLDER, "told to stop; nothing was imported")

    def _look(self) -> Look:
        return folder.look_at(self._config.folder, self._config.catalogs)

    def _ready(self, look: Look, sight: Sight) -> _Ready | str:
        """The set, or why it is not one."""
        where = self._config.folder
        if sight is Sight.INCOMPLETE:
            names = ", ".join(folder.missing(look))
            return f"{where} lacks {names}; export into it, or name the catalogs that it gets under `catalogs`"
        if sight is Sight.MOVING:
            return f"files in {where} change all the time; wait for the exporter to end, or look less often"
        try:
            return _Ready(look=look, catalogs=folder.read_set(where, look, allow_partial=self._config.allow_partial))
        except NotWhole as error:
            return str(error)

    def _import(self, ready: _Ready) -> Round:
        left = tuple(row for item in ready.catalogs.values() for row in item.left)
        mode, notes = self._config.mode, [note for field, item in ready.catalogs.items() for note in _notes(field, item)]
        if left and mode != UPSERT:
            # The catalogs do not hold those rows any more, so nothing may be concluded from what they lack.
            mode = UPSERT
            notes.append(
                f"imported as {UPSERT}: {len(left)} row(s) were left out, and rows that a catalog lacks must not be retired"
            )
        made = _ended(Outcome.IMPORTED, Stage.IMPORT)
        made = replace(made, snapshot_id=folder.snapshot_of(ready.catalogs), left=left, notes=tuple(notes))
        began = time.monotonic()
        try:
            documents = {field: item.document for field, item in ready.catalogs.items()}
            report = self._take(documents, mode=mode, allow_partial=self._config.allow_partial)
        except AistockError as error:
            text = " ".join(str(error).split("\n"))
            return replace(made, outcome=Outcome.FAILED, message=text, error=error, seconds=time.monotonic() - began)
        self._watcher.took(ready.look)
        return replace(made, report=report, seconds=time.monotonic() - began)


def _notes(field: str, item: ReadCatalog) -> list[str]:
    if item.dialect is None or not item.issues:
        return []
    return [f"{CATALOGS[field].file}: {item.dialect}, read as v1 with {len(item.issues)} issue(s)"]


def _of_command(end: CommandEnd) -> Round:
    said = f"; it said: {end.said[-500:]}" if end.said else ""
    match end.ending:
        case Ending.STOPPED:
            return _ended(Outcome.STOPPED, Stage.COMMAND, "told to stop; the command was ended, nothing was imported")
        case Ending.TIMED_OUT:
            return _failed(
                Stage.COMMAND, f"the command took longer than {end.seconds:.0f} s and was ended; give it a longer timeout{said}"
            )
        case Ending.NOT_STARTED:
            return _failed(Stage.COMMAND, f"the command cannot be started ({end.said}); correct command.argv or command.cwd")
    return _failed(Stage.COMMAND, f"the command ended with {end.code}; correct what it says and run it by hand{said}")


def _failed(stage: Stage, message: str) -> Round:
    return _ended(Outcome.FAILED, stage, message)


def _ended(outcome: Outcome, stage: Stage, message: str = "") -> Round:
    return Round(number=0, started_at=datetime.now(UTC), seconds=0.0, outcome=outcome, stage=stage, message=message)
