"""The client of an aistock server, on threads and on an event loop."""

from aistock.client._async.client import AsyncClient
from aistock.client._async.streams import AsyncStream
from aistock.client._quotes import QuoteBatch
from aistock.client._retry import RetryPolicy
from aistock.client._sync.client import Client
from aistock.client._sync.streams import Stream
from aistock.client._tables import Window

__all__ = ["AsyncClient", "AsyncStream", "Client", "QuoteBatch", "RetryPolicy", "Stream", "Window"]
