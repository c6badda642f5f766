"""Words that every area of the contract shares: models, named types, documents."""
