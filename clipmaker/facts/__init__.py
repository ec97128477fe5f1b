"""Facts: what a story states, held against the article that it was made from; no model, pure."""
