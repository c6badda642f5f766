"""Ways around the audit that an adversary tried, each refused in its line; and honest factors beside them, which pass."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.library._code_public import PUBLIC
from aistock.library._code_walk import refused_attribute
from aistock.library._code_words import MODULES
from aistock.library.code_audit import audited

HEAD = "import functools\nimport numpy as np\nimport pandas as pd\n"
MARK = "  # here"

ATTACKS = {
    # names of modules that lead elsewhere
    "api.typing has readers": ("def f(df):\n    return pd.api.typing.StataReader('x')  # here\n", "unlisted"),
    "from api import typing": ("from pandas.api import typing  # here\n", "unlisted"),
    "api under another name": (
        "import pandas.api as a\ndef f(df):\n    return a.typing.JsonReader('x')  # here\n",
        "unlisted",
    ),
    "add_newdoc imports by name": ("def f(df):\n    np.add_newdoc('antigravity', 'x', 'y')  # here\n", "unlisted"),
    "info prints sources": ("def f(df):\n    np.info('x')  # here\n", "unlisted"),
    "text files of records": ("def f(df):\n    return np.ma.mrecords.fromtextfile('x')  # here\n", "unlisted"),
    "a memory interface of numpy": (
        "from numpy.lib.stride_tricks import DummyArray  # here\n",
        "unlisted",
    ),
    "bmat reads the caller's names": ("def f(df):\n    return np.bmat('df,df')  # here\n", "unlisted"),
    "settings of numpy": ("def f(df):\n    np.seterr(all='ignore')  # here\n", "unlisted"),
    "os of a version that has it": ("def f(df):\n    return np.os.system('id')  # here\n", "module"),
    "compat of pandas": ("def f(df):\n    return pd.compat.os.system('id')  # here\n", "module"),
    "io of pandas": ("def f(df):\n    return pd.io.common.get_handle('x', 'r')  # here\n", "module"),
    "core of pandas": ("def f(df):\n    return pd.core.computation.eval.eval('1')  # here\n", "module"),
    "npyio": ("def f(df):\n    return np.lib.npyio.NpzFile('x')  # here\n", "module"),
    "lib format": ("def f(df):\n    return np.lib.format.open_memmap('x')  # here\n", "file"),
    "DataSource": ("def f(df):\n    return np.lib.npyio.DataSource('x')  # here\n", "file"),
    "ctypeslib": ("def f(df):\n    return np.ctypeslib.load_library('c', '.')  # here\n", "module"),
    "f2py": ("def f(df):\n    return np.f2py.compile('x')  # here\n", "module"),
    "distutils": ("def f(df):\n    return np.distutils.exec_command.exec_command('id')  # here\n", "module"),
    "memmap": ("def f(df):\n    return np.memmap('x')  # here\n", "file"),
    "savetxt": ("def f(df):\n    np.savetxt('x', df)  # here\n", "file"),
    "fromfile of records": ("def f(df):\n    return np.rec.fromfile('x')  # here\n", "file"),
    "scipy runs processes": (
        "from scipy import optimize\ndef f(df):\n    return optimize.brute(f, (), workers=-1)  # here\n",
        "settings",
    ),
    "sys through typing": ("import typing\ndef f(df):\n    return typing.sys.modules  # here\n", "module"),
    "pathlib": ("from pathlib import Path  # here\n", "import"),
    "io": ("import io as harmless  # here\n", "import"),
    "import of a submodule": ("import numpy.f2py as c  # here\n", "import"),
    # modules as values
    "a module is handed on": ("def g(m):\n    return m.add_newdoc\ndef f(df):\n    return g(np)  # here\n", "module"),
    "a module in a list": ("def f(df):\n    return [np][0].add_newdoc('a', 'b', 'c')  # here\n", "module"),
    "a module under another name": ("m = pd  # here\ndef f(df):\n    return m.annotations\n", "module"),
    "a module by walrus": ("def f(df):\n    return (m := np).add_newdoc  # here\n", "module"),
    "a module as a default": ("def f(df, m=np):  # here\n    return m.show\n", "module"),
    "a module by getattr": ("def f(df):\n    return getattr(pd, 'api')  # here\n", "module"),
    "a submodule is handed on": ("def f(df):\n    m = pd.api  # here\n    return m\n", "module"),
    "a module with a second meaning": (
        "def g(np):  # here\n    return np\ndef f(df):\n    return np.add_newdoc('a', 'b', 'c')\n",
        "module",
    ),
    "a module that a loop replaces": ("def f(df):\n    for pd in [df]:  # here\n        pass\n", "module"),
    "a module that a pattern replaces": ("def f(df):\n    match df:\n        case [np]:  # here\n            return 1\n", "module"),
    "self is a module": ("import numpy as self\ndef f(df):\n    return self._core.multiarray  # here\n", None),
    # self that is no object of the file
    "a function's self": (
        "class A:\n    def _x(self):\n        return 1\ndef f(self):\n    return self._mgr  # here\n",
        "escape",
    ),
    "a lambda's self": ("f = lambda self: self._mgr  # here\n", "escape"),
    "self of a staticmethod": ("class A:\n    @staticmethod\n    def f(self):\n        return self._mgr  # here\n", "escape"),
    "self is rebound": (
        "class A:\n    def f(self, df):\n        self = df\n        return self._constructor  # here\n",
        "escape",
    ),
    "a private name that is nobody's": ("class A:\n    def f(self):\n        return self._mgr  # here\n", "escape"),
    "a method named as one that writes": (
        "class A:\n    def to_csv(self):  # here\n        return 1\n    def f(self):\n        return self.to_csv('x')\n",
        "escape",
    ),
    "a method with any self": (
        "class A:\n    def m(self):\n        self.x = 1\ndef f(df):\n    A.m(pd.DataFrame)  # here\n",
        "escape",
    ),
    "a subclass of a frame": (
        "class F(pd.DataFrame):  # here\n    def f(self):\n        return self\n",
        "escape",
    ),
    "a subclass of type": ("class M(type):  # here\n    pass\n", None),
    # methods by their names
    "agg of agg": ("def f(df):\n    return df.agg('agg', 0, 'to_' + 'csv', 0, 'x')  # here\n", "dispatch"),
    "agg of pipe": ("def f(df):\n    return df.agg('pipe', 0, f)  # here\n", "dispatch"),
    "a column named as a setting": ("def f(df):\n    return df.groupby('a').agg(args=('b', 'to_' + 'csv'))  # here\n", "dispatch"),
    "a column named raw": ("def f(df):\n    return df.groupby('a').agg(raw=('b', 'to_' + 'csv'))  # here\n", "dispatch"),
    "pivot_table is handed on": (
        "def f(df):\n    g = df.pivot_table  # here\n    return g('v', 'i', 'c', 'to_' + 'csv')\n",
        "dispatch",
    ),
    "pivot_table of pandas": ("def f(df):\n    return pd.pivot_table(df, 'v', 'i', 'c', 'to_' + 'csv')  # here\n", "dispatch"),
    "pivot_table renamed": (
        "from pandas import pivot_table as p\ndef f(df):\n    return p(df, 'v', 'i', 'c', 'to_' + 'csv')  # here\n",
        "dispatch",
    ),
    "pivot_table of a class": (
        "D = pd.DataFrame\ndef f(df):\n    return D.pivot_table(df, 'v', 'i', 'c', 'to_' + 'csv')  # here\n",
        "dispatch",
    ),
    "agg of a class": ("def f(df):\n    return pd.DataFrame.agg(df, 'to_' + 'csv')  # here\n", "dispatch"),
    "agg of a class in an alias": (
        "D = pd.DataFrame\ndef f(df):\n    return D.agg(pd.DataFrame, 'to_' + 'csv', 0, df, 'x')  # here\n",
        "dispatch",
    ),
    "a method that is a text elsewhere": (
        (
            "class A:\n    def how(self): pass\n    def f(self, df):\n        self.how = 'x'\n"
            "        return df.agg(self.how)  # here\n"
        ),
        "dispatch",
    ),
    "getattr of pivot_table": ("def f(df):\n    return getattr(df, 'pivot_table')('v', 'i', 'c', 'x')  # here\n", "dispatch"),
    "a partial of a class's agg": ("def f(df):\n    return functools.partial(pd.DataFrame.agg, df)  # here\n", "dispatch"),
    # attributes by text
    "a field with an attribute": ("def f(df):\n    return '{0.gi_frame}'.format(df)  # here\n", "dynamic_attribute"),
    "a field with an item": ("def f(df):\n    return '{0[a]}'.format(df)  # here\n", "dynamic_attribute"),
    "a field inside a format": ("def f(df):\n    return '{:{0.real}}'.format(df)  # here\n", "dynamic_attribute"),
    "format is handed on": (
        "def f(df):\n    return list(map(str.format, ['{0.gi_' 'frame}'], [df]))  # here\n",
        "dynamic_attribute",
    ),
    "format_map": ("def f(df):\n    return '{a.b}'.format_map({'a': df})  # here\n", "dynamic_attribute"),
    "format by getattr": ("def f(df):\n    return getattr('{0.a}', 'format')(df)  # here\n", "dynamic_attribute"),
    "format of a made text": ("def f(df, t):\n    return t.format(df)  # here\n", "dynamic_attribute"),
    "wraps copies attributes": (
        "def f(df, n):\n    return functools.wraps(df, assigned=(n,), updated=())(f)  # here\n",
        "escape",
    ),
    "wraps by place": ("def f(df, n):\n    return functools.wraps(df, (n,))(f)  # here\n", "escape"),
    "wraps is handed on": ("def f(df, n):\n    return functools.partial(functools.wraps, assigned=(n,))  # here\n", "escape"),
    "wraps renamed": ("from functools import wraps as w\ndef f(df, n):\n    g = w  # here\n    return g(df, (n,))\n", "escape"),
    # other objects are changed
    "a method of frames is replaced": ("D = pd.DataFrame\ndef f(df):\n    D.mean = f  # here\n", "settings"),
    "a loop replaces it": ("def f(df, c):\n    for c.mean in [f]:  # here\n        pass\n", "settings"),
    "a with replaces it": ("def f(df, c):\n    with df as c.mean:  # here\n        pass\n", "settings"),
    "a module's function is replaced in a loop": ("def f(df):\n    for np.mean in [f]:  # here\n        pass\n", "settings"),
    # names of the interpreter
    "an error named as the builtins": (
        "def f(df):\n    global __builtins__\n    try:\n        1\n    except Exception as __builtins__:  # here\n        pass\n",
        "escape",
    ),
    "global builtins": ("def f(df):\n    global __builtins__  # here\n", "escape"),
    "a pattern named as the builtins": (
        "def f(df):\n    match df:\n        case __builtins__:  # here\n            pass\n",
        "escape",
    ),
    "a starred pattern": ("def f(df):\n    match df:\n        case [*__loader__]:  # here\n            pass\n", "escape"),
    "the rest of a pattern": ("def f(df):\n    match df:\n        case {**__dict__}:  # here\n            pass\n", "escape"),
    "a parameter of such a name": ("def f(df, __class__):  # here\n    return 1\n", "escape"),
    "a keyword of such a name": ("def f(df):\n    return list(dict(__globals__=1))  # here\n", "escape"),
    "an async generator": ("def f(df):\n    return (x async for x in df)  # here\n", "async"),
    "an async generator's frame": ("def f(df, g):\n    return g.ag_frame  # here\n", "escape"),
    "groups of errors": ("def f(df):\n    try:  # here\n        pass\n    except* ValueError:\n        pass\n", "unlisted"),
    "globals of a function": ("def f(df):\n    return f.__globals__['__builtins__']  # here\n", "escape"),
    "subclasses of everything": ("def f(df):\n    return ().__class__.__base__.__subclasses__()  # here\n", "escape"),
    "a traceback of with": (
        "class C:\n    def __exit__(self, a, b, tb):\n        return tb.tb_frame  # here\n",
        "escape",
    ),
    "a generator's frame": ("def f(df):\n    g = (x for x in df)\n    return g.gi_frame.f_back  # here\n", "escape"),
    "breakpoint": ("def f(df):\n    breakpoint()  # here\n", "escape"),
    "full-width import": ("ｉｍｐｏｒｔ = 1\nfrom ｏｓ import system  # here\n", None),
    "full-width dunder": ("def f(df):\n    return df.__ｃlass__  # here\n", "escape"),
    "mathematical letters": ("def f(df):\n    return 𝓮𝓿𝓪𝓵('1')  # here\n", "code_from_text"),
    "a nested f-string": ("def f(df):\n    return f'{f\"{open(1)}\"}'  # here\n", "file"),
    "a default of a lambda": ("def f(df):\n    return (lambda a=eval: a)()  # here\n", "code_from_text"),
    "a lambda in a comprehension": ("def f(df):\n    return [(lambda: exec)() for _ in df]  # here\n", "code_from_text"),
    "a decorator in a function": ("def f(df):\n    @exec  # here\n    def g():\n        pass\n", "code_from_text"),
    "an annotation in a function": ("def f(df):\n    x: eval('1') = 1  # here\n", "code_from_text"),
    "getattr is a key": ("def f(df):\n    return sorted([df], key=vars)  # here\n", "escape"),
    "a module's __getattr__": ("def __getattr__(name):  # here\n    return name\n", "escape"),
    "a class's __getattribute__": ("class A:\n    def __getattribute__(self, n):  # here\n        return n\n", "escape"),
    "a hook of subclasses": ("class A:\n    def __init_subclass__(cls):  # here\n        pass\n", "escape"),
    "a descriptor's hook": ("class A:\n    def __set_name__(self, a, b):  # here\n        pass\n", "escape"),
    "attrgetter": ("from operator import attrgetter  # here\n", "import"),
    "query": ("def f(df):\n    return df.query('@pd.read_csv(1)')  # here\n", "code_from_text"),
    "eval by agg": ("def f(df):\n    return df.agg('eval', 0, '1')  # here\n", "dispatch"),
    "to_pickle under its class": ("def f(df):\n    return pd.Series.to_pickle(df, 'x')  # here\n", "file"),
    "read_csv as a function": ("from pandas import read_csv as r  # here\n", "file"),
    "HDFStore": ("def f(df):\n    return pd.HDFStore('x')  # here\n", "file"),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_in_its_line(name: str) -> None:
    body, rule = ATTACKS[name]
    code = HEAD + body
    line = next(number for number, text in enumerate(code.split("\n"), 1) if text.endswith(MARK))
    found = {(one.line, one.rule) for one in audited(code.encode()).findings}
    assert line in {place for place, _ in found}
    assert rule is None or (line, rule) in found


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(ATTACKS)), st.sampled_from(["np", "arr", "ｎｐ", "_x"]))
def test_an_attack_is_refused_under_any_name_of_its_module(name: str, other: str) -> None:
    """What a file calls a module, and how many lines stand before, change nothing."""
    body, _ = ATTACKS[name]
    code = (
        HEAD.replace("numpy as np", f"numpy as {other}") + "\n\n" + body.replace("np.", f"{other}.").replace("(np)", f"({other})")
    )
    assert not audited(code.encode()).passes


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(PUBLIC)), st.from_regex(r"[a-z_]{1,12}", fullmatch=True))
def test_only_listed_names_of_a_module_pass(module: str, name: str) -> None:
    """Whatever a later numpy or pandas puts there, it is refused until it is listed."""
    root = module.partition(".")[0]
    code = f"import {root}\ndef f(df):\n    return {module}.{name}(df)\n"
    if f"{module}.{name}" in MODULES:
        assert not audited(code.encode()).passes  # a module is nothing to call
    elif name not in PUBLIC[module]:
        assert any(one.line == 3 for one in audited(code.encode()).findings)


def test_no_listed_name_is_one_that_is_refused_elsewhere() -> None:
    assert [name for names in PUBLIC.values() for name in names if refused_attribute(name)] == []


HONEST = {
    "momentum": """
