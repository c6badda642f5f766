"""The whole page as one file that needs nothing else."""

import os
import tempfile
from pathlib import Path

from aistock.report.contents import ReportContents
from aistock.report.headline import headline
from aistock.report.lessons import drift_section, events_section, next_section
from aistock.report.markup import Html, joined, tag, text
from aistock.report.performance import signal_section, value_section
from aistock.report.provenance import provenance_section
from aistock.report.style import STYLE
from aistock.report.trading import fills_section, trading_section

_PLACES = (
    ("value", "Value"),
    ("signal", "Signal"),
    ("trading", "Trading"),
    ("drift", "Drift"),
    ("fills", "Fills"),
    ("events", "Events"),
    ("next", "Next"),
    ("provenance", "Provenance"),
)
# Nothing is fetched, whatever a text on the page may hold.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def render_report(contents: ReportContents) -> str:
    """The page as text; equal contents give equal text."""
    head = Html(
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{text(_POLICY)}">'
        f"<title>{text(contents.title)}</title><style>{STYLE}</style>"
    )
    body = tag(
        "main",
        headline(contents),
        tag("nav", *(tag("a", title, href=f"#{name}") for name, title in _PLACES), aria_label="Parts of this page"),
        value_section(contents),
        signal_section(contents),
        trading_section(contents),
        drift_section(contents),
        fills_section(contents),
        events_section(contents),
        next_section(contents),
        provenance_section(contents),
        tag("footer", "Made by aistock from documents alone. Past results, real or synthetic, promise nothing."),
    )
    return joined([Html("<!doctype html>\n"), tag("html", tag("head", head), tag("body", body), lang="en"), Html("\n")])


def write_report(path: Path, contents: ReportContents) -> Path:
    """Writes the page, whole or not at all; the path is returned."""
    page = render_report(contents).encode("utf-8", "xmlcharrefreplace")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, scratch = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(page)
        Path(scratch).chmod(0o644)
        Path(scratch).replace(path)
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise
    return path
