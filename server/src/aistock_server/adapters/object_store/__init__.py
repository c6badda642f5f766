"""Vaults on stores of objects."""
