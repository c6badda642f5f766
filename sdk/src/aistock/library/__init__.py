"""Laws of the library documents: identities, hashes, evidence, references."""
