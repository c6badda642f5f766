"""Where vendor names live: each folder turns one of them into a room's port."""
