"""Everything that shows that the house does what it says."""
