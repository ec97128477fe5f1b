"""Placing a Story on whole frames: reading times, the budget, cues and sounds."""
