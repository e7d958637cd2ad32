"""What every test stands on: Qt without a display, and chance that can be repeated."""

import os

from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The machine may be busy, so no example has a deadline; in CI every run draws the same examples.
settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("house")
