"""A whole exam day, played with the real parts: `make demo`."""
