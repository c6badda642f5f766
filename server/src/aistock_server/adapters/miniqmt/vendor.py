"""The vendor's Python layer `xtquant`: found, and loaded without what it does on the side."""

import importlib
import importlib.util
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

from aistock_server.kernel.errors import Refused
from aistock_server.market.sources.faults import refused

_PACKAGE = "xtquant"
_LOADING = threading.Lock()
#: The vendor keeps one connection in a module's variable, so one terminal at a time can be spoken to in a process.
_CONNECTION = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """The loaded layer: its module of market data, and the version that it calls itself."""

    xtdata: Any
    version: str


def layer(source: str, folder: Path | None) -> Layer:
    """The vendor's layer from a folder that holds `xtquant`, or from wherever Python finds it; Refused when there is none.

    A terminal brings its own copy, and a package of another year may not speak with it: then `folder` is the terminal's
    `bin.x64/Lib/site-packages`. It never comes onto Python's path, where its other modules would hide the standard library's.
    """
    with _LOADING:
        package = _package(source, folder)
        version = str(getattr(package, "__version__", "of no version"))
        try:
            with _quietly():
                xtdata: Any = importlib.import_module(f"{_PACKAGE}.xtdata")
        except ImportError as error:
            problem = str(error).partition(" (")[0]
            raise refused(
                source,
                f"{version} is installed but does not load here ({problem}): its binaries are for Windows and certain versions of "
                "Python; run the adapter on the terminal's machine with one of those",
                field=_PACKAGE,
                value=version,
            ) from None
        except Exception as error:
            # The layer starts its binary while it is imported, and says a failure with a bare Exception.
            raise refused(
                source, f"the binary of {version} does not start ({error}); install it again", field=_PACKAGE, value=version
            ) from None
        xtdata.enable_hello = False
        return Layer(xtdata=xtdata, version=version)


def claim(source: str) -> None:
    """Take the process's one connection; Refused when another terminal has it."""
    if not _CONNECTION.acquire(blocking=False):
        message = "the vendor's layer speaks to one terminal a process, and another one has it; close that one first"
        raise refused(source, message, field="address", value="")


def give_back() -> None:
    """Let another terminal have the connection."""
    _CONNECTION.release()


def _package(source: str, folder: Path | None) -> ModuleType:
    """The package itself, loaded once a process."""
    loaded = sys.modules.get(_PACKAGE)
    if loaded is not None:
        if folder is not None and folder.resolve() not in Path(str(loaded.__file__)).resolve().parents:
            message = f"{_PACKAGE} was loaded from another folder already; a process holds one copy"
            raise refused(source, message, field=_PACKAGE, value=folder)
        return loaded
    spec = PathFinder.find_spec(_PACKAGE, [str(folder)]) if folder is not None else importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.loader is None:
        raise _absent(source, folder)
    return _executed(spec)


def _executed(spec: ModuleSpec) -> ModuleType:
    module = importlib.util.module_from_spec(spec)
    sys.modules[_PACKAGE] = module
    try:
        with _quietly():
            assert spec.loader is not None
            spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[_PACKAGE]
        raise
    return module


def _absent(source: str, folder: Path | None) -> Refused:
    remedy = "install the extra `qmt`, or name the folder of the terminal's own copy"
    where = "there is no xtquant" if folder is None else "there is no xtquant in the folder named"
    return refused(source, f"{where}; {remedy}", field=_PACKAGE, value=folder or "")


@contextmanager
def _quietly() -> Iterator[None]:
    """Without the vendor's question to the package index, which it asks where `pkg_resources` can be imported, and its warnings."""
    blocked = "pkg_resources"
    kept = sys.modules.get(blocked)
    had = blocked in sys.modules
    sys.modules[blocked] = None  # type: ignore[assignment]  # Python's own way to say that a module cannot be imported
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        del sys.modules[blocked]
        if had:
            sys.modules[blocked] = kept  # type: ignore[assignment]  # a module, or the None that somebody else put there
