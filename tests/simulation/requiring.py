"""What breaks a world."""


class Broken(AssertionError):
    """An invariant does not hold."""


def require(holds: bool, text: str) -> None:
    """Break the world unless something holds."""
    if not holds:
        raise Broken(text)
