"""How many examples a property tries."""

import os

from hypothesis import HealthCheck, settings

VARIABLE = "AISTOCK_CONFORMANCE_EXAMPLES"
"""Multiplies the number of examples of every property; absence means 1, which is quick and tries the same ones each time."""

_HURDLES = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much, HealthCheck.data_too_large)


def examples(count: int, *, steps: int = 20) -> settings:
    """Settings of a property that tries `count` examples, or more of them when the environment asks so."""
    factor = float(os.environ.get(VARIABLE) or 1)
    return settings(
        max_examples=max(1, round(count * factor)),
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=factor == 1,
        suppress_health_check=_HURDLES,
        print_blob=True,
    )
