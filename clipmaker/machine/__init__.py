"""This machine: its processes, files written whole, locks and the clock; nothing of clips."""
