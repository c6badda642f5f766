"""Bundles as folders: the same files are the same bundle, whole or not at all, and any difference is found without a desk."""

import hashlib
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aistock.contract import documents
from aistock.errors import InvalidDocument
from aistock.library.bundles import MANIFEST, derived_id
from aistock.library.v1.models import BundleManifest, PutArtifactResponse, StoredBundle
from aistock.rdagent.artifacts import LoopRun, WorkspaceError, materialize
from aistock.rdagent.bundle import BundleRefused, build_bundle, check_bundle, fetch_bundle, push_bundle, read_manifest
from aistock.rdagent.sample_workspaces import write_sample_workspace

pytest.importorskip("pyarrow", reason="pyarrow is not installed; no workspace can be made")
pytest.importorskip("matplotlib", reason="matplotlib is not installed; no workspace can be made")

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
CODE = "import pandas as pd\n\n\ndef factor_roc5(df: pd.DataFrame) -> pd.Series:\n    return df['close'].pct_change(5)\n"
SCRIPT = (
    "import pandas as pd\n\ndef calculate_ROC5():\n    df = pd.read_hdf('daily_pv.h5', key='data')\n"
    "    df.to_hdf('result.h5', key='data')\n"
)
LINEAR = '{"estimator": "ridge", "intercept": 0.0, "coefficients": {"KLEN": 0.1, "ROC60": 0.2}}\n'


def materialised(folder: Path, *, code: str | None = CODE, seed: int = 0) -> Path:
    """A workspace with all its documents, a linear model and factor code."""
    write_sample_workspace(folder, seed=seed)
    (folder / "model.txt").unlink()
    (folder / "model.json").write_text(LINEAR, encoding="utf-8")
    if code is not None:
        (folder / "factor.py").write_text(code, encoding="utf-8")
    run = LoopRun(task_run_id="run1", loop_id=3, workspace_id=folder.name, workspace_path=folder.name, generated_at_utc=NOW)
    materialize(folder, run)
    return folder


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return materialised(tmp_path_factory.mktemp("workspaces") / "ws3")


