"""Widgets, tokens and table models that two views or more share."""
