"""A folder of CSV files in AIstock's columns and units as a source."""
