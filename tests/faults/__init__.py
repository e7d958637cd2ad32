"""Real processes, files and lines, and what can go wrong with them (docs/SECURITY-CASE.md)."""
