"""Bundles and registered files: kept whole, judged by what they hold, and answered as they came."""

import io
import pickle
import uuid
from datetime import date
from typing import Any

import pytest

from aistock.client import Client
from aistock.errors import InvalidArgument, Refused, RpcError
from aistock.library.identity import bundle_id
from aistock.library.v1.models import BundleFile, BundleManifest
from aistock_conformance import archives, rows
from aistock_conformance.target import fresh_name


def rebuilt(client: Client, manifest: BundleManifest, **contents: bytes) -> BundleManifest:
    """The manifest with other files, named anew; `factor_py` stands for factor.py."""
    files = {file.path: file for file in manifest.files}
    for name, content in contents.items():
        path = name.replace("__", "/").replace("_", ".")
        stored = client.artifacts.put(content)
        files[path] = BundleFile(path=path, sha256=stored.sha256, size=stored.size)
    hashes = {path: file.sha256 for path, file in files.items()}
    named = bundle_id(manifest.task_run_id, manifest.loop_id, manifest.primary_workspace_id, hashes)
    return manifest.model_copy(update={"files": list(files.values()), "asset_bundle_id": named})


def refusal(client: Client, manifest: BundleManifest) -> RpcError:
    """What publishing it fails with; nothing is kept."""
    with pytest.raises(RpcError) as caught:
        client.artifacts.publish_bundle(manifest)
    with pytest.raises(RpcError) as missing:
        client.artifacts.get_bundle(manifest.asset_bundle_id)
    assert missing.value.reason == "NOT_FOUND"
    return caught.value


def test_a_bundle_comes_back_as_it_was_published(client: Client) -> None:
    """Its manifest, its size, and each of its files; publishing it again, under any request id, changes nothing."""
    manifest = archives.bundle(client)

    kept = client.artifacts.publish_bundle(manifest)

    assert kept.manifest == manifest
    assert kept.size == sum(file.size for file in manifest.files)
    assert client.artifacts.get_bundle(manifest.asset_bundle_id) == kept
    assert client.artifacts.publish_bundle(manifest) == kept
    assert client.artifacts.get(manifest.files[0].sha256) is not None
    listed = list(client.artifacts.list_bundles(task_run_id=manifest.task_run_id))
    assert listed == [kept]


def test_an_id_that_does_not_follow_is_refused(client: Client) -> None:
    """The id is that of the loop and the files, whoever says otherwise."""
    made = archives.bundle(client)
    error = refusal(client, made.model_copy(update={"asset_bundle_id": uuid.uuid4().hex}))

    assert isinstance(error, InvalidArgument) and error.reason == "ASSET_REFUSED"
    assert [violation.path for violation in error.violations] == ["asset_bundle_id"]


def test_forbidden_code_is_refused_with_its_line(client: Client) -> None:
    """Every place is named with file and line, and what to do."""
    code = b"import numpy as np\n\n\ndef factor(df):\n    open('/etc/passwd')\n    return df.to_csv('x')\n"
    error = refusal(client, rebuilt(client, archives.bundle(client), factor_py=code))

    assert error.reason == "ASSET_REFUSED"
    assert [violation.path for violation in error.violations] == ["factor.py:5", "factor.py:6"]
    assert all(violation.message for violation in error.violations)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_pickle_is_refused_under_any_name(client: Client, protocol: int) -> None:
    """By what it holds, not by what it is called."""
    content = pickle.dumps({"weights": [1.0, {"a": b"b"}], "when": date(2024, 1, 2)}, protocol=protocol)
    error = refusal(client, rebuilt(client, archives.bundle(client), notes_txt=content))

    assert error.reason == "ASSET_REFUSED"
    assert [violation.path for violation in error.violations] == ["notes.txt"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("model_json", b'{"intercept": 0.0}'),
        ("model_json", b"tree\nversion=v4\n"),
        ("model_json", b"anything else"),
        ("config_json", b"[1, 2]"),
        ("config_json", b'{"a": NaN}'),
        ("config_json", b"a: 1"),
        ("sub__module_py", b"import socket\n"),
        ("MODEL_PKL", b"not even a pickle"),
        ("FACTOR_py", b"x = 1\n"),
        ("con_txt", b"a name that no Windows folder can hold"),
        ("manifest_json", b"{}"),
        ("notes_txt", b"PK\x03\x04 and more"),
        ("notes_txt", b"\x1f\x8b\x08 and more"),
    ],
)
def test_what_is_not_what_it_claims_is_refused(client: Client, name: str, content: bytes) -> None:
    """Models, configurations, names and archives."""
    error = refusal(client, rebuilt(client, archives.bundle(client), **{name: content}))

    assert error.reason == "ASSET_REFUSED" and error.violations


