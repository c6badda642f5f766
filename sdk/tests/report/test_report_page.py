"""The page renders whatever the documents hold, escapes it, and needs nothing beside itself."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.report import LawSummary, ReportContents, render_report, write_report
from aistock.report.sample import sample_contents

VOID = {"meta", "br", "link", "img", "input", "hr"}
SECTIONS = ["value", "signal", "trading", "drift", "fills", "events", "next", "provenance"]
HOSTILE = "</title></style><script>alert('x')</script><img src=https://evil.example/a onerror=\"b()\">&amp;\u202e{{7*7}}${x}"


class Outline(HTMLParser):
    """Elements, ids, classes and every attribute that could fetch something; fails on elements that do not close."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.heads: list[str] = []
        self.names: set[str] = set()
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id" and tag == "section":
                self.ids.append(value or "")
            assert not name.startswith("on"), f"<{tag}> runs a script"
            if name in ("src", "href", "xlink:href", "srcset", "action", "data") and not (value or "").startswith("#"):
                self.fetched.append(f"{tag} {name}={value}")

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1] == tag, f"</{tag}> closes <{self.open[-1]}>"
        self.open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("h1", "h2"):
            self.heads.append(data)


def outline(page: str) -> Outline:
    """The page read as a browser's parser reads it."""
    found = Outline()
    found.feed(page)
    found.close()
    assert found.open == []
    return found


def test_structure() -> None:
    found = outline(render_report(sample_contents()))
    assert found.ids == SECTIONS
    assert found.heads == [
        "Sample of a report",
        "Value",
        "Signal and backtest",
        "Trading and its costs",
        "Assumptions against reality",
        "Fills",
        "Events",
        "Goals and the next experiment",
        "Provenance",
    ]


def test_nothing_is_fetched_and_no_script_runs() -> None:
    page = render_report(sample_contents(hostile=HOSTILE))
    found = outline(page)
    assert found.fetched == []
    assert not found.names & {"script", "img", "link", "iframe", "object", "embed", "base", "form"}
    assert not re.search(r"url\((?!#)", page)
    assert "@import" not in page
    assert page.count("default-src 'none'") == 1 or "default-src &#x27;none&#x27;" in page


def test_hostile_text_is_shown_not_obeyed() -> None:
    page = render_report(sample_contents(hostile=HOSTILE))
    assert "<script>" not in page
    assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;" in page


def test_equal_contents_give_equal_bytes(tmp_path: Path) -> None:
    first = write_report(tmp_path / "a.html", sample_contents()).read_bytes()
    assert write_report(tmp_path / "deep" / "b.html", sample_contents()).read_bytes() == first
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["a.html"]


def test_every_chart_has_a_title_and_follows_the_theme() -> None:
    page = render_report(sample_contents())
    charts = re.findall(r"<svg .*?</svg>", page, flags=re.DOTALL)
    assert len(charts) == 5
    for chart in charts:
        assert "<title>" in chart
        assert "var(--text)" in chart
        assert "DejaVu" not in chart
        assert "#000000" not in chart


def test_synthetic_is_said_aloud_and_real_is_not() -> None:
    contents = sample_contents()
    assert "SYNTHETIC MARKET" in render_report(contents)
    real = replace(contents, feedback=contents.feedback.model_copy(update={"synthetic": None}))
    assert "SYNTHETIC MARKET" not in render_report(real)


def test_broken_laws_are_listed() -> None:
    contents = replace(sample_contents(), laws=LawSummary(fills=3, violations=["fill 7 lies above the day's high"]))
    page = render_report(contents)
    assert "fill 7 lies above the day&#x27;s high" in page
    assert "unlawful" in page


def _thin(contents: ReportContents, **changes: Any) -> ReportContents:
    return replace(contents, **changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"fills": ()},
        {"nav": ()},
        {"ic": ()},
        {"backtest": ()},
        {"result": None},
        {"laws": None},
        {"nav": (), "fills": (), "ic": (), "backtest": (), "result": None, "laws": None},
        {"initial_cash_mills": 1},
    ],
    ids=str,
)
def test_parts_may_be_missing(changes: dict[str, Any]) -> None:
    assert outline(render_report(_thin(sample_contents(days=12), **changes))).ids == SECTIONS


def test_one_day() -> None:
    assert outline(render_report(sample_contents(days=1))).ids == SECTIONS


@settings(max_examples=6, deadline=None)
@given(
    huge=st.floats(allow_nan=False, allow_infinity=False, min_value=0.0),
    ic=st.floats(allow_nan=True, allow_infinity=True),
    nav=st.integers(-(2**53) + 1, 2**53 - 1),
    word=st.text(max_size=200),
)
def test_extreme_values_render(huge: float, ic: float, nav: int, word: str) -> None:
    contents = sample_contents(days=5)
    measured = contents.feedback.performance.model_copy(update={"total_return": huge, "sharpe": -huge, "turnover": huge})
    feedback = contents.feedback.model_copy(update={"performance": measured})
    points = [point.model_copy(update={"nav_mills": nav, "cash_mills": nav}) for point in contents.nav]
    series = [replace(one, ic=ic) for one in contents.ic]
    backtest = [replace(one, net_return=huge, benchmark_return=-huge) for one in contents.backtest]
    page = render_report(replace(contents, title=word, feedback=feedback, nav=points, ic=series, backtest=backtest))
    assert outline(page).ids == SECTIONS
