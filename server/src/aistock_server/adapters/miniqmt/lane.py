"""Calls that may never come back, each given a time; a thread whose call does not end is left behind."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any, TypeVar

_Answer = TypeVar("_Answer")
_Call = tuple["Future[Any]", Callable[[], Any]]


class Crowded(Exception):
    """So many calls are without an answer that no other is begun."""


class Closed(Exception):
    """The lane was closed."""


class Lane:
    """Runs calls one after the other on a thread of its own.

    No Python can end a thread that waits in native code. So a call that is late keeps its thread, the next call gets another,
    and after `most_stuck` of them nothing is called any more until one comes back. They are daemons: none holds up the exit.
    """

    def __init__(self, name: str, *, most_stuck: int = 8) -> None:
        self._name = name
        self._most_stuck = most_stuck
        self._turn = threading.Lock()
        self._worker: _Worker | None = None
        self._late: list[Future[Any]] = []
        self._is_closed = False

    def run(self, call: Callable[[], _Answer], seconds: float) -> _Answer:
        """What the call answers or raises; TimeoutError when it does neither in time, Crowded when too many before did not."""
        if not self._turn.acquire(timeout=seconds):
            raise TimeoutError
        try:
            if self._is_closed:
                raise Closed
            self._late = [one for one in self._late if not one.done()]
            if len(self._late) >= self._most_stuck:
                raise Crowded
            if self._worker is None:
                self._worker = _Worker(self._name)
            future: Future[_Answer] = self._worker.begin(call)
            try:
                return future.result(seconds)
            except TimeoutError:
                if not future.done():
                    self._late.append(future)
                    self._worker.end()
                    self._worker = None
                raise
        finally:
            self._turn.release()

    def close(self) -> None:
        """Begin no other call, and end the thread when its call ends, which is not waited for."""
        self._is_closed = True
        worker = self._worker
        if worker is not None:
            worker.end()


class _Worker:
    """A thread and the calls that wait for it."""

    def __init__(self, name: str) -> None:
        self._calls: SimpleQueue[_Call | None] = SimpleQueue()
        threading.Thread(target=self._work, name=name, daemon=True).start()

    def begin(self, call: Callable[[], _Answer]) -> "Future[_Answer]":
        future: Future[_Answer] = Future()
        self._calls.put((future, call))
        return future

    def end(self) -> None:
        self._calls.put(None)

    def _work(self) -> None:
        while (waiting := self._calls.get()) is not None:
            future, call = waiting
            try:
                future.set_result(call())
            except BaseException as error:
                future.set_exception(error)
            del waiting, future, call
