"""RPCs of the contract that this server does not serve yet: the one list, which GetServerInfo tells."""

from collections.abc import Mapping

from aistock_server.kernel.errors import NotServed

UNSERVED: Mapping[str, str] = {
    "/aistock.market.v1.MarketDataService/ComputeFactors": "factors are computed by workers; submit an experiment",
}


def refuse_unserved(method: str) -> None:
    """Raise NotServed for a method of the list."""
    why = UNSERVED.get(method)
    if why is not None:
        raise NotServed("NOT_SERVED", f"{method} is not served: {why}", method=method)
