"""Files of assets are judged as what they claim to be: models, configurations, and what hides a program."""

import bz2
import gzip
import io
import json
import lzma
import pickle
import tarfile
import zipfile
import zlib
from collections import OrderedDict
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.library.config_text import LARGEST_CONFIG, LARGEST_YAML, ConfigRefused, mapping_of
from aistock.library.model_text import lightgbm_fault, linear_fault
from aistock.library.opaque import opaque_content, opaque_name

yaml: Any = pytest.importorskip("yaml", reason="PyYAML is not installed; configurations in YAML are not read")

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


def hidden(content: bytes) -> str | None:
    """What a file is said to hide."""
    fault = opaque_content("x.txt", content, content, whole=True)
    return None if fault is None else fault.what


# --- what hides a program ---


class Evil:
    def __reduce__(self) -> Any:
        return print, ("never",)


PICKLED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner, min_size=1) | st.dictionaries(st.text(), inner, min_size=1) | st.tuples(inner, inner),
    max_leaves=12,
).filter(lambda value: isinstance(value, (list, dict, tuple)))


@settings(max_examples=200, deadline=None)
@given(PICKLED, st.integers(0, pickle.HIGHEST_PROTOCOL), st.binary(max_size=20))
def test_every_pickle_is_found_whatever_follows_it(value: Any, protocol: int, more: bytes) -> None:
    assert hidden(pickle.dumps(value, protocol) + more) is not None


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_pickle_that_runs_code_is_found(protocol: int) -> None:
    assert hidden(pickle.dumps(Evil(), protocol)) is not None
    assert hidden(pickle.dumps(OrderedDict(a=1), protocol)) is not None


@pytest.mark.parametrize(
    "text", [b"cos\nsystem\n(S'id'\ntR.", b"(S'id'\nios\nsystem\n.", b"cposix\nsystem\np1\n(S'id'\np2\ntp3\nRp4\n."]
)
def test_a_pickle_written_by_hand_is_found(text: bytes) -> None:
    assert hidden(text) == "it is a pickle"


def _zip(content: bytes = b"pickled") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("archive/data.pkl", content)
    return target.getvalue()


def _tar() -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("x"))
    return target.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        _zip(),
        b"\x89PNG\r\n\x1a\n" + b"x" * 500 + _zip(),
        _zip() + b"",
        gzip.compress(b"x", mtime=0),
        bz2.compress(b"x"),
        lzma.compress(b"x"),
        lzma.compress(b"x", lzma.FORMAT_ALONE),
        *(zlib.compress(b"x", level) for level in (0, 1, 6, 9)),
        b"\x28\xb5\x2f\xfd",
        b"\x89HDF\r\n\x1a\n",
        b"\x7fELF",
        b"MZ\x90\x00",
        b"\x93NUMPY\x01\x00v\x00{'descr': '|O', 'fortran_order': False, 'shape': (3,), }",
        _tar(),
    ],
)
def test_what_unpacks_or_runs_is_found(content: bytes) -> None:
    assert hidden(content) is not None


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), min_size=1, max_size=80), JSON)
def test_plain_texts_hide_nothing(text: str, value: Any) -> None:
    """Words, rows and JSON; a text that happens to be a program of the unpickler makes a plain value at most."""
    words = f"# {text}\n"
    assert hidden(words.encode()) is None
    assert hidden(json.dumps({"value": value}, indent=1).encode()) is None
    assert hidden(f"datetime,instrument,score\n2024-01-02,600000.SH,{len(text)}\n".encode()) is None


@pytest.mark.parametrize(
    "content",
    [b"", b"PAR1....PAR1", b"\x89PNG\r\n\x1a\n....", b"x^2 is a formula", b"MZ is a name", b"BZh is one too", b"ZFoo", b"N."],
)
def test_plain_contents_hide_nothing(content: bytes) -> None:
    assert hidden(content) is None


@pytest.mark.parametrize(
    "name", ["a.pkl", "deep/A.PKL", "m.Joblib", "w.pt", "x.npz", "a.h5", "a.pkl.1", "lib.so", "run.sh", "a.tar.gz"]
)
def test_names_that_say_so_are_refused(name: str) -> None:
    assert opaque_name(name) is not None


@pytest.mark.parametrize("name", ["model.txt", "factor.py", "pickle/readme.md", "a.parquet", "x.json", "pkl"])
def test_other_names_pass(name: str) -> None:
    assert opaque_name(name) is None


# --- configurations ---


