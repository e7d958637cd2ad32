"""The central service: its own process, machine and trust zone."""
