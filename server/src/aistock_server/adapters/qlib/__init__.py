"""Files in the formats of Qlib."""
