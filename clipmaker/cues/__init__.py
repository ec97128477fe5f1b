"""Subtitles: cues, the sheet people edit, and the rules they obey."""
