"""Which words name whom: known names, what points back to them, the list and its editions, and strangers."""