def test_a_missing_file_is_named(client: Client) -> None:
    """A file that was never stored, and one of another size."""
    made = archives.bundle(client)
    first = made.files[0]
    for change in ({"sha256": uuid.uuid4().hex * 2}, {"size": first.size + 1}):
        files = [first.model_copy(update=change), *made.files[1:]]
        hashes = {file.path: file.sha256 for file in files}
        named = bundle_id(made.task_run_id, made.loop_id, made.primary_workspace_id, hashes)
        if named == made.asset_bundle_id:
            made = made.model_copy(update={"primary_workspace_id": fresh_name()})
            named = bundle_id(made.task_run_id, made.loop_id, made.primary_workspace_id, hashes)
        error = refusal(client, made.model_copy(update={"files": files, "asset_bundle_id": named}))

        assert isinstance(error, Refused) and error.reason == "ARTIFACT_MISSING"
        assert error.details["path"] == first.path


def external(**changes: Any) -> Any:
    """A factor from outside."""
    return rows.factor(fresh_name(), 1, source="external", best_performance_sharpe=None, **changes)


def test_code_of_a_factor_is_kept_and_shown(client: Client) -> None:
    """The entry names the file; importing the row again does not lose it."""
    code = b"def momentum(df):\n    return df['close'].pct_change(20)\n"
    stored = client.artifacts.put(code)
    factor = external(impl_module="factor", impl_func="momentum")

    entry = client.library.register_factor(factor, asset_sha256=stored.sha256)

    assert entry.asset_sha256 == stored.sha256
    catalog = rows.catalogs(fresh_name(), 0)["factors"].model_copy(
        update={"factors": [factor.model_copy(update={"description_cn": "changed"})]}
    )
    assert client.library.import_catalogs("upsert", factors=catalog).changed
    again = client.library.get_factor(factor.name, source="external").factor
    assert (again.factor.description_cn, again.asset_sha256) == ("changed", stored.sha256)
    listed = [one for one in client.library.list_factors(text=factor.name) if one.factor.name == factor.name]
    assert [one.asset_sha256 for one in listed] == [stored.sha256]


@pytest.mark.parametrize(
    ("code", "place"),
    [
        (b"def other(df):\n    return df\n", "asset_sha256"),
        (b"def momentum(df):\n    import os\n    return df\n", "asset_sha256:2"),
        (b"import pandas as pd\ndef momentum():\n    df = pd.read_hdf('daily_pv.h5')\n    return df\n", "asset_sha256:3"),
        (b"\x00", "asset_sha256:1"),
    ],
)
def test_code_that_does_not_do_is_refused_with_its_line(client: Client, code: bytes, place: str) -> None:
    """And the factor is not registered."""
    factor = external(impl_module="factor", impl_func="momentum")

    with pytest.raises(InvalidArgument) as caught:
        client.library.register_factor(factor, asset_sha256=client.artifacts.put(code).sha256, asset_kind="code")

    assert caught.value.reason == "ASSET_REFUSED"
    assert [violation.path for violation in caught.value.violations] == [place]
    with pytest.raises(RpcError):
        client.library.get_factor(factor.name, source="external")


def table(name: str, *keys: tuple[date, str], **columns: Any) -> bytes:
    """A Parquet table of a factor."""
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    values = {"datetime": [day for day, _ in keys], "instrument": [code for _, code in keys], name: [0.5] * len(keys)}
    buffer = io.BytesIO()
    pq.write_table(pa.table({**values, **columns}), buffer)
    return buffer.getvalue()