import numpy as np
import pandas as pd

def calculate_momentum_20(df: pd.DataFrame) -> pd.Series:
    close = df['$close'] * df['$factor']
    out = close.groupby(level='instrument').pct_change(20)
    return out.replace([np.inf, -np.inf], np.nan).rename('momentum_20')
""",
    "unstacked": """
import pandas as pd

def factor_vol(df):
    wide = df['$close'].unstack('instrument').sort_index()
    wide.index.name = 'datetime'
    wide.columns = [str(one) for one in wide.columns]
    result = wide.pct_change(fill_method=None).rolling(window=10, min_periods=5).std()
    return result.stack().swaplevel().sort_index().to_frame('vol_10')
""",
    "regression": """
import numpy as np
from scipy import stats
from numpy.lib.stride_tricks import sliding_window_view

WINDOW = 15

def _slope(values: np.ndarray) -> float:
    x = np.arange(len(values), dtype=np.float64)
    if np.isnan(values).any():
        return np.nan
    return stats.linregress(x, values).slope

def factor_slope(df):
    log_close = np.log(df['close'].where(df['close'] > 0))
    return log_close.groupby(level='instrument', group_keys=False).apply(lambda s: s.rolling(WINDOW).apply(_slope, raw=True))
""",
    "a class with a cache": """
