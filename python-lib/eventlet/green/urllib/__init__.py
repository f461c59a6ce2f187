"""Green urllib."""
