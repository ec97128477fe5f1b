"""From what was heard to cues: where they begin and end, and where their lines break."""
