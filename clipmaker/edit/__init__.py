"""What people do to the files they write: begin a story, correct, review, take subtitles in."""
