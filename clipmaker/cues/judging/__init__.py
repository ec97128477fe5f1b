"""Doubts about cues: what may have been misheard, mistranslated or misspelt, as flags."""
