"""Measures a finished clip against its delivery profile; every result carries its number."""
