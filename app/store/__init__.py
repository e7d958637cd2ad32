"""Rows on disk: the encrypted day store and the device store."""
