"""What the screens of the examenbureau say."""
