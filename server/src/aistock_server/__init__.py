"""A thin server that keeps the aistock contract."""
