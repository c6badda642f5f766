"""Twins of the stores without a database, kept honest by the same suites."""
