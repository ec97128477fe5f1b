"""What a producer writes: the Story and the door it comes in by."""
