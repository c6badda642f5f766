"""Bars in Parquet files, and on the wire as Arrow."""
