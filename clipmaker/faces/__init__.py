"""Faces in footage: found, followed, covered, and looked at by a person before a final."""
