"""The two ways to reach gRPC: on an event loop, and on threads."""
