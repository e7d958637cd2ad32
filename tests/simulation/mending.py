"""How a world is made whole again at the end of its morning, and when it is at rest."""

from collections.abc import Sequence, Set
from typing import Final

from app.crypto.checkpoint import read_checkpoint
from tests.services.school import Keyring
from tests.simulation.faults import new_key
from tests.simulation.laptop import SimLaptop
from tests.simulation.machine import Machine
from tests.simulation.office_invariants import readable
from tests.simulation.office_roads import let_all_in
from tests.simulation.requiring import Broken, require
from tests.simulation.school import PEOPLE, ROOM_DAYS, secret_of

OFFICE: Final = "office"
ROUND_MS: Final = 31_000
ROUNDS_TO_AGREE: Final = 4
"""Two minutes: what is in the air, a minute of back-off at most, and half a minute until who
fetches asks next."""


class Mending:
    """How a world is made whole again, and when it is at rest."""

    def _mend_something(self) -> None:
        self.disk.refusing.clear()
        self.network.cut_off.clear()
        self.network.badness = 0.0
        self.dossier.start()
        machine = self.chance.choice(self.machines)
        if self.chance.random() < 0.5:
            self._heal_keyring(machine)
        if not machine.is_dead:
            self.guard(machine, lambda: self.begin(machine))

    def _heal_keyring(self, machine: Machine) -> None:
        secret = secret_of(machine.name.partition(".")[0])
        if machine.keyring.trouble is not None or machine.keyring.secret != secret:
            machine.keyring = Keyring(secret)
            if machine.work is not None:
                machine.crash()

    def mend(self) -> None:
        """Take every fault away and let everything come together."""
        self.note("mending")
        self._look_at_boxes()
        self.disk.crash_in = None
        self.disk.refusing.clear()
        self.network.badness, self.network.cut_off = 0.0, set()
        self.dossier.recover()
        if not any(map(self._knows_better, self.laptops)):
            self.dossier.be_shown(self.witnessed)
        if self.is_unprinted:
            new_key(self)
        alive = [each for each in self.machines if not each.is_dead and self._is_to_come(each)]
        for machine in alive:
            self._heal_keyring(machine)
        self._mend_offices()
        self._visit_rooms()
        self._come_together(alive)
        if any("store-other-key" in each.noticed for each in alive):
            for laptop in self.laptops:  # the journals of a former key go once the room is closed
                if laptop.work is not None:
                    laptop.work.leave()
            self.advance(10 * ROUND_MS)
            self._come_together(alive)

    def _mend_offices(self) -> None:
        """Let everybody sign on again; what they left goes as a program starts, without them."""
        if self.was_put_back or any(each.startswith("office-") for each in self.suffered):
            let_all_in(self)
        for office in self.offices:
            if self.chance.random() < 0.5:
                office.stop()

    def _visit_rooms(self) -> None:
        """Let who recorded in two rooms look into the one that is not open: it heals itself."""
        for laptop in self.laptops:
            if len(laptop.told_in) < 2 or laptop.is_dead:
                continue
            code = laptop.code
            cards = self.cards if code in self.cards_elsewhere.values() else self.cards_elsewhere
            laptop.code = cards[PEOPLE[0]]
            self.begin(laptop)
            laptop.open()
            self.look_at_store(laptop)
            laptop.code = code
            laptop.open()

    def _knows_better(self, laptop: SimLaptop) -> bool:
        """Whether a laptop knows that the log was larger: it needs nobody else to show it."""
        if laptop.room is None or laptop.keyring.trouble or "device-store-full" in self.suffered:
            return False
        state = None if laptop.deliverer is None else laptop.deliverer.state
        if state is None or state.checkpoint is None:
            return False
        known, (origin, size) = read_checkpoint(state.checkpoint), self.dossier.head
        return known.origin == origin and known.size > size

    def _look_at_boxes(self) -> None:
        """I2: what a laptop takes for central is in the log, whatever the network said."""
        if not self.dossier.is_up or self.was_put_back:
            return
        log = {each.signed.leaf for each in self.dossier.stored()}
        for machine in self.machines:
            lost = set() if machine.deliverer is None else machine.deliverer.acknowledged - log
            require(not lost, f"I2 {machine.name} takes {len(lost)} acts for central that are not")

    def _is_to_come(self, machine: Machine) -> bool:
        """Tell whether a machine is there at the end: whoever was used, and some that were not."""
        return machine.starts > 0 or self.chance.random() < 0.3

    def _come_together(self, alive: Sequence[Machine]) -> None:
        for _ in range(ROUNDS_TO_AGREE):
            for machine in alive:
                self.begin(machine)
            self.dossier.settle()
            self.advance(ROUND_MS)
            if self.is_quiet(alive):
                return
        raise Broken(f"I8 not at rest: {self.waiting(alive)}")

    def is_quiet(self, alive: Sequence[Machine]) -> bool:
        """Tell whether everybody has what everybody else has."""
        return not any(self.waiting(alive).values())

    def waiting(self, alive: Sequence[Machine]) -> dict[str, tuple[int, int]]:
        """Return per machine how many events wait to be sent, and how many it still lacks."""
        known_at: dict[str, Set[str]] = {}
        found = {}
        for machine in alive:
            place = machine.room_day if isinstance(machine, SimLaptop) else OFFICE
            if place not in known_at:
                is_room, dossier = place in ROOM_DAYS, self.dossier
                known_at[place] = (
                    dossier.leaves_of_room(place) if is_room else readable(dossier.stored()).keys()
                )
            known = known_at[place]
            store = None if machine.recorder is None else machine.recorder.store
            lacks = len(known) if store is None else sum(not store.has(leaf) for leaf in known)
            waits = 0 if machine.deliverer is None else machine.deliverer.to_send
            found[machine.name] = (waits, lacks)
        return {name: both for name, both in found.items() if any(both)}
