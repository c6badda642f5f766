"""Factor code is judged by its text: harmless functions pass, and whatever is forbidden is found in its line."""

import importlib
import sys
import types
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.library._code_walk import refused_attribute
from aistock.library._code_words import MODULES
from aistock.library.code_audit import DEEPEST, LARGEST_CODE, LONGEST_STATEMENT, Finding, audited

HEAD = "import numpy as np\nimport pandas as pd\nfrom scipy import stats\nimport functools\n\n"


def found(code: str | bytes) -> list[tuple[int, str]]:
    """Line and rule of every finding."""
    return [(item.line, item.rule) for item in audited(code if isinstance(code, bytes) else code.encode()).findings]


# --- what passes ---

COLUMN = st.sampled_from(["open", "close", "high", "low", "volume", "amount", "收盘"])
LEAF = COLUMN.map(lambda name: f"df[{name!r}]") | st.integers(1, 60).map(str) | st.sampled_from(["np.nan", "float('inf')"])


def _wider(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    window = st.integers(2, 60)
    column = COLUMN.map(lambda name: f"df[{name!r}]")
    return st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner),
        st.builds("np.log(np.abs({}) + 1)".format, inner),
        st.builds("np.where({} > {}, {}, 0)".format, inner, inner, inner),
        st.builds("{}.rolling({}).mean()".format, column, window),
        st.builds("{}.groupby(level='instrument').transform(lambda x: x.pct_change({}))".format, column, window),
        st.builds("{}.rolling({}).apply(np.std, raw=True)".format, column, window),
        st.builds("stats.rankdata({})".format, inner),
        st.builds("np.lib.stride_tricks.sliding_window_view(np.asarray({}), {})".format, column, window),
        st.builds("{}.groupby(level=1).agg(['mean', 'std'])".format, column),
        st.builds("pd.to_numeric({}).to_numpy()".format, column),
        st.builds("functools.reduce(lambda a, b: a + b, [{}, {}])".format, inner, inner),
        st.builds("sum(x for x in [{}] if x is not None)".format, inner),
        st.builds('len(f"{{{}:.2f}}")'.format, column),
    )


EXPRESSION = st.recursive(LEAF, _wider, max_leaves=12)


@st.composite
def harmless(draw: st.DrawFn) -> str:
    """A factor with a few statements, loops and helpers."""
    lines = [f"x{n} = {draw(EXPRESSION)}" for n in range(draw(st.integers(1, 5)))]
    loop = draw(st.sampled_from([[], ["for n in range(3):", "    x0 = x0 + n"], ["if len(df) == 0:", "    return df['close']"]]))
    guard = draw(
        st.sampled_from(
            [[], ["try:", "    x0 = 1 / x0", "except ZeroDivisionError as error:", "    raise ValueError('x') from error"]]
        )
    )
    style = draw(st.sampled_from(["function", "class"]))
    body = [*lines, *loop, *guard, "return x0"]
    if style == "function":
        made = [
            '"""A factor; __doc__ is only text here."""',
            "LIMIT: int = 3",
            "",
            "def factor_x(df: pd.DataFrame, n=LIMIT) -> pd.Series:",
        ]
        made += [f"    {line}" for line in body]
    else:
        made = ["class FactorX:", "    def __init__(self, n=5):", "        self._n = n", "        super().__init__()", ""]
        made += ["    def fit_transform(self, df):", *(f"        {line}" for line in body)]
    return HEAD + "\n".join(made) + "\n"


@settings(max_examples=150, deadline=None)
@given(harmless())
def test_harmless_factors_pass(code: str) -> None:
    assert found(code) == []
    assert audited(code.encode()).functions & {"factor_x", "FactorX"}