from __future__ import annotations
from functools import lru_cache, wraps
import numpy as np
import pandas as pd

def checked(function):
    @wraps(function)
    def inner(*args, **kwargs):
        return function(*args, **kwargs)
    return inner

class Factor:
    name = 'x'

    def __init__(self, window: int = 5) -> None:
        self.window = window
        self._cache: dict[int, pd.Series] = {}

    @property
    def size(self) -> int:
        return self.window

    @staticmethod
    def _rank(s):
        return s.rank(pct=True)

    def fit_transform(self, df):
        if id(df) not in self._cache:
            self._cache[id(df)] = df.groupby(level='datetime')['close'].transform(self._rank)
        return self._cache[id(df)].ewm(span=self.size).mean()

class Other(Factor):
    def __init__(self):
        super().__init__(window=10)

def factor_x(df):
    return Other().fit_transform(df)
""",
    "aggregates": """
import numpy as np
import pandas as pd
from pandas.tseries.offsets import BDay

def factor_a(df):
    daily = df.groupby(['instrument', 'datetime']).agg({'volume': ['mean', 'std'], 'close': 'last'})
    named = df.groupby('instrument').agg(top=('high', 'max'), low=('low', 'min'), spread=('close', lambda s: s.max() - s.min()))
    wide = df.pivot_table(index='datetime', columns='instrument', values='close', aggfunc='mean')
    table = pd.pivot_table(df, values='close', index='datetime', columns='instrument', aggfunc=np.mean)
    late = pd.Timestamp('2024-01-02') + pd.offsets.BDay(3) + BDay(1)
    if not isinstance(df, pd.DataFrame) or not pd.api.types.is_numeric_dtype(df['close']):
        raise ValueError('no prices in {}, {:>10} rows'.format('frame', len(df)))
    print(f'{late:%Y-%m-%d} {len(named):,}')
    return daily.join(wide.shift(1)).fillna(0).astype(np.float32), table
