"""The school's identity provider: people of the office log in there (OpenID Connect)."""
