"""Paper: deterministic PDF renderings of the sealed record."""
