"""Words that the audit of factor code knows: what may be imported, named, and reached through an attribute."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MODULES = frozenset(
    {
        "__future__",
        "abc",
        "bisect",
        "calendar",
        "cmath",
        "collections",
        "collections.abc",
        "dataclasses",
        "datetime",
        "decimal",
        "fractions",
        "functools",
        "heapq",
        "itertools",
        "math",
        "numbers",
        "numpy",
        "numpy.fft",
        "numpy.lib.stride_tricks",
        "numpy.linalg",
        "numpy.ma",
        "numpy.polynomial",
        "numpy.random",
        "numpy.typing",
        "pandas",
        "pandas.api",
        "pandas.api.types",
        "pandas.offsets",
        "pandas.tseries",
        "pandas.tseries.offsets",
        "re",
        "scipy",
        "scipy.cluster",
        "scipy.constants",
        "scipy.fft",
        "scipy.integrate",
        "scipy.interpolate",
        "scipy.linalg",
        "scipy.ndimage",
        "scipy.optimize",
        "scipy.signal",
        "scipy.sparse",
        "scipy.spatial",
        "scipy.special",
        "scipy.stats",
        "statistics",
        "typing",
    }
)
"""Modules that factor code may import, each by its full name."""

FORBIDDEN_BUILTINS = _words(
    """
        open input eval exec compile __import__ globals locals vars dir getattr hasattr setattr delattr type
        memoryview breakpoint exit quit help copyright credits license aiter anext __build_class__ __builtins__
        __loader__ __spec__ __file__ __cached__ __package__ __debug__ SystemExit KeyboardInterrupt GeneratorExit
    """
)
"""Names that are refused even when the file binds them, for another place of it would see the builtin."""

BUILTINS = _words(
    """
        abs all any bool bytearray bytes callable chr classmethod complex dict divmod enumerate filter float format
        frozenset hash id int isinstance issubclass iter len list map max min next object ord pow print property range
        repr reversed round set slice sorted staticmethod str sum super tuple zip True False None Ellipsis
        NotImplemented __name__ BaseException Exception ArithmeticError AssertionError AttributeError
        FloatingPointError IndexError KeyError LookupError NotImplementedError OverflowError RuntimeError
        RuntimeWarning StopIteration TypeError UserWarning ValueError Warning ZeroDivisionError ImportError
        ModuleNotFoundError
    """
)
"""Builtins that factor code may name; `getattr`, `hasattr` and `type` have rules of their own."""

DUNDERS = _words(
    """
        __init__ __call__ __repr__ __str__ __len__ __iter__ __next__ __eq__ __lt__ __hash__ __bool__ __contains__
        __getitem__ __post_init__ __add__ __sub__ __mul__ __truediv__ __neg__ __enter__ __exit__
    """
)
"""Double-underscore methods that a class may define, and call on itself or `super()`."""

DUNDER_CONSTANTS = frozenset({"__all__", "__author__", "__version__", "__doc__", "__slots__"})
"""Double-underscore names that may be assigned."""

TO_METHODS = _words(
    """
        to_datetime to_dict to_flat_index to_frame to_julian_date to_list to_numeric to_numpy to_offset to_period
        to_pydatetime to_pytimedelta to_records to_series to_timedelta to_timedelta64 to_datetime64 to_timestamp
        to_eng_string to_integral_value to_bytes
    """
)
"""Conversions that stay in memory; every other `to_…` writes."""

FILE_NAMES = _words(
    """
        open fdopen popen memmap open_memmap DataSource ExcelFile ExcelWriter HDFStore genfromtxt fromfile fromregex
        tofile dump dumps recfromcsv recfromtxt ndfromtxt mafromtxt show_versions show_config show_runtime urlopen
        urlretrieve urlparse lookfor
    """
)
"""Attributes and names that reach files or the network wherever they stand."""

FILE_PATTERN = re.compile(r"(read_|load|save|write)\w*|to_\w+|\w*pickle\w*|(un)?pickler?", re.ASCII | re.IGNORECASE)
"""Names that read or write; those of TO_METHODS are left."""

FILE_HARMLESS = frozenset({"writeable", "loadings"})

MODULE_NAMES = _words(
    """
        os sys io bltns enum types extensions interchange nt posix posixpath ntpath subprocess shutil importlib imp
        ctypes ctypeslib cffi pickle cPickle socket builtins pathlib tempfile threading multiprocessing concurrent
        asyncio inspect gc marshal runpy pty urllib http requests httpx aiohttp ftplib smtplib telnetlib ssl glob
        zipfile tarfile gzip bz2 lzma sqlite3 mmap fcntl weakref dis ast linecache traceback warnings codecs
        webbrowser joblib dill cloudpickle copyreg contextlib operator atexit logging platform psutil getpass site
        sysconfig zipimport pkgutil pkg_resources codeop pdb bdb cProfile faulthandler tracemalloc tokenize distutils
        f2py setuptools numba cython torch tables h5py pyarrow fsspec npyio core compat testing _testing util utils
        plotting config errors lib libs misc datasets odr weave scimath type_check textwrap secrets
        shelve dbm csv json xml html email ipaddress socketserver selectors sched signalmodule keyword pydoc doctest
        unittest sre_compile sre_parse sre_constants
    """
)
"""Modules that must not be reached through another; no frame has a column method of these names."""

ESCAPES = _words(
    """
        mro func_globals func_code im_func tb_frame tb_next gi_frame gi_code gi_yieldfrom cr_frame cr_code cr_await
        ag_frame ag_code f_back f_builtins f_code f_globals f_locals f_trace co_code co_consts co_names with_traceback
        as_strided update_wrapper singledispatch singledispatchmethod make_dataclass get_type_hints ForwardRef
        runstring rundocs attrgetter methodcaller CodeType FunctionType LambdaType MethodType ModuleType
        BuiltinFunctionType DynamicClassAttribute ABCMeta NamedTupleMeta type getattr setattr delattr globals locals
        vars breakpoint new_class prepare_class
    """
)
"""Attributes through which the interpreter itself, or memory, is reached."""

TEXT_AS_CODE = frozenset({"eval", "exec", "compile", "query", "set_eng_float_format"})
"""Methods that run a text."""

SETTINGS = _words(
    """
        set_option reset_option option_context describe_option options plot hist boxplot style test set_numeric_ops
        seterrcall LowLevelCallable set_backend set_global_backend register_backend skip_backend show_options
        numpy_extension
    """
)
"""Attributes that change the process, import a back end by its name, or fill templates."""

DISPATCHERS = frozenset({"agg", "aggregate", "apply", "transform"})
"""pandas methods that take the name of a method as text, at their first place."""

PIVOTS = frozenset({"pivot_table", "crosstab"})
"""pandas calls that take the name of a method as text, further behind."""

METHOD_TEXTS = _words(
    """
        abs all any bfill count cumcount cumprod cumsum cummax cummin diff ffill first idxmax idxmin kurt kurtosis last
        max mean median min ngroup nunique pct_change prod quantile rank sem shift size skew std sum var
        sqrt log log1p exp floor ceil
    """
)
"""What such a text may name; any other method is called by its own name."""

ASSIGNABLE = frozenset({"columns", "index", "name", "names"})
"""Attributes of a frame that may be assigned; every other is a method's, or another object's."""

BASES = _words(
    """
        object abc.ABC typing.NamedTuple typing.Protocol typing.Generic typing.TypedDict Exception ValueError TypeError
        RuntimeError ArithmeticError KeyError IndexError LookupError Warning UserWarning RuntimeWarning
    """
)
"""What a class may be made from, besides the classes of the file: a class of pandas hands its methods on with `self`."""

NODES = _words(
    """
        Module Expr Constant Assign AugAssign AnnAssign NamedExpr Delete Pass Return Raise Assert Global Nonlocal
        Import ImportFrom alias If For While Break Continue With withitem Try ExceptHandler FunctionDef ClassDef Lambda
        arguments arg Call keyword Attribute Subscript Slice Name Starred List Tuple Set Dict ListComp SetComp DictComp
        GeneratorExp comprehension IfExp BoolOp BinOp UnaryOp Compare JoinedStr FormattedValue Yield YieldFrom
        Match match_case MatchValue MatchSingleton MatchSequence MatchMapping MatchStar MatchAs MatchOr MatchClass
        AsyncFunctionDef AsyncFor AsyncWith Await
        Load Store Del And Or Not Invert UAdd USub Add Sub Mult Div FloorDiv Mod Pow MatMult LShift RShift BitOr BitXor BitAnd
        Eq NotEq Lt LtE Gt GtE Is IsNot In NotIn
    """
)
"""Kinds of syntax that the audit judges, by their names in `ast`; what a later Python adds is refused until it is judged too."""

PURE_CALLS = _words(
    """
        abs bool bytes complex dict enumerate float frozenset int len list max min range reversed round set sorted str
        sum tuple zip collections.namedtuple dataclasses.field dataclasses.dataclass functools.lru_cache
        functools.wraps typing.TypeVar typing.NewType typing.NamedTuple decimal.Decimal fractions.Fraction
        datetime.timedelta datetime.date datetime.datetime re.compile numpy.array numpy.finfo numpy.iinfo numpy.dtype
        numpy.float32 numpy.float64 numpy.int32 numpy.int64 numpy.datetime64 numpy.timedelta64 numpy.arange
        numpy.linspace pandas.Timestamp pandas.Timedelta
    """
)
"""Calls that may stand outside functions, for they make a value and do nothing else; so do those of math."""

DECORATORS = _words(
    """
        staticmethod classmethod property dataclasses.dataclass functools.lru_cache functools.cache
        functools.cached_property functools.wraps functools.total_ordering abc.abstractmethod typing.overload
        typing.final typing.no_type_check
    """
)

INPUT_FILE, OUTPUT_FILE = "daily_pv.h5", "result.h5"
"""Files of the scripts that RD-Agent writes."""