@pytest.mark.parametrize(
    "code",
    [
        "from __future__ import annotations\nimport math\nROOT = math.sqrt(2)\n",
        "from dataclasses import dataclass, field\n@dataclass(frozen=True)\nclass A:\n    x: list = field(default_factory=list)\n",
        "import re\nDIGITS = re.compile(r'\\d')\ndef f(df):\n    return DIGITS.sub('', 'a')\n",
        "def f(df):\n    return df\n\nif __name__ == '__main__':\n    print(f(None))\n",
        "def f(df):\n    return df if type(df) is dict else getattr(df, 'close')\n",
        "def mean(x):\n    return x.mean()\ndef f(df):\n    return df.agg({'a': mean, 'b': 'sum', 'c': [len, max]})\n",
        "square = lambda x: x * x\ndef f(df):\n    return df.apply(square)\n",
        "import pandas as pd\ndef f(df):\n    return pd.api.types.is_numeric_dtype(df) and df.pivot_table('v', 'i', 'c', 'mean')\n",
        "try:\n    import numpy as np\nexcept ImportError as error:\n    raise_it = error\n",
        (
            "def f(df):\n    match df:\n        case [a, *rest]:\n            return rest, a\n"
            "        case {'k': v, **more}:\n            return v, more\n"
        ),
        (
            "from functools import lru_cache\n@lru_cache(maxsize=8)\n"
            "def f(n: int = 3, *args: int, **kwargs: float) -> int:\n    return n\n"
        ),
        "# -*- coding: utf-8 -*-\r\ndef 因子(df):\r\n    return df['收盘']\r\n",
        "def f(df):\n    return '{:.2f}'.format(1.0)\n",
        "",
    ],
)
def test_what_factors_need_passes(code: str) -> None:
    assert found(code) == []


# --- what is found, wherever it stands ---

FORBIDDEN = {
    "import os": "import",
    "import os.path as p": "import",
    "import numpy, sys": "import",
    "from subprocess import run": "import",
    "import importlib": "import",
    "import pickle": "import",
    "import socket": "import",
    "import ctypes": "import",
    "import requests": "import",
    "import operator": "import",
    "import pandas.io": "import",
    "from numpy import *": "import",
    "from . import neighbour": "relative_import",
    "from ..x import y": "relative_import",
    "from numpy import load": "file",
    "from numpy import fromfile as harmless": "file",
    "from pandas import io": "module",
    "from statistics import sys": "module",
    "from functools import update_wrapper": "escape",
    "x = open('/etc/passwd')": "file",
    "x = input()": "file",
    "x = eval('1')": "code_from_text",
    "x = exec('1')": "code_from_text",
    "x = compile('1', '', 'eval')": "code_from_text",
    "x = __import__('os')": "escape",
    "x = globals()": "escape",
    "x = locals()": "escape",
    "x = vars(df)": "escape",
    "x = setattr(df, 'a', 1)": "escape",
    "x = __builtins__": "escape",
    "x = pd.read_csv('a')": "file",
    "x = pd.read_pickle('a')": "file",
    "x = df.to_csv('a')": "file",
    "x = df.to_pickle('a')": "file",
    "x = df.to_string('a')": "file",
    "x = df.to_sql('a', None)": "file",
    "x = pd.HDFStore('a')": "file",
    "x = np.load('a')": "file",
    "x = np.loadtxt('a')": "file",
    "x = np.save('a', df)": "file",
    "x = np.savez('a', df)": "file",
    "x = np.memmap('a')": "file",
    "x = np.genfromtxt('a')": "file",
    "x = df.values.tofile('a')": "file",
    "x = df.values.dump('a')": "file",
    "x = print('a', file=df)": "file",
    "x = pd.read_hdf('daily_pv.h5', key='data')": "script",
    "x = df.to_hdf('result.h5', key='data')": "script",
    "x = pd.io.common.urlopen": "module",
    "x = np.lib.npyio": "module",
    "x = np.ctypeslib": "module",
    "x = df.sys": "module",
    "x = df.query('a > 1')": "code_from_text",
    "x = df.eval('a + 1')": "code_from_text",
    "x = pd.eval('a')": "code_from_text",
    "x = df.plot(backend='os')": "settings",
    "x = pd.set_option('plotting.backend', 'evil')": "settings",
    "np.mean = print": "settings",
    "x = df.__class__": "escape",
    "x = ().__class__.__bases__[0].__subclasses__()": "escape",
    "x = (lambda: 0).__globals__": "escape",
    "x = (lambda: 0).__code__": "escape",
    "x = (n for n in [1]).gi_frame": "escape",
    "x = type.mro(int)": "escape",
    "x = type('X', (), {})": "escape",
    "x = type(int)('X', (), {})": "escape",
    "x = np.lib.stride_tricks.as_strided(df, (9,), (8,))": "escape",
    "x = '__glob' 'als__'": "escape",
    "x = getattr(df, 'to_' + 'csv')('a')": "dynamic_attribute",
    "x = getattr(df, df)": "dynamic_attribute",
    "x = getattr(df, 'to_csv')": "file",
    "x = getattr(df, '__class__')": "escape",
    "x = getattr(df, 'agg')('to_csv')": "dispatch",
    "x = [getattr]": "escape",
    "x = map(getattr, [df], ['to_csv'])": "escape",
    "x = ('{0.' + 'a}').format(df)": "dynamic_attribute",
    "x = df.agg('to_csv')": "dispatch",
    "x = df.agg('to_' + 'csv', 0, 'p')": "dispatch",
    "x = df.apply(func='to_pickle')": "dispatch",
    "x = df.agg(a=('b', 'to_clipboard'))": "dispatch",
    "x = df.agg(*df)": "dispatch",
    "x = df.agg(**df)": "dispatch",
    "x = df.transform(['mean', 'to_csv'])": "dispatch",
    "x = df.transform({'a': df})": "dispatch",
    "x = df.pivot_table(aggfunc='to_clipboard')": "dispatch",
    "x = df.pivot_table('v', 'i', 'c', df)": "dispatch",
    "x = map(df.agg, ['to_csv'])": "dispatch",
    "x = nobody_knows": "unknown_name",
}


