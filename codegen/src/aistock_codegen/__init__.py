"""The contract compiler: from proto to schemas, models, converters, tables and docs."""
