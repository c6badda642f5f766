"""The execution part of the contract, version 1; everything here is derived from proto/aistock/execution/v1."""
