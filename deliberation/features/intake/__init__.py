"""Opinions from any channel, their receipts and their triage."""
