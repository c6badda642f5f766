"""The one list of tables that all rooms' tables join."""

import sqlalchemy as sa

metadata = sa.MetaData()
