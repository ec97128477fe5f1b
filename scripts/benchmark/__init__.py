"""Measures Clipmaker against the encoder alone and against MoviePy, on a corpus that it makes."""
