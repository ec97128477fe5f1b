"""Clipmaker turns an article summary into one finished vertical news clip.

The way through the house: a Story is read, facts about its media and speech are gathered, a
Timeline and a RenderPlan are decided from them, segments and sound are rendered and joined,
the result is checked, and only then published.
"""

import os

# The library that finds voices would tell its maker which model runs on which machine, and keep a
# number for that machine in the user's home; a switch after it was imported comes too late.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")

__version__ = "0.2.0"
