"""The library part of the contract, version 1; everything here is derived from proto/aistock/library/v1."""