def refused(content: bytes, path: str = "conf.yaml") -> tuple[str, int | None]:
    """Rule and line of a refusal."""
    with pytest.raises(ConfigRefused) as caught:
        mapping_of(path, content)
    assert caught.value.fault.remedy and str(caught.value.fault).startswith(path)
    return caught.value.fault.rule, caught.value.fault.line


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.text(max_size=8), JSON, max_size=4))
def test_json_and_yaml_of_a_mapping_give_it_back(value: dict[str, Any]) -> None:
    assert mapping_of("conf.json", json.dumps(value).encode(), json_only=True) == value
    text = yaml.safe_dump(value)
    assert mapping_of("conf.yaml", text.encode()) == value


def test_anchors_days_and_plain_keys_are_read() -> None:
    text = b"market: &m csi300\nbase: &b {a: 1}\nhandler: {<<: *b, start: 2008-01-01, instruments: *m, 5: x, true: y}\n"
    assert mapping_of("c.yaml", text)["handler"] == {"a": 1, "start": "2008-01-01", "instruments": "csi300", "5": "x", "true": "y"}


@pytest.mark.parametrize(
    ("content", "rule", "line"),
    [
        (b"a: 1\nb: !!python/object/apply:os.system [id]\n", "config.yaml", 2),
        (b"a: 1\nb: !!python/name:os.system\n", "config.yaml", 2),
        (b"a: 1\nb: {c: 1,\n c: 2}\n", "config.key", 3),
        (b"? [1, 2]\n: x\n", "config.key", 1),
        (b"a: &a [*a]\n", "config.aliases", 1),
        (b"a: &a {b: *a}\n", "config.aliases", 1),
        (b"a: .nan\n", "config.number", None),
        (b"a: !!set {x}\n", "config.value", None),
        (b"a: !!binary aGk=\n", "config.value", None),
        (b"1.5: x\n", "config.key", None),
        (b"a: 99999999999999999-01-01\nb: 2008-13-45\n", "config.yaml", 1),
        (b"- 1\n", "config.mapping", 1),
        (b"just text\n", "config.mapping", 1),
        (b"", "config.mapping", 1),
        (b"a: 1\n---\nb: 2\n", "config.yaml", 2),
        (b"a: \x00\n", "config.yaml", 1),
        (b"a: \xff\n", "config.yaml", 1),
        (b"a: [" + b"[" * 200 + b"]" * 200 + b"]\n", "config.depth", 1),
        (b"x: " + b"[" * 5000, "config.depth", None),
        (b'{"a": 1, "a": 2}', "config.json", None),
        (b'{"a": NaN}', "config.json", None),
        (b"a: " + b"x" * LARGEST_YAML, "config.size", None),
        (b" " * (LARGEST_CONFIG + 1), "config.size", None),
    ],
)
def test_what_is_no_plain_mapping_is_refused_with_its_line(content: bytes, rule: str, line: int | None) -> None:
    assert refused(content) == (rule, line)


@pytest.mark.parametrize("join", ["[{}]", "{{<<: [{}]}}"])
def test_aliases_that_multiply_are_refused_before_they_are_written_out(join: str) -> None:
    """A few lines that stand for more than a thousand million values."""
    first = "a0: &a0 [x, x, x, x, x, x, x, x, x]" if join == "[{}]" else "a0: &a0 {k1: x, k2: x, k3: x, k4: x}"
    lines = [first, *(f"a{n}: &a{n} " + join.format(", ".join([f"*a{n - 1}"] * 9)) for n in range(1, 10))]
    assert refused("\n".join(lines).encode())[0] == "config.aliases"


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=80) | st.text(max_size=80).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_a_mapping_or_refused(content: bytes) -> None:
    try:
        assert isinstance(mapping_of("c.yaml", content), dict)
    except ConfigRefused as error:
        assert error.fault.path == "c.yaml"


# --- models ---

TREES = """tree
version=v4
num_class=1
num_tree_per_iteration=1
label_index=0
max_feature_idx=1
objective=regression
feature_names=ROC5 收盘
feature_infos=[0:1] [0:1]
tree_sizes={sizes}

"""
STUMP = "Tree={n}\nnum_leaves=1\nnum_cat=0\nleaf_value=0.5\nis_linear=0\nshrinkage=1\n\n\n"
SPLIT = (
    "Tree={n}\nnum_leaves=3\nnum_cat=0\nsplit_feature=0 1\nsplit_gain=1 1\nthreshold=0.5 0.25\ndecision_type=2 2\n"
    "left_child=1 -1\nright_child=-2 -3\nleaf_value=0.1 -0.2 0.3\nis_linear=0\nshrinkage=1\n\n\n"
)


