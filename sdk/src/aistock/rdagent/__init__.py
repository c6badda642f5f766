"""RD-Agent's side of the library: what a loop leaves, the registry of loops, and the catalogs made from them."""
