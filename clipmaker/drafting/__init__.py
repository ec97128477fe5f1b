"""Which sentences of an article carry its story, and how they become cards."""
