"""Identities reproduce what RD-Agent's fork wrote, and hashes depend on content alone."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aistock.library.evidence import has_result, required_files
from aistock.library.identity import CONFIG_BLOCKS, config_hash, feature_hash, model_id, strategy_id, strategy_name

_PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def test_vector_a_without_templates() -> None:
    assert (
        strategy_name(None, "feedback", "factor", [])
        == '{"action": "factor", "scenario": "", "step_name": "feedback", "templates": []}'
    )
    assert strategy_id(None, "feedback", "factor", []) == "bd47118e4fad5e55a77c96f572975558"


def test_vector_b_with_nine_templates() -> None:
    templates = [
        "conf_baseline.yaml",
        "conf_baseline_20251209_backup.yaml",
        "conf_combined_factors.yaml",
        "conf_combined_factors_20251209_backup.yaml",
        "conf_combined_factors_dynamic.yaml",
        "conf_combined_factors_sota_model.yaml",
        "conf_combined_factors_sota_model_20251209_backup.yaml",
        "mlruns/574308137748469534/16a66745a6134d409c5ab6ab9afcaa2f/meta.yaml",
        "mlruns/574308137748469534/meta.yaml",
    ]
    assert strategy_id(None, "feedback", "factor", templates) == "9e92c854317f5684b0b25a49072c07aa"


def test_ids_of_the_real_catalog_reproduce() -> None:
    root = os.environ.get("AISTOCK_REAL_DATA")
    if not root:
        pytest.skip("AISTOCK_REAL_DATA is not set; the real strategy catalog is not checked")
    rows = json.loads(Path(root, "rd_agent", "strategy_catalog.json").read_text(encoding="utf-8"))["strategies"]
    derived = [strategy_id(row["scenario"], row["step_name"], row["action"], row["template_files"]) for row in rows]
    assert [row["strategy_id"] for row in rows] == derived


@given(st.lists(st.text(min_size=1, max_size=6), max_size=6), st.randoms())
def test_strategy_id_ignores_order_and_repetition(templates: list[str], dice: object) -> None:
    shuffled = [*templates, *templates]
    dice.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis hands out random.Random
    assert strategy_id("s", "x", "model", shuffled) == strategy_id("s", "x", "model", templates)


@given(st.dictionaries(st.sampled_from(CONFIG_BLOCKS), st.dictionaries(st.text(max_size=5), _PLAIN, max_size=4)))
def test_config_hash_ignores_key_order_and_null_blocks(blocks: dict[str, object]) -> None:
    turned = {key: blocks[key] for key in reversed(blocks)}
    absent = {key: None for key in CONFIG_BLOCKS if key not in blocks}
    assert config_hash(turned | absent) == config_hash(blocks)


def test_config_hash_tells_values_apart() -> None:
    hashes = {config_hash({"model_config": {"a": value}}) for value in (1, 1.0, "1", True, None, [1], {"b": 1})}
    assert len(hashes) == 7


def test_config_hash_refuses_what_json_cannot_write() -> None:
    with pytest.raises(ValueError, match=r"model_config\.rate holds nan"):
        config_hash({"model_config": {"rate": float("nan")}})
    with pytest.raises(ValueError, match="holds a set"):
        config_hash({"model_config": {"names": {"a"}}})


def test_config_hash_names_the_place() -> None:
    with pytest.raises(ValueError, match=r"model_config\.layers\[1\]\.rate holds nan"):
        config_hash({"model_config": {"layers": [1, {"rate": float("nan")}]}})


@given(st.lists(st.text(alphabet="abc", min_size=1), min_size=2, unique=True))
def test_feature_hash_keeps_order(names: list[str]) -> None:
    assert feature_hash(names) != feature_hash([*names[1:], names[0]])


def test_model_id_depends_on_the_workspace() -> None:
    ids = {model_id(task_run_id="r", loop_id=0, workspace_id=name, model_type="LGBModel") for name in ("a", "b")}
    assert len(ids) == 2


@given(
    st.sampled_from(["model", "factor", "unknown"]),
    st.sets(st.sampled_from(["qlib_res.csv", "ret.pkl", "combined_factors_df.parquet"])),
)
def test_a_result_needs_every_required_file(action: str, present: set[str]) -> None:
    required = set(required_files(action))
    assert has_result(action, present) == (bool(required) and required <= present)
