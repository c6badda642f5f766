"""A refused bar is named in the way that the table of errors promises."""

from datetime import date

from aistock_server.market.refusals import bar_refused


def test_a_refused_bar_is_a_violation() -> None:
    """The remedy says that the violations name the row, so they do."""
    error = bar_refused("value_positive", "positive", instrument="600001.SH", day=date(2024, 1, 2), field="close", value=0)

    (violation,) = error.violations
    assert (violation.field, violation.rule, violation.value) == ("600001.SH 2024-01-02 close", "value_positive", "0")


def test_a_refusal_of_the_whole_names_the_bars() -> None:
    """Without a row, the bars as a whole are at fault."""
    assert [found.field for found in bar_refused("bars_present", "there is no row").violations] == ["bars"]
