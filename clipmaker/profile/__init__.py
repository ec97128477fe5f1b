"""The numbers a clip is judged by: dated delivery and subtitle profiles, as data."""
