"""Execution: signals to weights, orders, fills, positions and value, with a journal under everything."""
