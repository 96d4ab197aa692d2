"""What the people screens need to read."""
