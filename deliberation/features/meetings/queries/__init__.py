"""Reads of meetings: the list, what a first plan needs, preparation, seats, the door."""
