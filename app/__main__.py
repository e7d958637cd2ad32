"""python -m app: the window without arguments, the command line with them."""

import sys

from app.crypto.process_memory import keep_memory_private


def main(arguments: list[str]) -> int:
    """Run what was asked and return the exit code."""
    keep_memory_private()
    if arguments:
        from app.cli import run  # noqa: PLC0415 - the window starts without the command line

        return run(arguments)
    from app.bootstrap import settings_here  # noqa: PLC0415
    from app.desktop.main import main as window  # noqa: PLC0415 - and the other way around

    return window(settings_here())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
