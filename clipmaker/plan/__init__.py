"""What must be rendered: segments with content keys, decided without touching a file."""
