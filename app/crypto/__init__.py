"""Keys, signatures, seals and hashes, and where they are kept."""
