"""What the server is, and its long jobs."""
