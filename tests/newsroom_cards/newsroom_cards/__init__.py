"""Card kinds of a newsroom's own."""
