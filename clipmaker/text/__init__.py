"""One text engine for cards and subtitles: the same letters on every machine."""
