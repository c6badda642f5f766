"""Catalogs in pieces: Alpha factors give way, and what dangles is told of rows that did not change."""

from typing import Any

import pytest

from aistock.client import Client
from aistock.client._catalog_pieces import pieces_of
from aistock.errors import InvalidArgument
from aistock.library.v1.models import AlphaMeta, CatalogFindingCode, ImportHeader, ImportReport
from aistock_conformance import rows
from aistock_conformance.documents import HEAD
from aistock_conformance.target import fresh_id, fresh_name


def tallies(report: ImportReport) -> dict[str, tuple[int, int, int, int, int]]:
    """Inserted, updated, unchanged, refused and retired, by kind."""
    return {one.kind.value: (one.inserted, one.updated, one.unchanged, one.refused, one.retired) for one in report.tallies}


def streamed(
    client: Client, catalogs: dict[str, Any], *, size: int = 500, request_id: str | None = None, **how: Any
) -> ImportReport:
    """An import in pieces of that size."""
    heads, pieces = pieces_of([catalogs.get(name) for name in ("factors", "alpha", "strategies", "loops", "models")], size=size)
    said = {"mode": "upsert", **how}
    header = ImportHeader.model_validate({"request_id": request_id or fresh_id(), "catalogs": heads, **said})
    return client.library.import_catalog_stream(header, pieces)


def test_alpha_gives_way_and_is_only_alpha(client: Client) -> None:
    """A poorer Alpha row leaves the factor catalog's alone; a factor that is none of Alpha's is refused."""
    prefix = fresh_name()
    rich = rows.factor(prefix, 1, source="qlib_alpha158")
    poor = rows.factor(prefix, 1, source="qlib_alpha158", best_performance_sharpe=None, best_task_run_id=None, best_loop_id=None)
    catalog = rows.catalogs(prefix, 0)["factors"].model_copy(update={"factors": [rich]})
    alpha = AlphaMeta(**{**HEAD, "source": f"{prefix}-alpha"}, factors=[poor])

    both = streamed(client, {"factors": catalog, "alpha": alpha}, mode="full_snapshot")
    alone = streamed(client, {"alpha": alpha}, mode="full_snapshot")

    assert tallies(both) == {"factor": (1, 0, 0, 0, 0)} and tallies(alone) == {"factor": (0, 0, 1, 0, 0)}
    assert client.library.get_factor(rich.name, source="qlib_alpha158").factor.factor == rich
    with pytest.raises(InvalidArgument, match="no factor of Alpha158"):
        client.library.import_catalog_stream(
            ImportHeader.model_validate({
                "request_id": fresh_id(), "mode": "upsert",
                "catalogs": [{"kind": "factor", "source": prefix, "alpha": True}],
            }),
            pieces_of([rows.catalogs(prefix, 1)["factors"]])[1],
        )  # fmt: skip


def test_what_dangles_is_told_of_unchanged_rows_too(client: Client) -> None:
    """The second import of loops without their strategies says the same as the first."""
    prefix = fresh_name()
    loops = {"loops": rows.catalogs(prefix, 3)["loops"]}

    first, second = streamed(client, loops, size=2), streamed(client, loops, size=2)

    assert [one.code for one in first.findings] == [CatalogFindingCode.DANGLING_STRATEGY] * 3
    assert second.findings == first.findings and not second.changed
