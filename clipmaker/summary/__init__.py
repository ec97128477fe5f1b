"""From a summary to the draft of a story: its sentences, who says what, what fits a card."""
