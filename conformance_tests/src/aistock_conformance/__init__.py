"""A suite that proves of any address that it keeps the contract."""
