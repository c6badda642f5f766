"""The terminal that stands in for miniQMT, for every suite that an adapter to it runs under."""

import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

_STAND_IN = Path(__file__).parent / "miniqmt" / "standin.py"


def _stand_in() -> ModuleType:
    """The module of test support; it is no test and no package, so it is loaded by its file."""
    name = "aistock_tests_miniqmt_standin"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, _STAND_IN)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture(scope="session")
def open_stand_in() -> Iterator[Callable[[dict[str, Any], Path], Any]]:
    """Starts terminals over markets; skips where the vendor's Python layer is not installed."""
    if importlib.util.find_spec("xtquant") is None:
        pytest.skip("xtquant is not installed: the vendor's own layer is what these tests run")
    module = _stand_in()
    module.stand_in_for_the_binary()
    opened: list[Any] = []

    def start(market: dict[str, Any], folder: Path) -> Any:
        opened.append(module.StandIn(market, folder))
        return opened[-1]

    yield start
    for one in opened:
        one.kill()
