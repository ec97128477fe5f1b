"""A newsroom's look and sound, as data."""
