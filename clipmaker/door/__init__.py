"""The door: files that people write come in here, and every mistake in them is named at once."""
