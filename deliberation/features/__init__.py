"""Vertical slices in the order a matter travels; they meet in `store` and `domain` only."""
