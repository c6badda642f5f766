"""Faults of the vault itself; a caller can do nothing about them, so they are no refusals."""


class VaultFault(Exception):
    """The vault did not do what it must."""


class VaultUnavailable(VaultFault):
    """The store behind the vault did not answer, or said no."""


class DamagedContent(VaultFault):
    """Stored content is not what its name says."""

    def __init__(self, sha256: str, actual: str) -> None:
        super().__init__(f"stored content {sha256} has SHA-256 {actual}; restore it from a copy, and have the store checked")
        self.sha256 = sha256
        self.actual = actual
