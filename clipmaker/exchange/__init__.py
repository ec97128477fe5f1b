"""Subtitle files of other programs: read, taken into a cue sheet, and written."""
