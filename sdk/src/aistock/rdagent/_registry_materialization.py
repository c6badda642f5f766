"""The steps of a loop's materialization, each a conditional update inside the caller's transaction."""

import sqlite3

from aistock.rdagent._registry_errors import RegistryError
from aistock.rdagent._registry_owner import may_be_at_work, this_process
from aistock.rdagent._registry_words import MaterializationState as State
from aistock.rdagent._registry_words import understood

_LONGEST_ERROR = 512
_CLAIMABLE = frozenset({State.PENDING, State.FAILED})
_PROVED = (
    "CAST(has_result AS TEXT) IN ('1', '1.0', 'true') AND EXISTS (SELECT 1 FROM artifacts a "
    "WHERE a.task_run_id = loops.task_run_id AND a.loop_id = loops.loop_id AND a.status = 'present')"
)


class Materialization:
    """The machine over one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.finished: set[tuple[str, int]] = set()
        """Loops that were moved to done over this connection."""

    def claim(self, task_run_id: str, loop_id: int, now: str) -> bool:
        """To running, from pending, failed, or a running whose process is gone."""
        found = self._connection.execute(
            "SELECT materialization_status, materialization_owner, materialization_updated_at_utc FROM loops "
            "WHERE task_run_id = ? AND loop_id = ?",
            (task_run_id, loop_id),
        ).fetchone()
        if found is None:
            return False
        state = understood("loops", "materialization_status", found[0])[0] or State.PENDING
        abandoned = state is State.RUNNING and not may_be_at_work(found[1], since=found[2], now=now)
        if state not in _CLAIMABLE and not abandoned:
            return False
        self._connection.execute(
            "UPDATE loops SET materialization_status = 'running', materialization_error = NULL, "
            "materialization_updated_at_utc = ?, materialization_owner = ? WHERE task_run_id = ? AND loop_id = ?",
            (now, this_process(), task_run_id, loop_id),
        )
        return True

    def finish(self, task_run_id: str, loop_id: int, now: str) -> None:
        """To done; needs the claim, a proved result and an artifact that is there."""
        self._leave_running(task_run_id, loop_id, State.DONE, None, now, _PROVED)
        self.finished.add((task_run_id, loop_id))

    def fail(self, task_run_id: str, loop_id: int, error: str, now: str) -> None:
        """To failed; needs the claim."""
        self._leave_running(task_run_id, loop_id, State.FAILED, error[:_LONGEST_ERROR], now, "1")

    def reopen(self, task_run_id: str, loop_id: int, now: str) -> bool:
        """To pending, from done."""
        changed = self._connection.execute(
            "UPDATE loops SET materialization_status = 'pending', materialization_error = NULL, "
            "materialization_updated_at_utc = ?, updated_at_utc = ? "
            "WHERE task_run_id = ? AND loop_id = ? AND materialization_status = 'done'",
            (now, now, task_run_id, loop_id),
        ).rowcount
        return changed == 1

    def _leave_running(self, task_run_id: str, loop_id: int, to: State, error: str | None, now: str, proved: str) -> None:
        changed = self._connection.execute(
            "UPDATE loops SET materialization_status = ?, materialization_error = ?, materialization_updated_at_utc = ?, "
            "materialization_owner = NULL, updated_at_utc = ? WHERE task_run_id = ? AND loop_id = ? "
            f"AND materialization_status = 'running' AND materialization_owner = ? AND {proved}",
            (to.value, error, now, now, task_run_id, loop_id, this_process()),
        ).rowcount
        if changed != 1:
            raise RegistryError(
                f"loop {task_run_id}/{loop_id} cannot become {to.value!r}: this process has not claimed it, or nothing proves its "
                "result; claim it first and register its artifacts"
            )
