"""The rules of deliberation in plain Python: no I/O, `now` and `actor` are arguments."""
