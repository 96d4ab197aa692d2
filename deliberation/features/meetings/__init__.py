"""Planning a meeting: agenda, seats, roles, notice, attendance."""