@settings(max_examples=400, deadline=None)
@given(harmless(), st.sampled_from(sorted(FORBIDDEN)), st.data())
def test_each_forbidden_construct_is_found_in_its_line(code: str, bad: str, data: st.DataObject) -> None:
    lines = code.split("\n")
    inside = [n for n, line in enumerate(lines) if line.strip().startswith(("x", "return")) and " = " in line]
    place = data.draw(st.sampled_from(inside))
    indent = " " * (len(lines[place]) - len(lines[place].lstrip()))
    if "import *" in bad:
        # The compiler takes a star at the top only; the audit finds it anywhere.
        indent, place = "", 0
    changed = "\n".join([*lines[:place], indent + bad, *lines[place:]])
    assert (place + 1, FORBIDDEN[bad]) in found(changed)
    assert {line for line, _ in found(changed)} == {place + 1}


BYPASSES = {
    "a builtin that is bound elsewhere": "def g():\n    open = 1\n    return open\ndef f(df):\n    return open('/etc/passwd')\n",
    "full-width letters": "def f(df):\n    return ｅval('1')\n",
    "full-width attribute": "def f(df):\n    return df.to_ｃsv('x')\n",
    "another name for a module": "import numpy as np\nm = np\ndef f(df):\n    return m.load('x')\n",
    "a module of a module": "import statistics\ndef f(df):\n    return statistics.sys.modules['os'].system('id')\n",
    "a module of a module, renamed": "from typing import sys as harmless\n",
    "dataclasses gives builtins": "import dataclasses\ndef f(df):\n    return dataclasses.builtins.eval('1')\n",
    "the frame of an error": "def f(df):\n    try:\n        1 / 0\n"
    "    except Exception as e:\n        return e.__traceback__.tb_frame.f_globals\n",
    "a class pattern": "def f(df):\n    match df:\n        case object(__class__=c):\n            return c\n",
    "decorated with eval": "@eval\ndef f(df):\n    return df\n",
    "a decorator with a call": "import numpy as np\n@np.vectorize\ndef f(df):\n    return df\n",
    "a default that calls": "def g():\n    return 1\ndef f(df, n=g()):\n    return df\n",
    "an annotation that calls": "def g():\n    return 1\ndef f(df: g()):\n    return df\n",
    "a base that calls": "def g():\n    return object\nclass F(g()):\n    pass\n",
    "a metaclass": "class M:\n    pass\nclass F(metaclass=M):\n    pass\n",
    "a class body that runs": "def g():\n    return 1\nclass F:\n    x = g()\n",
    "a loop that runs at import": "while True:\n    pass\n",
    "a with that runs at import": "import numpy as np\nwith np.errstate(all='ignore'):\n    x = 1\n",
    "a walrus at import": "def g():\n    return 1\nx = (y := g())\n",
    "a comprehension at import": "def g():\n    return 1\nX = [g() for n in range(3)]\n",
    "under a branch at import": "def g():\n    return 1\nif 1:\n    x = g()\nelse:\n    y = g()\n",
    "else of the main guard": "def g():\n    return 1\nif __name__ == '__main__':\n    g()\nelse:\n    x = g()\n",
    "a guard that is none": "def g():\n    return 1\nif __name__ != '__main__':\n    x = g()\n",
    "a name of a memory interface": "class F:\n    __array_interface__ = {}\n",
    "a defined memory interface": "class F:\n    def __array__(self):\n        return 1\n",
    "reduce for pickle": "class F:\n    def __reduce__(self):\n        return print, ()\n",
    "a named reference to getattr": "def f(df):\n    g = getattr\n    return g(df, 'to_' + 'csv')\n",
    "the second type": "def f(df):\n    return type(type(1))('X', (), {})\n",
    "a metaclass of abc": "import abc\ndef f(df):\n    return abc.ABCMeta('X', (), {})\n",
    "a metaclass of pandas": "import pandas as pd\ndef f(df):\n    return pd.CategoricalDtype.type('X', (), {})\n",
    "an accessor with a made name": "import pandas as pd\ndef f(df):\n    return pd.api.extensions.register_series_accessor('a')\n",
    "hints that are evaluated": "import typing\ndef f(df):\n    return typing.get_type_hints(df)\n",
    "wrapped attributes": "import functools\ndef f(df):\n    return functools.update_wrapper(df, df, updated=('a',))\n",
    "a parameter that names a method": "def f(df, how):\n    return df.agg(how)\n",
    "a name with two meanings": "def how(x):\n    return x\ndef f(df):\n    how = 'to_' + 'csv'\n    return df.agg(how)\n",
    "a partial of a made name": "import functools\ndef f(df, how):\n    return df.agg(functools.partial(how, 1))\n",
    "a module entry that is replaced": "import numpy as np\nnp.sctypes['a'] = 1\n",
    "a module that is emptied": "import numpy as np\ndef f(df):\n    del np.mean\n",
    "an f-string": "def f(df):\n    return f'{df.__class__}'\n",
    "a format of an f-string": "def f(df):\n    return f'{df:{df.__dict__}}'\n",
    "a lambda in a default": "def f(df, g=lambda: open('x')):\n    return g()\n",
    "async code": "async def f(df):\n    return df\n",
    "an import in a function": "def f(df):\n    import os\n    return os\n",
    "an import in a branch": "if False:\n    import os\n",
    "under the main guard": "if __name__ == '__main__':\n    import os\n",
    "an import in the place of the builtins": "import numpy as __builtins__\n",
    "LowLevelCallable": "from scipy import LowLevelCallable\n",
    "another file of scipy": "from scipy import io\n",
    "sparse files": "from scipy.sparse import save_npz\n",
    "a name of the file": "def f(df):\n    return __file__\n",
    "loader": "def f(df):\n    return __loader__\n",
    "self with a module's name": "class F:\n    def g(self):\n        return self._os\n",
    "starred print": "def f(df, k):\n    print(1, **k)\n",
}


