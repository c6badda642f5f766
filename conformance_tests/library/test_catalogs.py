"""Importing catalogs: idempotent, dry when asked, whole or not at all, and honest about what dangles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aistock.client import Client
from aistock.errors import InvalidArgument, NotFound
from aistock.library.v1.models import CatalogFindingCode, CatalogSeverity, ImportReport
from aistock_conformance import rows
from aistock_conformance.examples import examples
from aistock_conformance.target import fresh_name


def tallies(report: ImportReport) -> dict[str, tuple[int, int, int, int]]:
    """Inserted, updated, unchanged and retired, by kind."""
    return {one.kind.value: (one.inserted, one.updated, one.unchanged, one.retired) for one in report.tallies}


@pytest.mark.parametrize("mode", ["upsert", "full_snapshot"])
def test_the_second_import_changes_nothing(client: Client, mode: str) -> None:
    """Four catalogs twice: inserted once, then all unchanged, and every row as it was first seen."""
    prefix = fresh_name()
    catalogs = rows.catalogs(prefix, 3)

    first = client.library.import_catalogs(mode, **catalogs)
    before = list(client.library.list_loops(task_run_id=prefix))
    second = client.library.import_catalogs(mode, **catalogs)

    kinds = ("factor", "strategy", "loop", "model")
    assert tallies(first) == dict.fromkeys(kinds, (3, 0, 0, 0)) and first.changed
    assert tallies(second) == dict.fromkeys(kinds, (0, 0, 3, 0)) and not second.changed
    assert list(client.library.list_loops(task_run_id=prefix)) == before


def test_a_dry_run_changes_nothing(client: Client) -> None:
    """The report says what would happen, and it does not."""
    prefix = fresh_name()
    catalogs = rows.catalogs(prefix, 3)

    dry = client.library.import_catalogs("full_snapshot", **catalogs, dry_run=True)

    assert dry.dry_run and tallies(dry)["loop"] == (3, 0, 0, 0)
    assert list(client.library.list_loops(task_run_id=prefix, include_retired=True)) == []
    with pytest.raises(NotFound):
        client.library.get_strategy(rows.strategy(prefix, 0).strategy_id)
    wet = client.library.import_catalogs("full_snapshot", **catalogs)
    assert tallies(wet) == tallies(dry)


def test_a_full_snapshot_retires_and_deletes_nothing(client: Client) -> None:
    """Rows that a later snapshot of the same source lacks are marked, kept, and come back."""
    prefix = fresh_name()
    client.library.import_catalogs("full_snapshot", **rows.catalogs(prefix, 3))

    fewer = client.library.import_catalogs("full_snapshot", **rows.catalogs(prefix, 2))
    gone = client.library.get_loop(prefix, loop_id=2, workspace_id=f"{prefix}-ws2")
    listed = list(client.library.list_loops(task_run_id=prefix))
    back = client.library.import_catalogs("full_snapshot", **rows.catalogs(prefix, 3))

    assert tallies(fewer)["loop"] == (0, 0, 2, 1)
    assert gone.row.retired and gone.loop == rows.loop(prefix, 2)
    assert len(listed) == 2
    assert tallies(back)["loop"] == (0, 1, 2, 0)
    assert len(list(client.library.list_loops(task_run_id=prefix))) == 3


def test_a_dangling_strategy_is_kept_and_told(client: Client) -> None:
    """A loop whose strategy nobody has is taken with its id, and a finding says so."""
    prefix = fresh_name()
    catalogs = {"loops": rows.catalogs(prefix, 1)["loops"]}

    report = client.library.import_catalogs("upsert", **catalogs)

    (finding,) = report.findings
    assert (finding.code, finding.severity) == (CatalogFindingCode.DANGLING_STRATEGY, CatalogSeverity.WARNING)
    assert finding.key and prefix in finding.key
    entry = client.library.get_loop(prefix, loop_id=0, workspace_id=f"{prefix}-ws0")
    assert entry.loop.strategy_id == rows.strategy(prefix, 0).strategy_id and not entry.strategy_known
    client.library.import_catalogs("upsert", strategies=rows.catalogs(prefix, 1)["strategies"])
    assert client.library.get_loop(prefix, loop_id=0, workspace_id=f"{prefix}-ws0").strategy_known


def test_a_refused_row_refuses_the_import(client: Client) -> None:
    """One key twice with different content: nothing is written, unless a partial import is allowed."""
    prefix = fresh_name()
    two = [rows.factor(prefix, 1), rows.factor(prefix, 1, expression="$close")]
    catalog = rows.catalogs(prefix, 0)["factors"].model_copy(update={"factors": [rows.factor(prefix, 0), *two]})

    with pytest.raises(InvalidArgument) as caught:
        client.library.import_catalogs("upsert", factors=catalog)
    with pytest.raises(NotFound):
        client.library.get_factor(f"{prefix}-F000", source="rd_agent")
    partial = client.library.import_catalogs("upsert", factors=catalog, allow_partial=True)

    assert caught.value.reason == "CATALOG_REFUSED" and caught.value.violations
    assert tallies(partial)["factor"][0] == 2
    assert [finding.code for finding in partial.findings] == [CatalogFindingCode.DUPLICATE_KEY]
    assert client.library.get_factor(f"{prefix}-F001", source="rd_agent").factor.factor == two[0]


def test_a_changed_row_is_an_update(client: Client) -> None:
    """Its hash and time of change move, its first sight stays."""
    prefix = fresh_name()
    client.library.import_catalogs("upsert", factors=rows.catalogs(prefix, 1)["factors"])
    before = client.library.get_factor(f"{prefix}-F000", source="rd_agent").factor
    changed = rows.factor(prefix, 0, expression="$open")
    catalog = rows.catalogs(prefix, 0)["factors"].model_copy(update={"factors": [changed]})

    report = client.library.import_catalogs("upsert", factors=catalog)

    after = client.library.get_factor(f"{prefix}-F000", source="rd_agent").factor
    assert tallies(report)["factor"] == (0, 1, 0, 0)
    assert after.factor == changed and after.row.content_hash != before.row.content_hash
    assert after.row.first_seen_at_utc == before.row.first_seen_at_utc <= after.row.changed_at_utc


def test_publishing_a_loop_is_importing_it(client: Client) -> None:
    """PublishLoop twice: the loop with its strategy and factors, then nothing."""
    prefix = fresh_name()
    given_ = {"loop": rows.loop(prefix, 1), "strategy": rows.strategy(prefix, 1), "factors": [rows.factor(prefix, 1)]}

    first = client.library.publish_loop(prefix, **given_, model=rows.model(prefix, 1))
    second = client.library.publish_loop(prefix, **given_, model=rows.model(prefix, 1))

    assert first.changed and not second.changed
    assert client.library.get_loop(prefix, loop_id=1, workspace_id=f"{prefix}-ws1").loop == given_["loop"]


@given(least=st.none() | st.floats(-0.1, 0.6), most=st.none() | st.floats(0.0, 0.6))
@examples(8)
def test_bounds_and_orders_of_loops(client: Client, least: float | None, most: float | None) -> None:
    """Filters and orders say the same as reckoning over the whole list does."""
    prefix = "conformance-loops"
    client.library.import_catalogs("upsert", **rows.catalogs(prefix, 6))
    if (least is None and most is None) or (least is not None and most is not None and least > most):
        return
    bound = {"metric": "annualized_return", "least": least, "most": most}

    found = list(client.library.list_loops(task_run_id=prefix, bounds=[bound], order="annualized_return"))

    returns = [entry.loop.metrics.annualized_return or 0.0 for entry in found]
    whole = [entry.loop.metrics.annualized_return or 0.0 for entry in client.library.list_loops(task_run_id=prefix)]
    low, high = -1.0 if least is None else least, 1.0 if most is None else most
    assert returns == sorted((value for value in whole if low <= value <= high), reverse=True)
