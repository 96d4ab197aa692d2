"""Topics, their opinions, parties, route, consent and publicity."""
