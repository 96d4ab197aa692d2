"""Verbs of the follow-through, one module per part of the way."""
