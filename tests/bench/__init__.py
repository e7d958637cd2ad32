"""Figures of this program beside the bare library that does the same, measured in one run."""