def test_a_table_of_a_factor_is_kept(client: Client) -> None:
    """Its content says what it is."""
    factor = external()
    keys = [(date(2024, 1, day), code) for day in (2, 3) for code in ("000001.SZ", "600000.SH")]
    stored = client.artifacts.put(table(factor.name, *keys))

    assert client.library.register_factor(factor, asset_sha256=stored.sha256).asset_sha256 == stored.sha256


@pytest.mark.parametrize(
    ("keys", "name", "place"),
    [
        ([(2, "600000.SH"), (2, "600000.SH")], None, "asset_sha256:2"),
        ([(2, "600000.SH"), (2, "000001.SZ")], None, "asset_sha256:2"),
        ([(3, "600000.SH"), (2, "600000.SH")], None, "asset_sha256:2"),
        ([(2, "600000.SH"), (3, "sh600000")], None, "asset_sha256:2"),
        ([(2, "600000.SH")], "another", "asset_sha256"),
        ([], None, "asset_sha256"),
    ],
)
def test_a_table_out_of_order_is_refused(client: Client, keys: list[tuple[int, str]], name: str | None, place: str) -> None:
    """Each pair of day and security once, in order, under the factor's name."""
    factor = external()
    pairs = [(date(2024, 1, day), code) for day, code in keys]
    stored = client.artifacts.put(table(name or factor.name, *pairs))

    with pytest.raises(InvalidArgument) as caught:
        client.library.register_factor(factor, asset_sha256=stored.sha256, asset_kind="table")

    assert caught.value.reason == "ASSET_REFUSED"
    assert [violation.path for violation in caught.value.violations] == [place]


def test_the_file_of_a_strategy_is_kept_and_agrees(client: Client) -> None:
    """A YAML mapping with anchors; its blocks are those of the strategy, where both have them."""
    prefix = fresh_name()
    strategy = rows.strategy(prefix, 1, model_config={"class": "LGBModel", "kwargs": {"num_leaves": 210}})
    good = b"market: &market csi300\nother: *market\nmodel_config:\n  class: LGBModel\n  kwargs: {num_leaves: 210}\n"
    stored = client.artifacts.put(good)

    assert client.library.register_strategy(strategy, asset_sha256=stored.sha256).asset_sha256 == stored.sha256
    assert client.library.get_strategy(strategy.strategy_id).asset_sha256 == stored.sha256

    other = client.artifacts.put(good.replace(b"210", b"211"))
    with pytest.raises(InvalidArgument) as caught:
        client.library.register_strategy(strategy, asset_sha256=other.sha256)
    assert [violation.path for violation in caught.value.violations] == ["strategy.model_config"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (b"a: 1\nb: !!python/object/apply:os.system [id]\n", 2),
        (b"a: 1\na: 2\n", 2),
        (b"a: [1\n", 2),
        (b"a: &a [*a]\n", 1),
        (
            b"a: &a [1,1,1,1,1,1,1,1,1]\n"
            + b"".join(b"%c: &%c [%s]\n" % (n + 1, n + 1, b",".join([b"*%c" % n] * 9)) for n in range(97, 105)),
            None,
        ),
        (b"a: " + b"[" * 300 + b"]" * 300, None),
        (b"plain text", 1),
    ],
)
def test_a_file_that_is_no_plain_mapping_is_refused(client: Client, text: bytes, line: int | None) -> None:
    """Objects, keys that stand twice, aliases that grow without end, nesting."""
    stored = client.artifacts.put(text)
    with pytest.raises(InvalidArgument) as caught:
        client.library.register_strategy(rows.strategy(fresh_name(), 1), asset_sha256=stored.sha256)

    assert caught.value.reason == "ASSET_REFUSED"
    places = [violation.path for violation in caught.value.violations]
    assert len(places) == 1 and (line is None or places == [f"asset_sha256:{line}"])
