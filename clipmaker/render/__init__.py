"""Effects: segments, sound and the joined file, made through FFmpeg."""
