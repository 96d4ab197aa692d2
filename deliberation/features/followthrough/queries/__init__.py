"""Reads of the follow-through, each returning what one page needs."""