def model(*trees: str) -> bytes:
    """A LightGBM text of these trees."""
    bodies = [tree.format(n=number) for number, tree in enumerate(trees)]
    sizes = " ".join(str(len(body.encode())) for body in bodies)
    return (TREES.format(sizes=sizes) + "".join(bodies) + "end of trees\n\nparameters:\n[a: 1]\n\nend of parameters\n").encode()


def judged(content: bytes, piece: int = 10**9) -> str | None:
    """What is wrong with a LightGBM text that comes in pieces."""
    fault = lightgbm_fault("m.txt", (content[start : start + piece] for start in range(0, len(content), piece)))
    return None if fault is None else fault.what


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from([STUMP, SPLIT]), max_size=4), st.integers(1, 90))
def test_a_whole_model_passes_in_any_pieces(trees: list[str], piece: int) -> None:
    assert judged(model(*trees), piece) is None


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_model_that_is_cut_is_found(data: st.DataObject) -> None:
    content = model(SPLIT, STUMP)
    # Between the trees and the parameters a text may end: an older LightGBM wrote no parameters.
    trees, begun, ended = (content.index(word) for word in (b"end of trees", b"parameters:", b"end of parameters"))
    end = data.draw(st.integers(0, trees + 11) | st.integers(begun + 11, ended - 1))
    assert judged(content[:end]) is not None


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ((b"max_feature_idx=1", b"max_feature_idx=7"), "names 2 features"),
        ((b"split_feature=0 1", b"split_feature=0 9"), "splits by a feature"),
        ((b"leaf_value=0.1", b"leaf_value=nan"), "values for them"),
        ((b"left_child=1 -1", b"left_child=0 -1"), "does not reach"),
        ((b"left_child=1 -1", b"left_child=1 -9"), "does not reach"),
        ((b"left_child=1 -1", b"left_child=9 -1"), "does not reach"),
        ((b"threshold=0.5 0.25", b"threshold=0.5     "), "not 2 splits"),
        ((b"num_leaves=3", b"num_leaves=x"), "no whole number"),
        ((b"version=v4", b"version=99"), "its version"),
        ((b"Tree=0", b"Tree=5"), "tree 0 of the text is missing"),
        ((b"num_cat=0\nsplit", b"num_ca\nsplit"), "stands where"),
        ((b"tree\n", b"forest\n"), "begins with"),
        ((b"\nlabel", b"\n\x01abel"), "control characters"),
        ((b"\nlabel", b"\n\xffabel"), "no text"),
        ((b"end of trees", b"end of all"), "behind 2 trees"),
    ],
)
def test_a_model_that_does_not_hold_together_is_found(change: tuple[bytes, bytes], what: str) -> None:
    found = judged(model(SPLIT, STUMP).replace(*change, 1))
    assert found is not None and what in found


@pytest.mark.parametrize("leaves", [2, 31])
def test_what_lightgbm_itself_writes_passes(leaves: int) -> None:
    lightgbm = pytest.importorskip("lightgbm", reason="LightGBM is not installed; no model of its own is judged")
    numpy = pytest.importorskip("numpy")
    dice = numpy.random.default_rng(leaves)
    frame = dice.random((300, 4))
    frame[:, 3] = dice.integers(0, 5, 300)
    data = lightgbm.Dataset(frame, dice.random(300), categorical_feature=[3], params={"verbose": -1})
    made = lightgbm.train({"verbose": -1, "num_leaves": leaves, "num_threads": 1, "min_data_in_leaf": 5}, data, 6)
    text = made.model_to_string().encode()
    assert judged(text, 777) is None
    assert judged(text[: len(text) // 2]) is not None


@pytest.mark.parametrize(
    ("content", "passes"),
    [
        (b'{"intercept": 0.5, "coefficients": {"ROC5": 1, "KLEN": -2.5}}', True),
        (b'{"estimator": "ridge", "intercept": 0, "coefficients": [1.0]}', True),
        (b'{"intercept": true, "coefficients": [1.0]}', False),
        (b'{"intercept": 0, "coefficients": []}', False),
        (b'{"intercept": 0, "coefficients": {"a": "1"}}', False),
        (b'{"intercept": 0, "coefficients": [[1]]}', False),
        (b'{"coefficients": [1]}', False),
        (b'{"intercept": NaN, "coefficients": [1]}', False),
        (b"[]", False),
        (b"", False),
    ],
)
def test_a_linear_model_is_numbers(content: bytes, passes: bool) -> None:
    assert (linear_fault("m.json", content) is None) is passes
