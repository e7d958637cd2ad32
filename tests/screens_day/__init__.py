"""Every screen of the room as the running program shows it on one made-up day (9 June 2026)."""
