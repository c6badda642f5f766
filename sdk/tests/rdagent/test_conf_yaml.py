"""Configurations that list Alpha factors: the shapes that are read, Jinja or not, and the line of what is wrong."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aistock.library.alpha158 import alpha158_factors
from aistock.rdagent.export.conf_yaml import ConfYamlError, read_conf_yaml

LISTS = """feature:
  - ["Resi($close, 5)/$close", "($high-$low)/$open"]
  - ["RESI5", "KLEN"]
"""


def indented(text: str, depth: int) -> str:
    return "".join("    " * depth + line + "\n" for line in text.splitlines())


DIRECT = "qlib_init:\n    region: us\ndata_handler_config:\n    alpha158_config:\n" + indented(LISTS, 2)
LOADER = (
    "market: &market all\ndata_handler_config: &handler\n    instruments: *market\n    data_loader:\n"
    "        class: CombinedAlpha158DynamicFactorsLoader\n        kwargs:\n            alpha158_config:\n" + indented(LISTS, 4)
)
NESTED = (
    "data_handler_config: &handler\n    data_loader:\n        kwargs:\n            dataloader_l:\n"
    "                - class: qlib.data.dataset.loader.StaticDataLoader\n                  kwargs: {config: a.parquet}\n"
    "                - class: qlib.contrib.data.loader.Alpha158DL\n                  kwargs:\n                    config:\n"
    + indented(LISTS, 6)
)
HANDLER = (
    "task:\n    dataset:\n        kwargs:\n            handler:\n                kwargs:\n                    alpha158_config:\n"
    + indented(LISTS, 6)
)
MERGED = (
    "base: &base\n    alpha158_config:\n" + indented(LISTS, 2) + "data_handler_config:\n    <<: *base\n    start_time: 2010-01-07\n"
)
JINJA = (
    '{# a template\n   of two lines #}\nn: {{ n_epochs | default("20", true) }}\n'
    'kwargs: {"a": {{ a }}{% if b %}, "b": {{ b }}{% endif %}}\n'
    "{% if step_len %}step_len: {{ step_len }}{% endif %}\n"
) + LOADER
SHAPES = {"direct": DIRECT, "loader": LOADER, "nested": NESTED, "handler": HANDLER, "merged": MERGED, "jinja": JINJA}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_the_factors_in_their_order(shape: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "conf").mkdir()
    path = tmp_path / "conf" / "c.yaml"
    path.write_text(SHAPES[shape], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found = read_conf_yaml(path)
    by_name = {row.name: row for row in alpha158_factors("us" if shape == "direct" else "cn")}
    assert list(found.factors) == [by_name["RESI5"], by_name["KLEN"]]
    assert found.config_path == "conf/c.yaml"
    monkeypatch.chdir(tmp_path / "conf" / "..")
    assert read_conf_yaml(Path("conf") / "c.yaml") == found


def test_a_configuration_elsewhere_is_named_by_its_file(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text(DIRECT)
    assert read_conf_yaml(tmp_path / "c.yaml").config_path == "c.yaml"


LIST = "data_handler_config:\n  alpha158_config:\n    feature:"
WRONG = {
    "no yaml": ("a: [1\nb: 2\n", 2, "is no YAML"),
    "no mapping": ("- 1\n", 1, "no mapping"),
    "empty": ("", 1, "no mapping"),
    "a tag": ("data_handler_config: !!python/object/apply:os.system ['true']\n", 1, "lists no Alpha factors"),
    "no handler": ("a: 1\n", 1, "no data_handler_config"),
    "no list": ("a: 1\ndata_handler_config:\n    start_time: 2010\n", 3, "lists no Alpha factors"),
    "one list": (LIST + "\n      - [a]\n", 4, "not 1"),
    "a text": (LIST + " x\n", 3, "not a scalar"),
    "no lists": (LIST + "\n      - x\n      - [y]\n", 4, "must be a list"),
    "unequal": (LIST + "\n      - [a, b]\n      - [c]\n", 4, "2 expressions"),
    "twice": (
        "data_handler_config:\n  alpha158_config:\n    feature:\n      - [a, b]\n      - [c,\n         c]\n",
        6,
        "stands in line 5",
    ),
    "a list inside": (LIST + "\n      - [[a]]\n      - [c]\n", 4, "a sequence"),
    "key twice": ("data_handler_config: {}\na: 1\ndata_handler_config: {}\n", 3, "first in line 1"),
    "by jinja": (LIST + "\n      - {{ x }}\n      - {{ y }}\n", 4, "Jinja fills in"),
    "one by jinja": (
        "data_handler_config:\n  alpha158_config:\n    feature:\n      - [a]\n      - ['{{ y }}']\n",
        5,
        "write it as a text",
    ),
    "long name": (LIST + f"\n      - [a]\n      - [{'n' * 300}]\n", 5, "256"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_with_its_line(case: str, tmp_path: Path) -> None:
    text, line, what = WRONG[case]
    path = tmp_path / "c.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfYamlError, match=re.escape(what)) as raised:
        read_conf_yaml(path)
    assert str(raised.value).startswith(f"{path}, line {line}: ")
    assert "; " in str(raised.value)


def test_other_encodings_and_sizes_are_told(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_bytes("a: 1\nb: 因子\n".encode("gbk"))
    with pytest.raises(ConfYamlError, match=r"line 2: is not UTF-8"):
        read_conf_yaml(path)
    path.write_bytes(b"#" * (5 << 20))
    with pytest.raises(ConfYamlError, match="more than"):
        read_conf_yaml(path)
    path.write_bytes(b"\xef\xbb\xbf" + DIRECT.encode())
    assert len(read_conf_yaml(path).factors) == 2


@given(st.text(alphabet="ab:-[]{}&*!%#|>'\"\n \\\t<", max_size=80) | st.binary(max_size=60).map(lambda raw: raw.decode("latin-1")))
def test_no_text_gives_anything_but_factors_or_a_told_error(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    for content in (text, DIRECT[:-20] + text, f"data_handler_config:\n    alpha158_config:\n        feature: {text}\n"):
        path.write_text(content, encoding="utf-8")
        try:
            assert len(read_conf_yaml(path).factors) > 0
        except ConfYamlError as error:
            assert str(error).startswith(str(path))


def test_deep_and_endless_texts_end(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text("a: " + "[" * 50_000)
    with pytest.raises(ConfYamlError):
        read_conf_yaml(path)
    path.write_text("data_handler_config: &x\n    <<: *x\n")
    with pytest.raises(ConfYamlError):
        read_conf_yaml(path)
