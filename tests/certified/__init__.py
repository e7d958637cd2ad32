"""Signing on beside a certified identity provider: `make test-oidc`, which needs node and npm."""
