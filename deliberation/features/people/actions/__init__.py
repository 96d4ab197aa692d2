"""The verbs of people; every one is recorded."""
