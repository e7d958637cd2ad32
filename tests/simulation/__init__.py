"""The deterministic simulator: the real program under one seeded clock, network and disk."""
