"""Measures what subtitles are worth on recordings with references."""
