"""The client on an event loop, from which the one on threads is derived."""
