"""The miniQMT terminal's market data, through the vendor's own Python layer."""
