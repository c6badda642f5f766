# Derived from _async/__init__.py by aistock_codegen.unasync; never edited.
"""The client on threads, derived from the one on an event loop; never edited."""
