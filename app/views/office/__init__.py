"""How the screens of the examenbureau look."""
