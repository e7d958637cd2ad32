"""What an act says in one or two words: for the footer, the timeline and the report."""

from typing import Final

from app.models import calamity_facts as g
from app.models import facts as f
from app.models.act import Act, Event
from app.models.attendance_facts import ContactAttempted, LatenessNoted, SentToRoom
from app.models.provision_facts import ProvisionReadied
from app.models.provisions import word_of
from app.models.session import ExamSession
from app.models.words import IDENTITY, PROVISION_OUTCOME, WORKABILITY, contact_word

NEWER: Final = "Handeling van een nieuwere versie"
TOLD: Final[dict[str, str]] = {
    "ArrivalRegistered": "Aanwezig",
    "NoShowEstablished": "Afwezig",
    "EntryRefused": "Doorverwezen",
    "CandidateStarted": "Begonnen",
    "AwayStarted": "Even weg",
    "AwayEnded": "Terug in de zaal",
    "WorkHandedIn": "Ingeleverd",
    "LeftForGood": "Definitief vertrokken",
    "SessionStarted": "Examen gestart",
    "SessionEnded": "Examen beëindigd",
    "SessionReleased": "Examen vrijgegeven",
    "IrregularityNoted": "Bijzonderheid",
    "ProvisionRequested": "Voorziening gevraagd",
    "RestBreakStarted": "Pauze begonnen",
    "RestBreakEnded": "Pauze voorbij",
    "Corrected": "Ongedaan gemaakt",
    "StartReasonNoted": "Reden van de start genoteerd",
    "InvigilatorLeft": "Surveillant naar huis",
    "ClockJumped": "Klok van de laptop versprongen",
    "PaperChecked": "Overgetypt van papier, nagekeken",
    "SigningImpossible": "Kan niet tekenen",
    "InterruptionStarted": "Onderbreking begonnen",
    "InterruptionEnded": "Onderbreking voorbij",
    "CompensationExcluded": "Geen tijd terug",
    "CalamityOpened": "F9 gedrukt",
    "CalamityWithdrawn": "F9 ingetrokken",
    "CallStarted": "Gesprek begonnen",
    "MissedAtRollCall": "Niet geteld bij het appèl",
    "RollCallTaken": "Appèl gehouden",
    "QuarantineStarted": "Quarantaine begonnen",
    "QuarantineEnded": "Quarantaine voorbij",
    "CalamityClosed": "Calamiteit afgesloten",
    "DecisionHeard": "Besluit genoteerd",
    "ItemReturned": "Ingenomen voorwerp teruggegeven",
    "ReadinessTicked": "Klaargezet",
    "PacketReceived": "Examenwerk ontvangen",
    "PacketOpened": "Examenwerk geopend",
    "ReleaseAsked": "Gevraagd naar de Go",
    "InvigilatorArrived": "Surveillant gekomen",
    "InvigilatorMissing": "Surveillant niet gekomen",
    "InvigilatorRelieved": "Surveillant afgelost",
    "InvigilatorSteppedOut": "Surveillant even weg",
    "InvigilatorSteppedIn": "Surveillant terug",
    "PlanSeen": "Wijziging in de planning gelezen",
    "MessageSent": "Bericht van het examenbureau",
    "MessageRead": "Bericht gelezen",
    "QuestionAsked": "Vraag van het examenbureau",
    "QuestionAnswered": "Antwoord door de telefoon",
    "AbsenceNotified": "Afgemeld",
    "AbsenceReasonNoted": "Reden van de afmelding",
    "CandidatePlanned": "Gegevens van de planning",
    "CandidateMovedAway": "Volgens de planning niet meer in dit lokaal",
    "ExtrasAdded": "Gegevens van de school",
    "FactCarried": "Meegenomen uit een ander lokaal",
    "RulingGiven": "Besluit van de examencommissie",
    "SampleListed": "Getrokken in een steekproef",
    "FindingNoted": "Bevinding bij een steekproef",
    "ExtractMade": "Uittreksel gegeven",
    "PacketHandedOver": "Examenwerk overgedragen",
    "CodesSettled": "Codelijst afgehandeld",
    "LaptopTested": "Laptop getest",
    "CandidateAdded": "Bijgeschreven",
    "RecordReviewed": "Gezien door de kandidaat",
    "ShiftOpened": "Dienst begonnen",
    "OfficeShiftOpened": "Aangemeld op het examenbureau",
    "ReportSigned": "Ondertekend",
    "SignatureWithdrawn": "Handtekening ingetrokken",
    "ReportSealed": "Verslag verzegeld",
    "ReportAmended": "Aanvulling",
    "IssueOpened": "Melding gemaakt",
    "IssueTaken": "Melding opgepakt",
    "IssueHandedOver": "Melding overgedragen",
    "IssueAwaited": "Melding wacht op iemand",
    "IssueNoted": "Notitie bij een melding",
    "IssueSolved": "Melding opgelost",
    "IssueReopened": "Melding heropend",
    "HelpdeskCalled": "Helpdesk gebeld",
    "HelpdeskCallEnded": "Gesprek met de helpdesk klaar",
    "StaffReceived": "Surveillant ontvangen bij de balie",
    "ThingsIssued": "Uitgifte bij de balie",
    "ThingsReturned": "Inname bij de balie",
    "DossierReceived": "Dossier ontvangen",
    "RulingWithdrawn": "Besluit van de examencommissie ingetrokken",
    "SampleDrawn": "Steekproef getrokken",
    "SessionPlaced": "Zitting in een zaal gezet",
    "StaffPlaced": "Surveillant ingedeeld",
    "CandidatePlaced": "Kandidaat ingedeeld",
    "ExtrasGiven": "Gegevens uit CSV",
    "CandidateLinked": "Kandidaat gekoppeld",
}


def told_of(event: Event, session: ExamSession | None = None) -> str:
    """Return what an act says in one or two words; a provision as its session calls it."""
    if event.body is None:
        return NEWER
    act, catalogue = event.body.act, "" if session is None else session.catalogue
    return _with_content(act, catalogue) or TOLD.get(act.TYPE, NEWER)


def told_whole(event: Event, session: ExamSession | None = None) -> str:
    """Return what an act says, and that it was typed over from paper when it was."""
    is_copied = event.body is not None and event.body.copied_by is not None
    told = told_of(event, session)
    return f"{told} (van papier)" if is_copied else told


def _with_content(act: Act, catalogue: str) -> str:
    """The acts whose words depend on what they hold."""
    told = ""
    match act:
        case g.CalamityNamed() | g.RouteStepTaken():
            told = act.title
        case g.CallEnded():
            told = "Niemand bereikt" if act.nobody_reached else "Gesprek klaar"
        case g.WorkabilityAnswered():
            told = f"Kunnen ze doorwerken? {WORKABILITY[act.workable]}"
        case f.ProvisionReported():
            told = f"{word_of(act.code, catalogue)}: {PROVISION_OUTCOME[act.outcome].lower()}"
        case ProvisionReadied():
            told = f"{word_of(act.code, catalogue)}: {'klaar' if act.is_ready else 'niet klaar'}"
        case _:
            told = _of_attendance(act)
    return told


def _of_attendance(act: Act) -> str:
    match act:
        case f.IdentityChecked():
            return IDENTITY[act.outcome]
        case f.SeatTaken():
            return f"Plaats {act.seat}"
        case SentToRoom():
            return f"Naar lokaal {act.to_room}"
        case ContactAttempted():
            return contact_word(act.channel)
        case LatenessNoted():
            return act.reason or ""
        case _:
            return ""
