"""A bulletin: one day's stories, made without anybody watching."""
