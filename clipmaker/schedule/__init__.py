"""Hands a bulletin to the machine's own scheduler; there is none in Clipmaker."""
