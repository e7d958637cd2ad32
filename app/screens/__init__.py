"""What a screen says: pure functions from state to texts, rows and allowed actions."""