@pytest.mark.parametrize("name", BYPASSES)
def test_a_known_way_around_is_closed(name: str) -> None:
    assert found(BYPASSES[name]) != []


def test_an_escape_in_a_text_is_no_fault() -> None:
    assert found("import re\nX = re.compile('\\d+')\n") == []


# --- texts that are no code ---


@pytest.mark.parametrize(
    ("source", "line", "rule"),
    [
        (b"\xef\xbb\xbfx = 1\n", 1, "encoding"),
        ("x = 1\n".encode("utf-16"), 1, "encoding"),
        (b"x = 1\ny = '\x00'\n", 2, "encoding"),
        ("x = 1\n# 收盘\n".encode("gbk"), 2, "encoding"),
        (b"# -*- coding: utf-7 -*-\n+AGkAbQBwAG8AcgB0- os\n", 1, "encoding"),
        (b"#!/usr/bin/python\n# vim: set fileencoding=latin-1 :\n", 2, "encoding"),
        (b"#\r# coding: utf-7\r", 2, "encoding"),
        ("x = 1  # \u202e reordered\n".encode(), 1, "encoding"),
        (b"# a comment\rimport os\n", 1, "encoding"),
        (b"x = 1\x0cimport os\n", 1, "encoding"),
        (b"#" * (LARGEST_CODE + 1), 1, "size"),
        (b"x = " + b"(" * (DEEPEST + 1) + b")" * (DEEPEST + 1), 1, "nesting"),
        (b"x = " + b"-" * (LONGEST_STATEMENT + 1) + b"1", 1, "nesting"),
        (b"x = 1" + b"+1" * LONGEST_STATEMENT, 1, "nesting"),
        (b"x = " + b"not " * 3500 + b"x", 1, "nesting"),
        (b"x = a" + b".a" * 1900, 1, None),
        (b"".join(b" " * n + b"if 1:\n" for n in range(DEEPEST + 9)) + b" " * 99 + b"pass\n", DEEPEST + 2, "nesting"),
        (b"x = [\n", 2, "syntax"),
        (b"def f(:\n", 2, "syntax"),
        (b"x = 1\n  y = 2\n", 2, "syntax"),
        (b"x = " + b"9" * 5000, 1, "syntax"),
        (b"print 'x'\n", 1, "syntax"),
        (b"x = '''\n\n", 1, "syntax"),
    ],
)
def test_texts_that_are_no_plain_code(source: bytes, line: int, rule: str | None) -> None:
    first = audited(source).findings[0]
    assert first.line == line
    assert rule is None or first.rule == rule


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_answered(source: bytes) -> None:
    answer = audited(source)
    assert answer.passes == (answer.findings == ())
    assert all(isinstance(item, Finding) and item.line >= 1 and item.column >= 1 and item.remedy for item in answer.findings)
    assert answer == audited(source)


