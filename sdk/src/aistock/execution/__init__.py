"""Accounts, orders and the journal under them."""
