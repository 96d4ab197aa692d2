"""Deliberation: from one resident's words to minutes on the wall, and to what came of it."""
