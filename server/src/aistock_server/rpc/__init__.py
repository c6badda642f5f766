"""The wire: one thin servicer a service; decode, one call, encode."""
