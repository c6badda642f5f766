"""The experiments part of the contract, version 1; everything here is derived from proto/aistock/experiments/v1."""
