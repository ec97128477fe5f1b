"""What people do with cues: correct, cut otherwise, approve, waive, and take it back."""
