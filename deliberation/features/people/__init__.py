"""Accounts, roles, venues and the first set-up."""
