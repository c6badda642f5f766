"""Alembic's entry: run each revision in one transaction on the engine that Database hands over."""

from alembic import context
from sqlalchemy.engine import Engine

engine: Engine = context.config.attributes["engine"]
with engine.connect().execution_options(aistock_writes=True) as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
    # Alembic opens its transaction on a connection that has begun by itself; what it leaves open is committed here.
    if connection.in_transaction():
        connection.commit()
