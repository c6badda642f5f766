"""The market: security codes, and the dated rules that trading in A shares obeys."""
