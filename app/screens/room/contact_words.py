"""Why nothing arrives: what it is called on the chip, what it is, and the next step."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ContactWords:
    """A trouble of delivery; `chip` is short, empty where being offline says enough."""

    chip: str
    title: str
    step: str


CONTACT: dict[str, ContactWords] = {
    "unreachable": ContactWords(
        "",
        "Geen netwerk.",
        "Kijk of wifi of kabel aan staat. Je kunt gewoon doorwerken.",
    ),
    "timed-out": ContactWords(
        "",
        "Het netwerk is te traag.",
        "Examendag stuurt nu minder tegelijk. Je kunt gewoon doorwerken.",
    ),
    "strange-answer": ContactWords(
        "netwerk vraagt inloggen",
        "Het netwerk antwoordt met een eigen pagina.",
        "Log in op de wifi in een browser, of neem een ander netwerk. Er is niets verstuurd.",
    ),
    "strange-certificate": ContactWords(
        "netwerk leest mee",
        "Iets in het netwerk wil meelezen en krijgt niets.",
        "Log in op de wifi in een browser of neem een ander netwerk. De USB-stick kan altijd.",
    ),
    "refused": ContactWords(
        "laptop niet herkend",
        "Het centrale dossier kent deze laptop niet of niet meer.",
        "Bel het examenbureau. Wat je vastlegt, blijft bewaard.",
    ),
    "not-taken": ContactWords(
        "deel niet aangenomen",
        "Het centrale dossier nam iets niet aan.",
        "Het blijft bewaard en de rest gaat door. Bel het examenbureau.",
    ),
    "overloaded": ContactWords(
        "",
        "Het centrale dossier heeft het druk.",
        "Examendag wacht even en probeert het zelf opnieuw.",
    ),
    "server-fault": ContactWords(
        "",
        "Het centrale dossier heeft een storing.",
        "Examendag probeert het zelf opnieuw. Je kunt gewoon doorwerken.",
    ),
    "log-strange": ContactWords(
        "dossier vertelt iets anders",
        "Het centrale dossier toont een ander logboek dan deze laptop eerder zag.",
        "Bel het examenbureau. Werk gewoon door: er gaat niets weg van deze laptop.",
    ),
    "log-replaced": ContactWords(
        "dossier wordt aangevuld",
        "Het centrale dossier is teruggezet uit een back-up.",
        "Deze laptop vult het vanzelf aan. Laat hem aan tot hier niets meer wacht.",
    ),
    "log-refilled": ContactWords(
        "",
        "Het centrale dossier is teruggezet uit een back-up.",
        "Alles van deze laptop staat er weer in. Je hoeft niets te doen.",
    ),
    "clock-doubtful": ContactWords(
        "klok of certificaat klopt niet",
        "De klok van deze laptop past niet bij het certificaat van het centrale dossier.",
        "Het versturen gaat door. Laat ICT beide nakijken; je tijden blijven bewaard.",
    ),
    "clock": ContactWords(
        "klok klopt niet",
        "De klok van deze laptop klopt niet.",
        "Laat ICT de klok goed zetten. Je tijden blijven bewaard, met het verschil erbij.",
    ),
}
