"""What can be wrong with a registry."""

from aistock.errors import AistockError


class RegistryError(AistockError):
    """The registry cannot be read, or a step is not allowed in the state it is in; the text says what to do."""


class RegistryBusy(RegistryError):
    """Other processes wrote for longer than the registry waits; nothing was written."""
