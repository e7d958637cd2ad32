"""A dossier at the other end of a cable that a test pulls out: it answers about packages only."""

from dataclasses import dataclass, field

from app.sync.messages import Answer, Ask, FetchFeed, FetchPackage, FetchPackages
from app.sync.protocol import encode_feed, encode_package, encode_package_list
from app.sync.transports.https import Unreachable
from tests.services.school import School


@dataclass
class Cable:
    """The way to the dossier of a made-up school."""

    school: School
    is_in: bool = True
    asked: list[Ask] = field(default_factory=list)

    def send(self, ask: Ask) -> Answer:
        self.asked.append(ask)
        package = self.school.package()
        match ask:
            case FetchPackages() if self.is_in:
                body = encode_package_list([package.header])
            case FetchPackage() if self.is_in:
                body = encode_package(package)
            case FetchFeed() if self.is_in:
                body = encode_feed(self.school.feed([]))
            case _:
                raise Unreachable("no connection")
        return Answer(200, "application/json", body, took_ms=20)

    def close(self) -> None:
        pass
