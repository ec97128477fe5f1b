"""Speech to text and to English, behind one engine interface."""
