"""Making, installing and running the program on a machine of its own."""
