"""Stores over SQLite or PostgreSQL through SQLAlchemy Core."""