@settings(max_examples=150, deadline=None)
@given(harmless(), st.integers(0, 2000), st.text("()[]{}:.,=+-*\"'#\\\n\t @abx1_", max_size=6))
def test_damaged_code_is_answered(code: str, place: int, noise: str) -> None:
    at = place % (len(code) + 1)
    assert isinstance(audited((code[:at] + noise + code[at:]).encode()).passes, bool)


# --- the words themselves ---


def _reachable() -> dict[str, str]:
    """Modules that attributes which pass lead to from allowed modules, with the way."""
    ways: dict[str, str] = {}
    waiting: list[tuple[Any, str]] = []
    for name in sorted(MODULES):
        try:
            waiting.append((importlib.import_module(name), name))
        except ModuleNotFoundError:
            continue
    while waiting:
        module, way = waiting.pop(0)
        if module.__name__ in ways:
            continue
        ways[module.__name__] = way
        for name in dir(module):
            inner = None if refused_attribute(name) else _quiet(module, name)
            if isinstance(inner, types.ModuleType):
                waiting.append((inner, f"{way}.{name}"))
    return ways


def _quiet(module: Any, name: str) -> Any:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return getattr(module, name)
        except Exception:
            return None


def test_no_dangerous_module_is_reached_through_an_allowed_one() -> None:
    """Whatever attribute passes, it never leads to a module that reaches files, processes, the network or the interpreter."""
    pytest.importorskip("pandas", reason="pandas is not installed; what its modules reach is not looked at")
    roots = {"numpy", "pandas", "scipy"}
    harmless_ones = {"copy", "random"}
    outside = {
        name: way
        for name, way in _reachable().items()
        if name.partition(".")[0] not in roots and name not in MODULES and name not in harmless_ones
    }
    assert outside == {}
    inside = {name for name in _reachable() if name.partition(".")[0] in roots}
    assert not {name for name in inside if {"io", "util", "compat", "testing", "f2py", "npyio"} & set(name.split("."))}


def test_no_metaclass_or_dangerous_builtin_is_reached() -> None:
    """Nor a function that runs text, nor anything that makes classes under names of its own."""
    pytest.importorskip("pandas", reason="pandas is not installed; what its modules reach is not looked at")
    import builtins

    names = ("eval", "exec", "open", "__import__", "getattr", "setattr", "type", "compile", "globals", "vars")
    dangerous = {id(getattr(builtins, name)) for name in names}
    for name, way in _reachable().items():
        for attribute in dir(sys.modules[name]):
            value = None if refused_attribute(attribute) else _quiet(sys.modules[name], attribute)
            assert id(value) not in dangerous, f"{way}.{attribute}"
            assert not (isinstance(value, type) and issubclass(value, type)), f"{way}.{attribute}"
