"""Keeping the program well: what works on this machine, and what may leave the cache."""
