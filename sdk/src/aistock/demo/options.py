"""What the demo is asked to do, and the folders it writes."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

MARKER = ".aistock-demo.json"


class DemoError(Exception):
    """A step of the demo did not work; the text says which, why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The command line as values; without `market` a synthetic one is made."""

    out: Path
    market: Path | None = None
    seed: int = 7
    stocks: int = 120
    years: int = 3
    signal: bool = True
    keep: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where things are inside the output folder."""

    out: Path

    @property
    def server(self) -> Path:
        """Data directory of the server."""
        return self.out / "server"

    @property
    def work(self) -> Path:
        """Work directory of the worker."""
        return self.out / "work"

    @property
    def rdagent(self) -> Path:
        """RD-Agent's side: registry, workspaces, catalogs."""
        return self.out / "rdagent"

    @property
    def logs(self) -> Path:
        """Logs of server and worker."""
        return self.out / "logs"

    @property
    def report(self) -> Path:
        """The page."""
        return self.out / "report.html"

    @property
    def summary(self) -> Path:
        """The figures, for programs."""
        return self.out / "summary.json"

    @property
    def journal(self) -> Path:
        """Every event of the account, one a line."""
        return self.out / "journal.jsonl"


def prepared(out: Path) -> Layout:
    """The folder, empty of an earlier demo; a folder that holds anything else is refused, so that nothing of yours is lost."""
    layout = Layout(out=out.resolve())
    if out.exists() and not out.is_dir():
        raise DemoError(f"--out {out} is a file; name a folder")
    if out.is_dir() and any(out.iterdir()) and not (out / MARKER).is_file():
        raise DemoError(f"--out {out} holds something that no demo made; name an empty or new folder")
    for folder in (layout.server, layout.work, layout.rdagent, layout.logs):
        shutil.rmtree(folder, ignore_errors=True)
    for file in (layout.report, layout.summary, layout.journal):
        file.unlink(missing_ok=True)
    layout.logs.mkdir(parents=True)
    (layout.out / MARKER).write_text(json.dumps({"made_by": "aistock demo"}) + "\n", encoding="utf-8")
    return layout