@pytest.fixture(scope="module")
def bundle(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_bundle(workspace, tmp_path_factory.mktemp("bundles"))


class Desk:
    """A desk in memory that can break at a call, or give something else than it was given."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.bundles: dict[str, StoredBundle] = {}
        self.breaks_at: int | None = None
        self.lies: bytes | None = None
        self._calls = 0

    def put(self, content: bytes | str | os.PathLike[str]) -> PutArtifactResponse:
        data = content if isinstance(content, bytes) else Path(content).read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        known = sha256 in self.files
        self.files[sha256] = data
        return PutArtifactResponse(sha256=sha256, size=len(data), already_stored=known)

    def get(self, sha256: str, *, to: str | os.PathLike[str] | None = None) -> bytes | None:
        self._calls += 1
        if self._calls == self.breaks_at:
            raise ConnectionError("the line broke")
        data = self.files[sha256] if self.lies is None else self.lies
        if to is None:
            return data
        Path(to).write_bytes(data)
        return None

    def publish_bundle(self, manifest: BundleManifest) -> StoredBundle:
        assert all(file.sha256 in self.files for file in manifest.files)
        kept = StoredBundle(manifest=manifest, published_at_utc=NOW, size=sum(file.size for file in manifest.files))
        return self.bundles.setdefault(manifest.asset_bundle_id, kept)

    def get_bundle(self, asset_bundle_id: str) -> StoredBundle:
        return self.bundles[asset_bundle_id]


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_bundle_holds_what_the_loop_is_made_of(workspace: Path, bundle: Path) -> None:
    manifest = read_manifest(bundle)
    assets = manifest.primary_assets
    assert (assets.factor_entry_relpath, assets.model_weight_relpath, assets.config_relpath) == (
        "factor.py",
        "model.json",
        "executed_config.json",
    )
    assert bundle.name == manifest.asset_bundle_id == derived_id(manifest)
    assert (manifest.task_run_id, manifest.loop_id, manifest.primary_workspace_id) == ("run1", 3, "ws3")
    assert {"factor_meta.json", "model_meta.json", "strategy_meta.json", "feedback.json"} <= {file.path for file in manifest.files}
    assert not any(file.path.endswith((".parquet", ".pkl", ".csv", ".png")) for file in manifest.files)
    assert check_bundle(bundle) == []
    assert all(content(bundle)[file.path] == (workspace / file.path).read_bytes() for file in manifest.files)


def test_building_again_gives_the_same_bytes(workspace: Path, bundle: Path, tmp_path: Path) -> None:
    again = build_bundle(workspace, tmp_path)
    assert (again.name, content(again)) == (bundle.name, content(bundle))
    assert build_bundle(workspace, tmp_path) == again
    assert [path.name for path in tmp_path.iterdir()] == [again.name]


def test_another_file_is_another_bundle(workspace: Path, bundle: Path, tmp_path: Path) -> None:
    other = tmp_path / "ws3"
    shutil.copytree(workspace, other)
    (other / "factor.py").write_text(CODE.replace("5)", "6)"), encoding="utf-8")
    assert build_bundle(other, tmp_path / "out").name != bundle.name


def test_a_script_is_refused_with_its_lines_and_can_be_left_out(tmp_path: Path) -> None:
    workspace = materialised(tmp_path / "ws", code=SCRIPT)
    with pytest.raises(BundleRefused) as refused:
        build_bundle(workspace, tmp_path / "out")
    assert [(fault.place, fault.rule) for fault in refused.value.faults] == [
        ("factor.py:4", "code.script"),
        ("factor.py:5", "code.script"),
    ]
    assert all("def factor_x(df)" in fault.remedy for fault in refused.value.faults)
    assert list((tmp_path / "out").iterdir()) == []
    built = build_bundle(workspace, tmp_path / "out", code=False)
    assert read_manifest(built).primary_assets.factor_entry_relpath is None


def test_what_is_no_workspace_is_told(tmp_path: Path, workspace: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"lacks workspace_meta\.json"):
        build_bundle(tmp_path, tmp_path / "out")
    bare = tmp_path / "bare"
    bare.mkdir()
    shutil.copy(workspace / "workspace_meta.json", bare)
    with pytest.raises(WorkspaceError, match="holds no configuration"):
        build_bundle(bare, tmp_path / "out")
    (bare / "factor.py").symlink_to(Path("/etc/hostname"))
    with pytest.raises(WorkspaceError, match="link out of its workspace"):
        build_bundle(bare, tmp_path / "out")
    (bare / "workspace_meta.json").write_text("{}", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="cannot be read"):
        build_bundle(bare, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_every_difference_is_found(bundle: Path, tmp_path: Path, data: st.DataObject) -> None:
    copy = tmp_path / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(bundle, copy)
    path = copy / data.draw(st.sampled_from(sorted(content(copy))))
    kind = data.draw(st.sampled_from(["flip", "cut", "remove", "add", "link"]))
    raw = path.read_bytes()
    if kind == "flip":
        place = data.draw(st.integers(0, len(raw) - 1))
        path.write_bytes(raw[:place] + bytes([raw[place] ^ data.draw(st.integers(1, 255))]) + raw[place + 1 :])
    elif kind == "cut":
        path.write_bytes(raw[: data.draw(st.integers(0, max(0, len(raw) - 2)))])
    elif kind == "remove":
        path.unlink()
    elif kind == "add":
        path = path.parent / "more.txt"
        path.write_bytes(raw)
    else:
        path.rename(tmp_path / "elsewhere")
        path.symlink_to(tmp_path / "elsewhere")
    if path.name == MANIFEST and kind in ("flip", "cut", "remove"):
        # A manifest that still reads names either other files or another id, but for the words that its id does not cover.
        try:
            faults = check_bundle(copy)
        except (InvalidDocument, OSError):
            return
        assert faults or derived_id(read_manifest(copy)) == bundle.name
    elif path.name == MANIFEST:
        assert check_bundle(copy) == []
    else:
        assert [fault.path for fault in check_bundle(copy)] == [path.relative_to(copy).as_posix()]


def test_a_pushed_bundle_comes_back_byte_for_byte(bundle: Path, tmp_path: Path) -> None:
    desk = Desk()
    kept = push_bundle(bundle, desk)
    assert push_bundle(bundle, desk) == kept
    fetched = fetch_bundle(bundle.name, tmp_path / "deep" / "bundle", desk)
    assert content(fetched) == content(bundle)
    assert fetch_bundle(bundle.name, fetched, desk) == fetched
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["bundle"]


def test_a_bundle_that_changed_is_not_pushed(bundle: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(bundle, copy)
    (copy / "factor.py").write_text("import os\n", encoding="utf-8")
    desk = Desk()
    with pytest.raises(BundleRefused, match=r"factor\.py"):
        push_bundle(copy, desk)
    assert desk.bundles == {}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 12))
def test_a_fetch_that_breaks_leaves_nothing(bundle: Path, tmp_path: Path, breaks_at: int) -> None:
    desk = Desk()
    push_bundle(bundle, desk)
    desk.breaks_at = breaks_at
    out = tmp_path / "out"
    shutil.rmtree(out, ignore_errors=True)
    if breaks_at <= len(read_manifest(bundle).files):
        with pytest.raises(ConnectionError):
            fetch_bundle(bundle.name, out / "bundle", desk)
        assert list(out.iterdir()) == []
    assert content(fetch_bundle(bundle.name, out / "bundle", desk)) == content(bundle)


def test_a_desk_that_gives_something_else_is_found_out(bundle: Path, tmp_path: Path) -> None:
    desk = Desk()
    push_bundle(bundle, desk)
    desk.lies = b"something else"
    with pytest.raises(BundleRefused, match="is not the file"):
        fetch_bundle(bundle.name, tmp_path / "bundle", desk)
    desk.lies = None
    kept = desk.bundles[bundle.name]
    desk.bundles["f" * 32] = kept
    with pytest.raises(BundleRefused, match="the desk answered bundle"):
        fetch_bundle("f" * 32, tmp_path / "bundle", desk)
    hostile = kept.manifest.files[0].model_copy(update={"path": "CON"})
    desk.bundles[bundle.name] = kept.model_copy(
        update={"manifest": kept.manifest.model_copy(update={"files": [hostile, *kept.manifest.files[1:]]})}
    )
    with pytest.raises(BundleRefused, match="no name of a file everywhere"):
        fetch_bundle(bundle.name, tmp_path / "bundle", desk)
    assert list(tmp_path.iterdir()) == []


def test_what_stands_in_the_place_is_left(bundle: Path, tmp_path: Path) -> None:
    desk = Desk()
    push_bundle(bundle, desk)
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match="is no bundle"):
        fetch_bundle(bundle.name, tmp_path, desk)
    other = tmp_path / "other"
    shutil.copytree(bundle, other)
    manifest = read_manifest(other).model_copy(update={"asset_bundle_id": "e" * 32})
    documents.write(manifest, other / MANIFEST)
    with pytest.raises(FileExistsError, match="holds bundle eee"):
        fetch_bundle(bundle.name, other, desk)
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"
