"""The page that signs on, and the curtain of the office: from what is typed to who is here."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.desktop.office_school_trip import NOT_YET, SchoolTrip, offered
from app.desktop.office_world import OfficeWorld, SignedOn
from app.screens.office.sign_on import (
    SignOnStage,
    SignOnUi,
    obstacle_text,
    sign_on_screen,
)
from app.screens.office.sign_on_intents import OtherWayAsked, SignOnTyped
from app.views.office.sign_on import SignOnView

if TYPE_CHECKING:
    from app.services.office_sign_on import OfficePerson


class SignOnPage:
    """Signs somebody on, and lets them in again after a pause."""

    def __init__(self, world: OfficeWorld, let_in: Callable[[], None]) -> None:
        """Begin with number and passphrase."""
        self.world, self._let_in = world, let_in
        self.view = SignOnView()
        self.ui = SignOnUi()
        self._person: OfficePerson | None = None
        self.school = SchoolTrip(self)
        self.view.intent.connect(self._take)

    def render(self) -> None:
        """Show where signing on is."""
        known = self.world.known
        device = known.device, known.location
        if known.has_school and not self.ui.has_school:
            self.ui = offered(self.ui, is_touched=self.view.is_touched)
        ui = replace(self.ui, trouble=self.ui.trouble or known.trouble)
        self.view.render(sign_on_screen(self.world.now(), known.zone, device, ui))

    def lock(self) -> None:
        """Ask the PIN before anything is shown again."""
        signed_on = self.world.known.signed_on
        if signed_on is not None:
            self.view.forget()
            self.show(stage=SignOnStage.LOCKED, name=signed_on.name, error="", busy="")

    def begin(self, trouble: str = "") -> None:
        """Ask number and passphrase again: nobody is signed on here."""
        self.view.forget()
        self._person = None
        self.world.forget()
        self.ui = SignOnUi(trouble=trouble)
        self.render()
        self.school.ask()

    def show(self, **changes: Any) -> None:
        """Show where signing on is now."""
        self.ui = replace(self.ui, **changes)
        self.render()

    def signed_on(self, person: "OfficePerson") -> None:
        """Go on with who is here: a PIN for the day."""
        self._person = person
        self.show(
            stage=SignOnStage.PIN,
            busy="",
            name=person.name,
            roles=person.roles,
            is_offline=person.is_offline,
            elsewhere=tuple((each.machine, each.since) for each in person.elsewhere),
            by_school=self.ui.stage is SignOnStage.SCHOOL,
        )

    def not_signed_on(self, problem: BaseException, otherwise: str = "disk") -> None:
        """Tell why nobody is; `otherwise` is what a fault of this machine is called."""
        from app.crypto.vault import KeyringUnusable

        obstacle = getattr(problem, "obstacle", None)
        if isinstance(problem, KeyringUnusable):
            self.show(busy="", trouble="keyring")
        elif obstacle is not None:
            wait_s = getattr(problem, "wait_s", 0)
            self.show(busy="", error=obstacle_text(obstacle.value, wait_s))
        else:
            self.show(busy="", error=obstacle_text(otherwise))

    # ------------------------------------------------------------ within

    def _take(self, intent: object) -> None:
        if isinstance(intent, OtherWayAsked):
            self._other_way(intent.way)
        elif isinstance(intent, SignOnTyped):
            steps: dict[SignOnStage, Callable[[Mapping[str, str]], None]] = {
                SignOnStage.SCHOOL: lambda _: self.school.begin(),
                SignOnStage.BROWSER: lambda _: self.school.begin(),
                SignOnStage.WORDS: self._sign_on,
                SignOnStage.CODE: self._sign_on,
                SignOnStage.RENEW: self._sign_on,
                SignOnStage.PIN: self._choose_pin,
                SignOnStage.LOCKED: self._lift,
            }
            steps[self.ui.stage](intent.typed)

    def _other_way(self, way: str) -> None:
        if way == "other":
            if self.world.workplace is not None:
                self.world.workplace.sign_off()
            self.begin()
            return
        stages = {each.value: each for each in SignOnStage}
        self.show(stage=stages.get(way, SignOnStage.SCHOOL), error="", busy="")
        if way == "school":
            self.school.begin()
        else:
            self.school.leave()

    def _sign_on(self, typed: Mapping[str, str]) -> None:
        from app.services.office_sign_on import Asked

        workplace = self.world.workplace
        if workplace is None:
            self.show(error=NOT_YET)
            return
        if "again" in typed and typed["again"] != typed["words"]:
            self.show(error="De twee wachtzinnen zijn niet gelijk. Typ ze opnieuw.")
            return
        self.show(busy="Aanmelden...", error="", trouble="")
        is_other = "former" in typed
        asked = Asked(
            person=typed["person"].strip(),
            passphrase=typed["former" if is_other else "words"],
            start_code=typed.get("code", "").strip(),
            new_passphrase=typed["words"] if is_other else "",
        )
        self.world.bridge.after(workplace.sign_on(asked), self.signed_on, self.not_signed_on)

    def _choose_pin(self, typed: Mapping[str, str]) -> None:
        workplace, pin = self.world.workplace, typed["pin"]
        if pin != typed["pin-again"]:
            self.show(error="De twee pincodes zijn niet gelijk. Typ ze opnieuw.")
        elif workplace is not None:
            self.show(error="", busy="Beginnen...")
            kept = workplace.keep_pin(pin)
            self.world.bridge.after(kept, lambda _: self._begun(), self.not_signed_on)

    def _begun(self) -> None:
        person = self._person
        if person is not None:
            told = SignedOn(person.id, person.name, person.roles, person.is_offline)
            self.world.learn(signed_on=told)
            self.show(busy="")
            self._let_in()

    def _lift(self, typed: Mapping[str, str]) -> None:
        workplace = self.world.workplace
        if workplace is not None:
            lifted = workplace.lift(typed["pin"])
            self.world.bridge.after(lifted, lambda _: self._lifted(), self._not_lifted)

    def _lifted(self) -> None:
        self.show(error="")
        self._let_in()

    def _not_lifted(self, problem: BaseException) -> None:
        left = getattr(problem, "left", 0)
        if left:
            tries = "poging" if left == 1 else "pogingen"
            self.show(error=f"Deze pincode klopt niet. Nog {left} {tries}.")
            return
        if self.world.workplace is not None:
            self.world.workplace.sign_off()
        self.begin()
        self.show(error="Te vaak een andere pincode. Meld je opnieuw aan.")
