"""The public board: what is announced, publicised and resolved, masked."""
