"""A morning as it is lived: what people do on every machine, and what goes wrong meanwhile."""

from collections.abc import Callable
from typing import Final

from tests.simulation import office_people, people
from tests.simulation.disk import Crash
from tests.simulation.faults import THEMES, Fault
from tests.simulation.laptop import SimLaptop
from tests.simulation.machine import Machine
from tests.simulation.network import BAD
from tests.simulation.office import SimOffice
from tests.simulation.school import BUREAU, ROOM_DAY

SPARE: Final = "Testnaam Invaller"
"""What somebody with a spare card types."""
AT_THE_OFFICE: Final = 0.35
"""What part of what happens, happens there."""
LENGTHS: Final = (6, 8, 10, 12, 16, 20, 26, 36)
"""How many steps a morning may have: many short ones find more than few long ones."""


class Living:
    """A morning as it is lived, step by step, and what goes wrong in it."""

    def live(self) -> None:
        """Let the morning happen."""
        chance = self.chance
        theme = chance.choice(THEMES)
        pool = [each for each in self.faults if each.name.startswith(theme)] or self.faults
        some = chance.sample(pool, min(len(pool), chance.randrange(1, 9)))
        often = chance.choice([0.05, 0.15, 0.3])
        if chance.random() < 0.5:
            self.network.badness = chance.choice([0.2, 0.6])
            self.network.kinds = chance.choice([BAD, tuple(chance.sample(BAD, 2))])
        with self.disk.mounted():
            for laptop in self.laptops[: chance.choice([1, 2, 2, 3])]:
                self.guard(laptop, lambda laptop=laptop: self.begin(laptop))
            for office in self.offices:
                self.guard(office, lambda office=office: self.begin(office))
            for _ in range(chance.choice(LENGTHS)):
                if chance.random() < often:
                    fault = chance.choice(some)
                    self._suffer(fault)
                else:
                    self._step()
            self.mend()

    def _suffer(self, fault: Fault) -> None:
        self.note(f"fault {fault.name}")
        self.suffered.add(fault.name)
        try:
            fault.do(self)
        except Crash:  # the dossier's: laptops are guarded where they run
            self.dossier.stop_one()

    def _step(self) -> None:
        chance = self.chance
        drawn = chance.random()
        if self.offices and chance.random() < AT_THE_OFFICE:
            office = chance.choice(self.offices)
            if not office.is_dead:
                self.guard(office, lambda: self._at_the_office(office))
        elif drawn < 0.3:
            self.advance(chance.choice([300, 2_000, 20_000, 40_000]))
        elif drawn < 0.4:
            self._mend_something()
        elif drawn < 0.43:
            self.on_a_laptop(self._sealing)
        elif drawn < 0.47:
            self.on_a_laptop(self._go_or_come)
        else:
            self.on_a_laptop(self._act)

    def _act(self, laptop: SimLaptop) -> None:
        if laptop.room_day == ROOM_DAY and people.session_of(laptop).plan is None:
            return
        command = people.something(laptop, self.chance)
        recorded = laptop.record(command)
        self.note(f"{laptop.name} {type(command).__name__} {'yes' if recorded else 'no'}")

    def _sealing(self, laptop: SimLaptop) -> None:
        is_sealed = people.close_report(laptop, self.chance, self.sealed)
        self.note(f"{laptop.name} closes: {is_sealed}")

    def _go_or_come(self, laptop: SimLaptop) -> None:
        """Leave the room, end the program as a person does, or sit down at somebody's laptop."""
        assert laptop.work is not None
        drawn = self.chance.random()
        if drawn < 0.4:
            self.note(f"{laptop.name} leaves the room")
            laptop.work.leave()
        elif drawn < 0.6:
            self.note(f"{laptop.name} is closed")
            laptop.stop()
        else:
            person = self.chance.choice([*self.cards])
            cards = self.cards
            if self.has_two_rooms and self.chance.random() < 0.6:
                cards = self.cards_elsewhere if laptop.room_day == ROOM_DAY else self.cards
            self.note(f"{laptop.name} is taken over by {person}")
            laptop.code, laptop.typed = cards[person], "" if person else SPARE
            if drawn < 0.8:  # with the room left before, or joining who is there
                laptop.work.leave()
            laptop.open()

    def _at_the_office(self, office: SimOffice) -> None:
        """Record something, sign off, or sign on: whoever comes to this machine."""
        drawn = self.chance.random()
        if office.recorder is None:
            self.begin(office)
        elif drawn < 0.75:
            command = office_people.something(office, self.chance)
            recorded = office.record(command)
            self.note(f"{office.name} {type(command).__name__} {'yes' if recorded else 'no'}")
        elif drawn < 0.85:
            self.note(f"{office.name} is signed off")
            office.sign_off()
        elif drawn < 0.9:
            self.note(f"{office.name} is closed")
            office.stop()
        else:
            self._sign_on(office)

    def _sign_on(self, office: SimOffice) -> None:
        person, noticed = self.chance.choice(BUREAU), len(office.noticed)
        is_on = office.sign_on(person)
        self.note(f"{office.name} signs {person} on {is_on} {office.noticed[noticed:]}")

    def on_a_laptop(self, verb: Callable[[SimLaptop], None]) -> None:
        """Do something on a laptop whose room is open, if there is one."""
        ready = [each for each in self.laptops if each.room is not None]
        if ready:
            laptop = self.chance.choice(ready)
            self.guard(laptop, lambda: verb(laptop))

    def begin(self, machine: Machine) -> None:
        """Start a machine if it is off, and open its room or sign somebody on."""
        if machine.work is None:
            machine.start()
        if isinstance(machine, SimOffice):
            if machine.recorder is None or machine.is_ended:
                self._sign_on(machine)
        elif isinstance(machine, SimLaptop):
            self._open(machine)

    def _open(self, laptop: SimLaptop) -> None:
        if laptop.needs_code and laptop.work is not None:
            laptop.work.leave()
        if laptop.room is None:
            noticed = len(laptop.noticed)
            is_open = laptop.open()
            self.note(f"{laptop.name} opens {is_open} {laptop.noticed[noticed:]}")
        self.look_at_store(laptop)
