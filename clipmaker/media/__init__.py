"""Facts about media files: what they hold, never what to do with them."""
