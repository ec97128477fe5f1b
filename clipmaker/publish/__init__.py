"""Writes what a clip leaves behind and moves it into place at once."""
