"""AIstock's own tables in PostgreSQL or TimescaleDB as a source."""
