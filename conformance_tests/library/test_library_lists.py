"""Lists of the library: what each filter and order says, against reckoning over the rows that were imported."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest

from aistock.client import Client
from aistock.errors import Refused
from aistock.library.identity import feature_hash
from aistock_conformance import rows
from aistock_conformance.target import fresh_name

COUNT = 12


def days(number: int) -> dict[str, str]:
    """A month of its own for every number."""
    return {"start_date": f"2020-{number + 1:02d}-01", "end_date": f"2020-{number + 1:02d}-28"}


def figures(number: int) -> dict[str, Any] | None:
    """Figures that repeat; every fourth row has none."""
    return None if number % 4 == 3 else {"ic_mean": number % 3 / 100, "rank_ic_mean": -number / 100, "coverage": 0.5}


def factor(prefix: str, number: int) -> Any:
    """A factor with figures measured in a month of its own."""
    own = figures(number)
    return rows.factor(prefix, number, figures=own and {**own, "period": days(number)})


def loop(prefix: str, number: int) -> Any:
    """A loop of one of three strategies, with a window, a start and a configuration."""
    metrics = (
        {"annualized_return": number / 10} if number % 4 == 3 else {"annualized_return": number / 10, "multi_score": number % 3}
    )
    return rows.loop(
        prefix,
        number,
        strategy_id=rows.strategy(prefix, number % 3).strategy_id,
        factor_names=[f"{prefix}-F000"] if number else [f"{prefix}-F001"],
        metrics=metrics,
        period=days(number),
        config_hash=f"{number % 2:064x}",
        # The later the number, the earlier the start; the last one never said.
        started_at_utc=None if number == COUNT - 1 else f"2026-01-{28 - number:02d}T08:00:00Z",
    )


@pytest.fixture(scope="module")
def prefix(client: Client) -> str:
    """A source whose rows the cases read."""
    name = fresh_name("lists")
    head = rows.catalogs(name, 0)
    numbers = range(COUNT)
    client.library.import_catalogs(
        "full_snapshot",
        factors=head["factors"].model_copy(update={"factors": [factor(name, number) for number in numbers]}),
        strategies=head["strategies"].model_copy(
            update={"strategies": [rows.strategy(name, number, market=("csi300", "csi500", "all")[number]) for number in range(3)]}
        ),
        loops=head["loops"].model_copy(update={"loops": [loop(name, number) for number in numbers]}),
        models=head["models"].model_copy(update={"models": [_model(name, number) for number in numbers]}),
    )
    return name


def test_factors_by_bounds(client: Client, prefix: str) -> None:
    """Every bound must hold, its ends count, and a factor without the figure never passes."""
    bounds = [{"figure": "ic_mean", "least": 0.01}, {"figure": "rank_ic_mean", "least": -0.05, "most": -0.01}]

    found = _factors(client, prefix, bounds=bounds)

    wanted = [n for n in range(COUNT) if (own := figures(n)) and own["ic_mean"] >= 0.01 and -0.05 <= own["rank_ic_mean"] <= -0.01]
    assert found == wanted == [1, 2, 4, 5]
    assert _factors(client, prefix, bounds=[{"figure": "ic_ir", "least": -1.0}]) == []


def test_factors_by_period_and_origin(client: Client, prefix: str) -> None:
    """Measured days that share a day with those asked; only rows of that source."""
    assert _factors(client, prefix, start_date="2020-02-28", end_date="2020-05-01") == [1, 2, 4]
    assert _factors(client, prefix, start_date="2020-02-29", end_date="2020-02-29") == []
    assert _factors(client, prefix) == list(range(COUNT))
    assert list(client.library.list_factors(origin=fresh_name())) == []


@pytest.mark.parametrize("size", [1, 5, 100])
@pytest.mark.parametrize("figure", ["ic_mean", "rank_ic_mean"])
def test_factors_by_their_own_figures(client: Client, prefix: str, figure: str, size: int) -> None:
    """Highest first, those without it last, in pages of any size."""
    found = _factors(client, prefix, order=figure, page_size=size)

    _ordered(found, [None if (own := figures(n)) is None else own[figure] for n in range(COUNT)])


def test_strategies_by_their_loops(client: Client, prefix: str) -> None:
    """One loop of a strategy must meet every bound, and one must overlap the days."""
    library = client.library

    def found(**asked: Any) -> set[str]:
        return {one.strategy.strategy_id for one in library.list_strategies(origin=prefix, **asked)}

    ids = [rows.strategy(prefix, number).strategy_id for number in range(3)]
    assert found() == set(ids)
    assert found(bounds=[{"metric": "annualized_return", "least": 1.0}]) == {ids[1], ids[2]}
    # Loop 11 has the return, but no score; strategy 2's loop 8 has the score, but not the return.
    both = [{"metric": "annualized_return", "least": 1.0}, {"metric": "multi_score", "least": 0.0}]
    assert found(bounds=both) == {ids[1]}
    assert found(start_date="2020-03-05", end_date="2020-03-06") == {ids[2]}
    assert found(market="csi500") == {ids[1]}
    assert list(library.list_strategies(origin=fresh_name())) == []


def test_loops_by_configuration_origin_and_days(client: Client, prefix: str) -> None:
    """Each filter alone, and all of them together."""
    assert _loops(client, prefix, config_hash=f"{1:064x}") == [1, 3, 5, 7, 9, 11]
    assert _loops(client, prefix, start_date="2020-02-28", end_date="2020-04-01") == [1, 2, 3]
    together = {"config_hash": f"{1:064x}", "start_date": "2020-02-28", "end_date": "2020-04-01"}
    assert _loops(client, prefix, **together) == [1, 3]
    assert list(client.library.list_loops(origin=fresh_name())) == []


@pytest.mark.parametrize("size", [1, 5, 100])
def test_loops_by_score_and_by_start(client: Client, prefix: str, size: int) -> None:
    """Best score and last start first; loops without one last."""
    _ordered(
        _loops(client, prefix, order="multi_score", page_size=size), [None if n % 4 == 3 else float(n % 3) for n in range(COUNT)]
    )
    assert _loops(client, prefix, order="started", page_size=size) == list(range(COUNT))


def test_models_by_features_and_origin(client: Client, prefix: str) -> None:
    """Models with the same features in the same order."""

    def found(**asked: Any) -> list[int]:
        return sorted(one.model.loop_id for one in client.library.list_models(origin=prefix, **asked))

    assert found() == list(range(COUNT))
    assert found(feature_hash=feature_hash(["A", "B"])) == [n for n in range(COUNT) if n % 2 == 0]
    assert found(feature_hash=feature_hash(["B", "A"])) == [n for n in range(COUNT) if n % 2]
    assert found(feature_hash=feature_hash(["A"])) == []


def test_a_factor_tells_where_it_was_used(client: Client, prefix: str) -> None:
    """How many loops use it, and the best of them by annual return; none for one that nobody uses."""
    used = client.library.get_factor(f"{prefix}-F000", source="rd_agent")
    once = client.library.get_factor(f"{prefix}-F001", source="rd_agent")
    unused = client.library.get_factor(f"{prefix}-F002", source="rd_agent")

    assert used.loop_count == COUNT - 1
    assert [entry.loop.loop_id for entry in used.best_loops] == list(range(COUNT - 1, 0, -1))
    assert (once.loop_count, [entry.loop.loop_id for entry in once.best_loops]) == (1, [0])
    assert (unused.loop_count, unused.best_loops) == (0, [])


def test_best_loops_are_twenty_and_none_is_retired(client: Client) -> None:
    """More loops than are shown; those that a later snapshot lacks do not count."""
    name = fresh_name("lists")
    catalogs = rows.catalogs(name, 25)
    loops = [one.model_copy(update={"factor_names": [f"{name}-F000"]}) for one in catalogs["loops"].loops]
    whole = catalogs["loops"].model_copy(update={"loops": loops})
    client.library.import_catalogs("full_snapshot", **{**catalogs, "loops": whole})

    before = client.library.get_factor(f"{name}-F000", source="rd_agent")
    client.library.import_catalogs("full_snapshot", loops=whole.model_copy(update={"loops": loops[:24]}))
    after = client.library.get_factor(f"{name}-F000", source="rd_agent")

    assert (before.loop_count, [one.loop.loop_id for one in before.best_loops]) == (25, list(range(24, 4, -1)))
    assert (after.loop_count, [one.loop.loop_id for one in after.best_loops]) == (24, list(range(23, 3, -1)))


def test_a_loop_is_published_with_its_files(client: Client) -> None:
    """Stored files come back with the loop; one of another size, or none, is refused and leaves nothing."""
    name = fresh_name("lists")
    stored = client.artifacts.put(name.encode())
    file = {"store": "vault", "path": stored.sha256, "sha256": stored.sha256, "size": stored.size}

    def publish(**changes: Any) -> Any:
        made = rows.loop(name, 0, files=[{"name": "ret_curve", "file": {**file, **changes}, "media_type": "image/png"}])
        return made, client.library.publish_loop(name, loop=made, strategy=rows.strategy(name, 0))

    for wrong in ({"size": stored.size + 1}, {"sha256": f"{0:064x}"}):
        with pytest.raises(Refused) as caught:
            publish(**wrong)
        assert caught.value.reason == "ARTIFACT_MISSING"
        assert list(client.library.list_loops(task_run_id=name)) == []
    made, report = publish()

    assert report.changed
    (entry,) = client.library.list_loops(task_run_id=name)
    assert entry.loop == made
    assert client.artifacts.get(entry.loop.files[0].file.sha256) == name.encode()


def _model(prefix: str, number: int) -> Any:
    features = ["B", "A"] if number % 2 else ["A", "B"]
    return rows.model(prefix, number, features=features, feature_hash=feature_hash(features))


def _factors(client: Client, prefix: str, **asked: Any) -> list[int]:
    return _numbers(client.library.list_factors(origin=prefix, **asked), lambda one: int(one.factor.name[-3:]))


def _loops(client: Client, prefix: str, **asked: Any) -> list[int]:
    return _numbers(client.library.list_loops(origin=prefix, **asked), lambda one: int(one.loop.loop_id))


def _numbers(entries: Iterable[Any], number: Callable[[Any], int]) -> list[int]:
    return [number(entry) for entry in entries]


def _ordered(found: Sequence[int], values: Sequence[float | None]) -> None:
    """Every row once; values fall, and rows without one come last."""
    assert sorted(found) == list(range(len(values)))
    shown = [values[number] for number in found]
    present = [value for value in shown if value is not None]
    assert shown == [*sorted(present, reverse=True), *[None] * (len(shown) - len(present))]
