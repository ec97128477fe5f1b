"""Clipmaker turns an article summary into one finished vertical news clip.

The way through the house: a Story is read, facts about its media and speech are gathered, a
Timeline and a RenderPlan are decided from them, segments and sound are rendered and joined,
the result is checked, and only then published.
"""

__version__ = "0.2.0"
