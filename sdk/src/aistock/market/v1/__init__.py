"""The market part of the contract, version 1; everything here is derived from proto/aistock/market/v1."""
