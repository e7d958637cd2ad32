"""What a school's dossier is called and where it is reached: one file in its data folder."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.crypto import members
from app.crypto.device_keys import put, write_new
from app.models.strict_json import Malformed, dumps, loads_strict

CONFIG_BYTES_MAX: Final = 64 * 1024
_MEMBERS = {
    "v", "school", "school_name", "url", "hosts", "time_zone", "hotline", "hotline_mobile",
    "contact_mail", "rules", "database",
}  # fmt: skip
_LATER = {"database": ""}
"""Members that settings of an older version do not have."""


@dataclass(frozen=True, slots=True)
class DossierConfig:
    """`url` is where laptops find the dossier; `rules` is a folder of rule sets or empty.

    `database` is the address of a PostgreSQL database, empty for SQLite in the data folder. It
    holds no password: that stands where PostgreSQL's own programs look for it.
    """

    school: str
    school_name: str
    url: str
    hosts: tuple[str, ...]
    time_zone: str = "Europe/Amsterdam"
    hotline: str = ""
    hotline_mobile: str = ""
    contact_mail: str = ""
    rules: str = ""
    database: str = ""


@dataclass(frozen=True, slots=True)
class DataFolder:
    """Where everything of one dossier lies."""

    path: Path

    @property
    def config(self) -> Path:
        """The settings."""
        return self.path / "dossier.json"

    @property
    def archive(self) -> Path:
        """The database."""
        return self.path / "archive.sqlite3"

    def archive_of(self, config: DossierConfig) -> Path | str:
        """Return where the archive is: in this folder, or in the database that was told."""
        return config.database or self.archive

    @property
    def apart(self) -> Path:
        """What is kept apart from the database, for after a restore."""
        return self.path / "apart.ndjson"

    @property
    def mark(self) -> Path:
        """How large the log was."""
        return self.path / "archive.mark"

    @property
    def scratch(self) -> Path:
        """Where a copy lies while it is sealed or checked."""
        return self.path / "scratch"

    @property
    def keys(self) -> Path:
        """The folder of keys."""
        return self.path / "keys"

    @property
    def stamp_settings(self) -> Path:
        """Where the time-stamping authority is, when there is one."""
        return self.path / "time-stamps.json"

    @property
    def stamp_authority(self) -> Path:
        """The certificates of the time-stamping authority."""
        return self.path / "time-stamps.pem"

    @property
    def provider_settings(self) -> Path:
        """Where the identity provider is, when there is one."""
        return self.path / "identity-provider.json"

    @property
    def provider_authority(self) -> Path:
        """The CA of the identity provider, when it is not under one that the system trusts."""
        return self.path / "identity-provider.pem"

    @property
    def provider_secret(self) -> Path:
        """What the identity provider knows the dossier by; beside the keys, in no backup."""
        return self.keys / "identity-provider.secret"

    @property
    def planner_ca(self) -> Path:
        """The CA of the planners, when they are not under one that the system trusts."""
        return self.path / "planner-ca.pem"


def write_config(path: Path, config: DossierConfig) -> None:
    """Write the settings once.

    Raises:
        FileExistsError: There are settings already.
        OSError: They cannot be written.
    """
    write_new(path, _told(config))


def change_config(path: Path, config: DossierConfig) -> None:
    """Put other settings in the place of those of now, whole or not at all.

    Raises:
        OSError: They cannot be written.
    """
    put(path, _told(config))


def _told(config: DossierConfig) -> bytes:
    return dumps(
        {
            "v": 1,
            "school": config.school,
            "school_name": config.school_name,
            "url": config.url,
            "hosts": list(config.hosts),
            "time_zone": config.time_zone,
            "hotline": config.hotline,
            "hotline_mobile": config.hotline_mobile,
            "contact_mail": config.contact_mail,
            "rules": config.rules,
            "database": config.database,
        }
    )


def read_config(path: Path) -> DossierConfig:
    """Return the settings.

    Raises:
        Malformed: Not such a file.
        OSError: It cannot be read.
    """
    told = loads_strict(path.read_bytes(), max_bytes=CONFIG_BYTES_MAX, max_depth=2)
    read = members.exact(_LATER | told if isinstance(told, dict) else told, _MEMBERS)
    members.whole(read["v"], 1, 1)
    hosts = read["hosts"]
    if not isinstance(hosts, list):
        raise Malformed("not a list of hosts")
    return DossierConfig(
        school=members.name(read["school"]),
        school_name=members.text(read["school_name"], 200),
        url=members.text(read["url"], 400),
        hosts=tuple(members.text(host, 253) for host in hosts),
        time_zone=members.text(read["time_zone"], 80),
        hotline=members.text(read["hotline"], 80),
        hotline_mobile=members.text(read["hotline_mobile"], 80),
        contact_mail=members.text(read["contact_mail"], 200),
        rules=members.text(read["rules"], 400),
        database=members.text(read["database"], 400),
    )
