"""Windows whose PIN costs next to nothing to stretch, as those of `tests/desktop`."""

from tests.desktop.conftest import _cheap_to_stretch

__all__ = ["_cheap_to_stretch"]
