"""Names of numpy and pandas that factor code may use; any other of those modules is refused, known to be dangerous or not."""

from collections.abc import Mapping
from types import MappingProxyType


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_OFFSETS = _words(
    """
    BDay BMonthBegin BMonthEnd BQuarterBegin BQuarterEnd BYearBegin BYearEnd BaseOffset BusinessDay
    BusinessHour BusinessMonthBegin BusinessMonthEnd CBMonthBegin CBMonthEnd CDay CustomBusinessDay
    CustomBusinessHour CustomBusinessMonthBegin CustomBusinessMonthEnd DateOffset Day Easter FY5253
    FY5253Quarter Hour LastWeekOfMonth Micro Milli Minute MonthBegin MonthEnd Nano QuarterBegin QuarterEnd
    Second SemiMonthBegin SemiMonthEnd Tick Week WeekOfMonth YearBegin YearEnd
    """
)

PUBLIC: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "numpy": _words(
            """
            False_ Inf Infinity NAN NINF NZERO NaN PINF PZERO ScalarType True_ abs absolute acos acosh add all
            allclose alltrue amax amin angle any append apply_along_axis apply_over_axes arange arccos arccosh
            arcsin arcsinh arctan arctan2 arctanh argmax argmin argpartition argsort argwhere around array
            array2string array_equal array_equiv array_repr array_split array_str asanyarray asarray
            asarray_chkfinite ascontiguousarray asfarray asfortranarray asin asinh astype atan atan2 atanh
            atleast_1d atleast_2d atleast_3d average bartlett base_repr binary_repr bincount bitwise_and
            bitwise_count bitwise_invert bitwise_left_shift bitwise_not bitwise_or bitwise_right_shift bitwise_xor
            blackman block bool bool8 bool_ broadcast broadcast_arrays broadcast_shapes broadcast_to busday_count
            busday_offset busdaycalendar byte bytes_ c_ can_cast cbrt cdouble ceil cfloat character choose clip
            clongdouble column_stack common_type complex128 complex256 complex64 complex_ complexfloating compress
            concat concatenate conj conjugate convolve copy copysign copyto corrcoef correlate cos cosh
            count_nonzero cov cross csingle cumprod cumproduct cumsum cumulative_prod cumulative_sum datetime64
            datetime_as_string datetime_data deg2rad degrees delete diag diag_indices diag_indices_from diagflat
            diagonal diff digitize divide divmod dot double dsplit dstack dtype e ediff1d einsum einsum_path empty
            empty_like equal errstate euler_gamma exp exp2 expand_dims expm1 extract eye fabs fill_diagonal
            find_common_type finfo fix flatiter flatnonzero flexible flip fliplr flipud float float128 float16
            float32 float64 float_ float_power floating floor floor_divide fmax fmin fmod format_float_positional
            format_float_scientific frexp frombuffer fromfunction fromiter frompyfunc fromstring full full_like gcd
            generic geomspace geterr gradient greater greater_equal half hamming hanning heaviside histogram
            histogram2d histogram_bin_edges histogramdd hsplit hstack hypot i0 identity iinfo imag in1d index_exp
            indices inexact inf infty inner insert int int0 int16 int32 int64 int8 int_ intc integer interp
            intersect1d intp invert is_busday isclose iscomplex iscomplexobj isdtype isfinite isfortran isin isinf
            isnan isnat isneginf isposinf isreal isrealobj isscalar issubclass_ issubdtype iterable ix_ kaiser kron
            lcm ldexp left_shift less less_equal lexsort linspace little_endian log log10 log1p log2 logaddexp
            logaddexp2 logical_and logical_not logical_or logical_xor logspace long longdouble longfloat longlong
            mask_indices matmul matrix matrix_transpose matvec max maximum maximum_sctype may_share_memory mean
            median meshgrid mgrid min min_scalar_type minimum mintypecode mod modf moveaxis msort multiply nan
            nan_to_num nanargmax nanargmin nancumprod nancumsum nanmax nanmean nanmedian nanmin nanpercentile
            nanprod nanquantile nanstd nansum nanvar ndarray ndenumerate ndim ndindex nditer negative newaxis
            nextafter nonzero not_equal number obj2sctype object object0 object_ ogrid ones ones_like outer packbits
            pad partition percentile permute_dims pi piecewise place poly poly1d polyadd polyder polydiv polyfit
            polyint polymul polysub polyval positive pow power prod product promote_types ptp put put_along_axis
            putmask quantile r_ rad2deg radians ravel ravel_multi_index real real_if_close reciprocal remainder
            repeat require reshape resize result_type right_shift rint roll rollaxis roots rot90 round round_
            row_stack s_ sctypeDict searchsorted select setdiff1d setxor1d shape shares_memory short sign signbit
            signedinteger sin sinc single singlecomplex sinh size sometrue sort sort_complex spacing split sqrt
            square squeeze stack std str str_ string_ subtract sum swapaxes take take_along_axis tan tanh tensordot
            tile timedelta64 trace transpose trapezoid trapz tri tril tril_indices tril_indices_from trim_zeros triu
            triu_indices triu_indices_from true_divide trunc typecodes ubyte ufunc uint uint0 uint16 uint32 uint64
            uint8 uintc uintp ulong ulonglong unicode_ union1d unique unique_all unique_counts unique_inverse
            unique_values unpackbits unravel_index unsignedinteger unstack unwrap ushort vander var vdot vecdot
            vecmat vectorize void vsplit vstack where zeros zeros_like
            """
        ),
        "numpy.random": _words(
            """
            BitGenerator Generator MT19937 PCG64 PCG64DXSM Philox RandomState SFC64 SeedSequence beta binomial bytes
            chisquare choice default_rng dirichlet exponential f gamma geometric gumbel hypergeometric laplace
            logistic lognormal logseries multinomial multivariate_normal negative_binomial noncentral_chisquare
            noncentral_f normal pareto permutation poisson power rand randint randn random random_integers
            random_sample ranf rayleigh sample seed shuffle standard_cauchy standard_exponential standard_gamma
            standard_normal standard_t triangular uniform vonmises wald weibull zipf
            """
        ),
        "numpy.linalg": _words(
            """
            LinAlgError cholesky cond cross det diagonal eig eigh eigvals eigvalsh inv lstsq matmul matrix_norm
            matrix_power matrix_rank matrix_transpose multi_dot norm outer pinv qr slogdet solve svd svdvals
            tensordot tensorinv tensorsolve trace vecdot vector_norm
            """
        ),
        "numpy.fft": _words(
            """
            fft fft2 fftfreq fftn fftshift hfft ifft ifft2 ifftn ifftshift ihfft irfft irfft2 irfftn rfft rfft2
            rfftfreq rfftn
            """
        ),
        "numpy.ma": _words(
            """
            MAError MaskError MaskType MaskedArray abs absolute add all allclose allequal alltrue amax amin angle
            anom anomalies any append apply_along_axis apply_over_axes arange arccos arccosh arcsin arcsinh arctan
            arctan2 arctanh argmax argmin argsort around array asanyarray asarray atleast_1d atleast_2d atleast_3d
            average bitwise_and bitwise_or bitwise_xor bool_ ceil choose clip clump_masked clump_unmasked
            column_stack common_fill_value compress compress_cols compress_nd compress_rowcols compress_rows
            compressed concatenate conjugate convolve copy corrcoef correlate cos cosh count count_masked cov
            cumprod cumsum default_fill_value diag diagflat diagonal diff divide dot dstack ediff1d empty empty_like
            equal exp expand_dims fabs filled fix_invalid flatnotmasked_contiguous flatnotmasked_edges flatten_mask
            flatten_structured_array floor floor_divide fmod frombuffer fromflex fromfunction getdata getmask
            getmaskarray greater greater_equal harden_mask hsplit hstack hypot identity ids in1d indices inner
            innerproduct intersect1d isMA isMaskedArray is_mask is_masked isarray isin left_shift less less_equal
            log log10 log2 logical_and logical_not logical_or logical_xor make_mask make_mask_descr make_mask_none
            mask_cols mask_or mask_rowcols mask_rows masked masked_all masked_all_like masked_array masked_equal
            masked_greater masked_greater_equal masked_inside masked_invalid masked_less masked_less_equal
            masked_not_equal masked_object masked_outside masked_print_option masked_singleton masked_values
            masked_where max maximum maximum_fill_value mean median min minimum minimum_fill_value mod mr_ multiply
            mvoid ndenumerate ndim negative nomask nonzero not_equal notmasked_contiguous notmasked_edges ones
            ones_like outer outerproduct polyfit power prod product ptp put putmask ravel remainder repeat reshape
            resize right_shift round round_ row_stack set_fill_value setdiff1d setxor1d shape sin sinh size
            soften_mask sometrue sort sqrt squeeze stack std subtract sum swapaxes take tan tanh trace transpose
            true_divide union1d unique vander var vstack where zeros zeros_like
            """
        ),
        "numpy.polynomial": _words(
            """
            Chebyshev Hermite HermiteE Laguerre Legendre Polynomial
            """
        ),
        "numpy.lib.stride_tricks": _words(
            """
            broadcast_arrays broadcast_shapes broadcast_to sliding_window_view
            """
        ),
        "numpy.typing": _words(
            """
            ArrayLike DTypeLike NBitBase NDArray
            """
        ),
        "pandas": _words(
            """
            ArrowDtype BooleanDtype Categorical CategoricalDtype CategoricalIndex DataFrame DateOffset DatetimeIndex
            DatetimeTZDtype Flags Float32Dtype Float64Dtype Float64Index Grouper Index IndexSlice Int16Dtype
            Int32Dtype Int64Dtype Int64Index Int8Dtype Interval IntervalDtype IntervalIndex MultiIndex NA NaT
            NamedAgg Period PeriodDtype PeriodIndex RangeIndex Series SparseDtype StringDtype Timedelta
            TimedeltaIndex Timestamp UInt16Dtype UInt32Dtype UInt64Dtype UInt64Index UInt8Dtype array bdate_range
            concat crosstab cut date_range factorize from_dummies get_dummies get_option infer_freq interval_range
            isna isnull json_normalize lreshape melt merge merge_asof merge_ordered notna notnull period_range pivot
            pivot_table qcut timedelta_range to_datetime to_numeric to_timedelta unique value_counts wide_to_long
            """
        ),
        "pandas.api": frozenset(),
        "pandas.api.types": _words(
            """
            CategoricalDtype DatetimeTZDtype IntervalDtype PeriodDtype infer_dtype is_any_real_numeric_dtype
            is_array_like is_bool is_bool_dtype is_categorical_dtype is_complex is_complex_dtype
            is_datetime64_any_dtype is_datetime64_dtype is_datetime64_ns_dtype is_datetime64tz_dtype is_dict_like
            is_dtype_equal is_extension_array_dtype is_file_like is_float is_float_dtype is_hashable is_int64_dtype
            is_integer is_integer_dtype is_interval is_interval_dtype is_iterator is_list_like is_named_tuple
            is_number is_numeric_dtype is_object_dtype is_period_dtype is_re is_re_compilable is_scalar
            is_signed_integer_dtype is_sparse is_string_dtype is_timedelta64_dtype is_timedelta64_ns_dtype
            is_unsigned_integer_dtype pandas_dtype union_categoricals
            """
        ),
        "pandas.tseries": frozenset(),
        "pandas.tseries.offsets": _OFFSETS,
        "pandas.offsets": _OFFSETS,
    }
)
"""By module; old names of numpy are among them, for factors that were written for it."""
