"""Use cases: the order of the steps of an action, one verb a file."""
