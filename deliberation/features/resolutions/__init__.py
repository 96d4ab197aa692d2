"""What was resolved and who owes what by when."""
