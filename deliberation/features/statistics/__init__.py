"""Numbers of one community or several: the way of its matters, and the three rates."""
