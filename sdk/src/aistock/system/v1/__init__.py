"""The system part of the contract, version 1; everything here is derived from proto/aistock/system/v1."""
