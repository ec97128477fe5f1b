"""Faces of the external tools: FFmpeg, its graphs, and what it measures."""
