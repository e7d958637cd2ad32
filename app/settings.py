"""Where the files of this install live; given, or what the platform calls the place for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final

FOLDER_VARIABLE: Final = "EXAMENDAG_FOLDER"


@dataclass(frozen=True, slots=True)
class Settings:
    """The folder of one install and the names in it. Names of files say nothing of people."""

    folder: Path

    @property
    def install_file(self) -> Path:
        """The id of this install, under which the keyring keeps its secret."""
        return self.folder / "install.json"

    @property
    def device_key(self) -> Path:
        """The device key, wrapped under the device secret."""
        return self.folder / "device-key.json"

    @property
    def request_file(self) -> Path:
        """What goes to the dossier to be enrolled: a public key."""
        return self.folder / "request.json"

    @property
    def bundle_file(self) -> Path:
        """What came back: the school's trust, the dossier's address and the certificate."""
        return self.folder / "enrolment.json"

    @property
    def bundle_copy(self) -> Path:
        """The same once more: without it a laptop opens nothing."""
        return self.folder / "enrolment.copy.json"

    @property
    def device_store(self) -> Path:
        """Receipts, marks and counts, under the device secret."""
        return self.folder / "device.store"

    @property
    def office(self) -> Path:
        """The passphrase slots of people of the office."""
        return self.folder / "office"

    @property
    def rooms(self) -> Path:
        """One folder per room-day."""
        return self.folder / "rooms"

    def room(self, room_day: str) -> Path:
        """Return the folder of a room-day.

        Raises:
            ValueError: The id would leave the folder of rooms.
        """
        if not room_day or PurePath(room_day).name != room_day or room_day.startswith("."):
            raise ValueError("not the id of a room-day")
        return self.rooms / room_day


def settings_for(platform: str, environment: Mapping[str, str], given: Path | None) -> Settings:
    """Return the settings: a given folder, else that of the environment, else the platform's.

    Args:
        platform: `sys.platform`.
        environment: The variables of the process.
        given: A folder named on the command line.
    """
    if given is not None:
        return Settings(given)
    if named := environment.get(FOLDER_VARIABLE):
        return Settings(Path(named))
    home = Path(environment.get("HOME") or Path.home())
    if platform == "win32":
        return Settings(Path(environment.get("PROGRAMDATA", "C:/ProgramData")) / "Examendag")
    if platform == "darwin":
        return Settings(home / "Library" / "Application Support" / "Examendag")
    shared = environment.get("XDG_DATA_HOME")
    return Settings((Path(shared) if shared else home / ".local" / "share") / "examendag")
