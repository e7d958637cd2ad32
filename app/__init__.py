"""What runs on a laptop: acts become signed facts, facts become screens and paper."""