""",
    "random and matrices": """
import numpy as np
import math
from typing import NamedTuple
from dataclasses import dataclass, field

class Pair(NamedTuple):
    a: float
    b: float

@dataclass
class Setup:
    windows: list = field(default_factory=list)

def factor_pca(df):
    rng = np.random.default_rng(7)
    noise = rng.normal(size=df.shape) * 1e-9
    with np.errstate(divide='ignore', invalid='ignore'):
        u, s, vt = np.linalg.svd(np.nan_to_num(df.to_numpy()) + noise, full_matrices=False)
    masked = np.ma.masked_invalid(u)
    first = Pair(a=float(s[0]), b=math.log1p(s[-1]))
    return masked.filled(0) @ np.diag(s)[:, :1] * first.a / np.fft.rfft(vt[0]).real.sum()
""",
}


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_factor_passes(name: str) -> None:
    assert [str(one) for one in audited(HONEST[name].encode()).findings] == []


SCRIPT = """
import pandas as pd

def calculate_factor():
    df = pd.read_hdf('daily_pv.h5', key='data')
    out = df['$close'].groupby(level='instrument').pct_change(10).to_frame('factor')
    out.to_hdf('result.h5', key='data')

if __name__ == '__main__':
    calculate_factor()
"""


def test_a_script_of_rd_agent_is_refused_for_its_two_files_alone() -> None:
    assert [(one.line, one.rule) for one in audited(SCRIPT.encode()).findings] == [(5, "script"), (7, "script")]
