"""The way from other threads to the window, when the window is gone."""

from concurrent.futures import Future

from shiboken6 import delete

from app.desktop.bridge import Bridge


def test_what_comes_once_the_window_is_gone_is_told_to_nobody() -> None:
    bridge, told = Bridge(), list[object]()
    late: Future[str] = Future()
    bridge.after(late, told.append, told.append)
    bridge.close()
    delete(bridge)
    late.set_result("late")
    bridge.bring(lambda: told.append("news"))
    bridge.errand(lambda: told.append("job"), told.append, told.append)
    assert told == []
