"""Append-only tables of the dossier."""
