"""Bundles are kept once, judged by their content, and read from the vault no more than their verdict needs."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.library.bundles import derived_id
from aistock.library.v1.models import BundleManifest, GetBundleRequest, ListBundlesRequest, PublishBundleRequest
from aistock_server.adapters.filesystem.vault import DirectoryVault
from aistock_server.adapters.memory.bundle_store import MemoryBundleStore
from aistock_server.kernel.clock import FixedClock
from aistock_server.kernel.errors import Invalid, NotFound, Refused
from aistock_server.library import Bundles

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
CODE = b"def factor(df):\n    return df['close']\n"
CONFIG = b"market: &m csi300\npool: *m\n"
LINEAR = b'{"intercept": 0.0, "coefficients": {"ROC5": 1.0}}'
PRIMARY = {"factor_entry_relpath": "factor.py", "model_weight_relpath": "model.json", "config_relpath": "conf.yaml"}


class Counted(DirectoryVault):
    """A vault that counts the bytes it hands out."""

    handed = 0

    def open(self, sha256: str, offset: int = 0) -> Iterator[bytes]:
        """The content, counted."""
        for piece in super().open(sha256, offset):
            self.handed += len(piece)
            yield piece


@pytest.fixture
def vault(tmp_path: Path) -> Counted:
    return Counted(tmp_path)


@pytest.fixture
def bundles(vault: Counted) -> Bundles:
    return Bundles(vault=vault, store=MemoryBundleStore(), clock=FixedClock(NOW))


def request(vault: DirectoryVault, contents: dict[str, bytes], *, run: str = "run", stored: bool = True) -> PublishBundleRequest:
    """A bundle of these files."""
    files = []
    for path, content in contents.items():
        sha256 = vault.put([content])[0] if stored else hashlib.sha256(content).hexdigest()
        files.append({"path": path, "sha256": sha256, "size": len(content)})
    manifest = BundleManifest.model_validate(
        {
            "version": "v1",
            "generated_at_utc": NOW,
            "source": "rdagent",
            "asset_bundle_id": "0" * 32,
            "task_run_id": run,
            "loop_id": 1,
            "primary_workspace_id": "ws",
            "primary_assets": {name: path for name, path in PRIMARY.items() if path in contents},
            "files": files,
        }
    )
    named = manifest.model_copy(update={"asset_bundle_id": derived_id(manifest)})
    return PublishBundleRequest(request_id="00000000-0000-4000-8000-000000000001", manifest=named)


SOUND = {"factor.py": CODE, "model.json": LINEAR, "conf.yaml": CONFIG}


def test_a_bundle_is_kept_once(vault: Counted, bundles: Bundles) -> None:
    asked = request(vault, SOUND)
    kept = bundles.publish(asked).bundle
    again = asked.model_copy(update={"manifest": asked.manifest.model_copy(update={"source": "somebody_else"})})
    assert bundles.publish(again).bundle == kept
    assert (kept.published_at_utc, kept.size) == (NOW, sum(map(len, SOUND.values())))
    assert bundles.get(GetBundleRequest(asset_bundle_id=asked.manifest.asset_bundle_id)).bundle == kept
    with pytest.raises(NotFound, match="no bundle"):
        bundles.get(GetBundleRequest(asset_bundle_id="f" * 32))


def test_a_verdict_is_reached_once(vault: Counted, bundles: Bundles) -> None:
    asked = request(vault, SOUND)
    bundles.examine(asked)
    read = vault.handed
    bundles.examine(asked)
    bundles.publish(asked)
    assert 0 < vault.handed == read


def test_a_large_file_is_not_read_whole(vault: Counted, bundles: Bundles) -> None:
    """Of a table only its ends are looked at."""
    bundles.publish(request(vault, SOUND | {"values.parquet": b"PAR1" + b"\x01" * 20_000_000 + b"PAR1"}))
    assert vault.handed < 4_000_000


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ({"factor.py": b"import os\n\nopen('x')\n"}, ["factor.py:1", "factor.py:3", "factor.py:3"]),
        ({"more/second.py": b"\n\nimport socket\n"}, ["more/second.py:3"]),
        ({"model.json": b'{"intercept": 0}'}, ["model.json"]),
        ({"model.json": b"tree\nversion=v4\n\n"}, ["model.json:3"]),
        ({"conf.yaml": b"a: 1\na: 2\n"}, ["conf.yaml:2"]),
        ({"conf.yaml": b"a: !!python/object/apply:os.system [id]\n"}, ["conf.yaml:1"]),
        ({"more.json": b"{"}, ["more.json"]),
        ({"w.bin": b"\x80\x04K\x01."}, ["w.bin"]),
        ({"w.pkl": b"plain"}, ["w.pkl"]),
        ({"Factor.py": CODE}, ["factor.py"]),
        ({"conf.yaml/x.txt": b"x"}, ["conf.yaml/x.txt"]),
        ({"manifest.json": b"{}"}, ["manifest.json"]),
        ({"aux.txt": b"x"}, ["aux.txt"]),
        ({"trailing.": b"x"}, ["trailing."]),
        ({"ab:stream": b"x"}, ["ab:stream"]),
    ],
)
def test_what_a_bundle_may_not_hold_is_named(
    vault: Counted, bundles: Bundles, changes: dict[str, bytes], places: list[str]
) -> None:
    asked = request(vault, SOUND | changes)
    with pytest.raises(Invalid) as refused:
        bundles.publish(asked)
    assert refused.value.reason == "ASSET_REFUSED"
    assert [violation.field for violation in refused.value.violations] == places
    assert bundles.list(ListBundlesRequest()).bundles == []


def test_an_absent_file_and_a_wrong_id_are_named(vault: Counted, bundles: Bundles) -> None:
    with pytest.raises(Refused, match="is not stored") as missing:
        bundles.publish(request(vault, SOUND, stored=False))
    assert missing.value.reason == "ARTIFACT_MISSING"
    asked = request(vault, SOUND)
    other = asked.manifest.model_copy(update={"loop_id": 2})
    with pytest.raises(Invalid, match="does not follow"):
        bundles.publish(asked.model_copy(update={"manifest": other}))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 9), st.integers(1, 4), st.sampled_from([None, "run0", "run1"]))
def test_paging_loses_and_repeats_nothing(tmp_path_factory: pytest.TempPathFactory, count: int, size: int, run: str | None) -> None:
    vault = DirectoryVault(tmp_path_factory.mktemp("vault"))
    bundles = Bundles(vault=vault, store=MemoryBundleStore(), clock=FixedClock(NOW))
    asked = [request(vault, {"n.txt": b"%d" % n}, run=f"run{n % 2}") for n in range(count)]
    kept = [bundles.publish(one).bundle.manifest for one in asked]
    names = {one.asset_bundle_id for one in kept if run in (None, one.task_run_id)}
    found, token = [], None
    while True:
        page = bundles.list(ListBundlesRequest(page_size=size, page_token=token, task_run_id=run))
        found += [one.manifest.asset_bundle_id for one in page.bundles]
        token = page.next_page_token
        if token is None:
            break
        if run is not None:
            with pytest.raises(Invalid, match="was not given by this list"):
                bundles.list(ListBundlesRequest(page_size=size, page_token=token))
    assert found == sorted(names)
