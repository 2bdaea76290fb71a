"""A whole summary with invented numbers: every kind of table, figure, sign and flag that renderers must cope with."""

from datetime import date
from itertools import product

from observatory.charts.chart import Chart, Mark, Point, Series
from observatory.summary.content import (
    MISSING,
    NOT_MEANINGFUL,
    SUPPRESSED,
    Axis,
    Cover,
    Figure,
    Item,
    Observation,
    ObservationStatus,
    Paragraph,
    PublishedTable,
    Section,
    Summary,
)
from observatory.terms import Term, same

FORCES = (
    Item("PS", Term("Polizia di Stato", "State Police (Polizia di Stato)")),
    Item("CC", Term("Arma dei Carabinieri", "Carabinieri")),
    Item("GF", same("Guardia di Finanza")),
    Item("PP", Term("Polizia Penitenziaria", "Prison Police (Polizia Penitenziaria)")),
)
TOTAL = Item("_T", Term("Totale", "Total"), is_total=True)
FORCE = Axis("force", Term("Forza", "Force"), (*FORCES, TOTAL))
EVENTS = Axis(
    "event_type",
    Term("Tipo di evento", "Type of event"),
    (
        Item("SU", Term("Decesso per suicidio", "Death by suicide")),
        Item("SI", Term("Decesso a intento da accertare", "Death, intent undetermined")),
        Item("TE", Term("Tentativo attuato", "Actual attempt")),
        Item("TI", Term("Tentativo interrotto", "Interrupted attempt")),
        Item("AP", Term("Atti preparatori", "Preparatory acts")),
        Item("AL", Term("Autolesione senza intento suicidario", "Non-suicidal self-injury")),
        Item("ID", Term("Ideazione suicidaria", "Suicidal ideation")),
        Item("DS", Term("Disagio psico-sociale", "Psycho-social distress")),
        TOTAL,
    ),
)
WINDOWS = Axis(
    "window",
    Term("Periodo", "Period"),
    (
        Item("2019-Q4", Term("4° trim. 2019", "Q4 2019")),
        Item("2018-Q4", Term("4° trim. 2018", "Q4 2018")),
        Item("2019", Term("da gennaio 2019", "since January 2019")),
    ),
)
RATE = Axis(
    "MEASURE",
    Term("Misura", "Measure"),
    (
        Item("N", Term("Decessi", "Deaths")),
        Item("PY", Term("Anni-persona", "Person-years")),
        Item("RATE", Term("Tasso per 100.000", "Rate per 100,000"), decimals=1),
        Item("LOW", Term("Limite inferiore 95 %", "Lower limit 95%"), decimals=1),
        Item("HIGH", Term("Limite superiore 95 %", "Upper limit 95%"), decimals=1),
    ),
)
QUARTERS = tuple(f"{year}-Q{n}" for year in range(2015, 2020) for n in range(1, 5))
_WINDOW = Term("gennaio 2017 – dicembre 2019", "January 2017 – December 2019")
_HIDDEN_NOTE = Term(
    "(*) Dato oscurato per la tutela della riservatezza.", "(*) Value hidden to protect confidentiality."
)


def _count(*path: str) -> Observation:
    number = sum(ord(letter) * (n + 3) for n, letter in enumerate("/".join(path))) % 29
    flags = {3: ObservationStatus.PROVISIONAL, 11: ObservationStatus.UNRELIABLE}
    if number in (1, 2, 4):
        return SUPPRESSED
    return Observation(number if number != 7 else 1234, flags.get(number, ObservationStatus.NORMAL), number == 12)


def _filled(*axes: Axis) -> dict[tuple[str, ...], Observation]:
    return {path: _count(*path) for path in product(*(tuple(i.code for i in axis.items) for axis in axes))}


def events_by_type() -> PublishedTable:
    """Wide: nine columns."""
    return PublishedTable(
        "T1a",
        Term("Eventi per tipo e forza, 4° trimestre 2019", "Events by type and force, 4th quarter 2019"),
        Term("ottobre 2019 – dicembre 2019", "October 2019 – December 2019"),
        (FORCE, EVENTS),
        _filled(FORCE, EVENTS),
        notes=(_HIDDEN_NOTE,),
    )


def events_by_window() -> PublishedTable:
    """Spanners over nested columns, too wide for one panel."""
    kinds = Axis(EVENTS.name, EVENTS.title, (*EVENTS.items[:3], TOTAL))
    return PublishedTable(
        "T1b",
        Term("Eventi per tipo, forza e periodo", "Events by type, force and period"),
        Term("periodi a confronto", "periods compared"),
        (FORCE, kinds, WINDOWS),
        _filled(FORCE, kinds, WINDOWS),
        notes=(_HIDDEN_NOTE,),
    )


def rates() -> PublishedTable:
    """Measures with different decimals, and every status."""
    rows = {
        "PS": (75, 98765, 15.2, 11.9, 19.0),
        "CC": (78, 109876, 14.2, 11.2, 17.7),
        "GF": (28, 58765, 9.5, 6.3, 13.8),
        "PP": (12, 36543, 6.6, 3.4, 11.5),
        "_T": (193, 303949, 12.7, 11.0, 14.6),
    }
    cells = {
        (force, item.code): Observation(value, _status(force, item.code), (force, item.code) == ("CC", "N"))
        for force, values in rows.items()
        for item, value in zip(RATE.items, values, strict=True)
    }
    cells["GF", "HIGH"] = NOT_MEANINGFUL
    cells["GF", "PY"] = MISSING
    return PublishedTable(
        "T2",
        Term("Tasso di decessi per suicidio per forza", "Rate of deaths by suicide by force"),
        Term("gennaio 2015 – dicembre 2019", "January 2015 – December 2019"),
        (FORCE, RATE),
        cells,
        notes=(
            Term(
                "Gli intervalli di confidenza al 95 % descrivono la variabilità casuale (metodo esatto di Poisson). "
                "I tassi calcolati su meno di 20 eventi sono segnalati con (u).",
                "The 95% confidence intervals describe chance variation (exact Poisson method). Rates from fewer than "
                "20 events are marked (u).",
            ),
        ),
    )


def _status(force: str, code: str) -> ObservationStatus:
    return ObservationStatus.UNRELIABLE if (force, code) == ("PP", "RATE") else ObservationStatus.NORMAL


def quarters() -> PublishedTable:
    """Long: forty-eight rows in two levels, so that it runs over a page."""
    years = Axis("year", Term("Anno", "Year"), tuple(Item(str(y), same(str(y))) for y in range(2008, 2020)))
    quarter = Axis(
        "quarter",
        Term("Trimestre", "Quarter"),
        tuple(Item(f"Q{n}", Term(f"{n}° trimestre", f"Q{n}")) for n in range(1, 5)),
    )
    return PublishedTable(
        "T3",
        Term("Decessi per suicidio per trimestre", "Deaths by suicide by quarter"),
        Term("gennaio 2008 – dicembre 2019", "January 2008 – December 2019"),
        (years, quarter, FORCE),
        _filled(years, quarter, FORCE),
        row_axes=2,
        notes=(_HIDDEN_NOTE, Term("(p) Dato provvisorio.", "(p) Provisional value.")),
    )


def sex_by_age() -> PublishedTable:
    sexes = Axis("sex", Term("Sesso", "Sex"), (Item("M", Term("Uomini", "Men")), Item("F", Term("Donne", "Women"))))
    ages = Axis(
        "age",
        Term("Classe di età", "Age band"),
        (
            Item("_T", Term("Totale", "Total"), is_total=True),
            Item("A1", Term("fino a 34", "up to 34"), depth=1),
            Item("A2", same("35–44"), depth=1),
            Item("A3", same("45–54"), depth=1),
            Item("A4", Term("55 e oltre", "55 and over"), depth=1),
        ),
    )
    return PublishedTable(
        "T5",
        Term("Decessi per suicidio per classe di età e sesso", "Deaths by suicide by age band and sex"),
        _WINDOW,
        (ages, sexes),
        _filled(ages, sexes),
        notes=(_HIDDEN_NOTE,),
    )


def interventions() -> PublishedTable:
    measures = Axis(
        "MEASURE",
        Term("Misura", "Measure"),
        (
            Item("N", Term("Interventi", "Interventions")),
            Item("SHARE", Term("% sul noto", "% of known"), decimals=0),
            Item("DELAY", Term("Mediana dei giorni fino al primo contatto", "Median days to first contact")),
        ),
    )
    kinds = Axis(
        "intervention",
        Term("Intervento", "Intervention"),
        tuple(
            Item(f"I{n}", Term(it, en))
            for n, (it, en) in enumerate(
                (
                    ("Colloquio con lo psicologo della forza", "Interview with the force’s psychologist"),
                    ("Invio al servizio sanitario nazionale", "Referral to the health service"),
                    (
                        "Ritiro cautelare dell’arma individuale e del tesserino, con sostegno concomitante",
                        "Precautionary withdrawal of the service weapon, with concurrent support",
                    ),
                    ("Sostegno ai colleghi dopo un evento", "Support to colleagues after an event"),
                )
            )
        ),
    )
    return PublishedTable(
        "T10",
        Term("Interventi per tipo", "Interventions by type"),
        Term("gennaio 2019 – dicembre 2019", "January 2019 – December 2019"),
        (kinds, measures),
        _filled(kinds, measures),
    )


def quarterly_bars() -> Figure:
    names = tuple(Term(f"{q[-1]}° trim. {q[:4]}", f"{q[-2:]} {q[:4]}") for q in QUARTERS)
    deaths = (9, 7, 11, 8, 10, 6, None, 9, 12, 8, 7, 0, 10, 11, 6, 9, 13, 8, 10, 14)
    pending = (0, 1, 0, 2, 0, 0, 1, 1, 0, 2, 1, 0, 3, 1, 0, 2, 2, 3, 4, 5)
    return Figure(
        "F1",
        Term("Decessi per trimestre", "Deaths by quarter"),
        Chart(
            Mark.BARS,
            (
                Series(
                    Term("Decessi per suicidio", "Deaths by suicide"),
                    tuple(Point(n, v) for n, v in zip(names, deaths, strict=True)),
                ),
                Series(
                    Term("Intento da accertare", "Intent undetermined"),
                    tuple(Point(n, v) for n, v in zip(names, pending, strict=True)),
                ),
            ),
            Term("Numero di decessi", "Number of deaths"),
        ),
        Term(
            "Barre per trimestre dal 2015 al 2019: i decessi oscillano tra 6 e 14 senza una tendenza distinguibile.",
            "Bars by quarter from 2015 to 2019: deaths vary between 6 and 14 without a distinguishable trend.",
        ),
    )


def rolling_rate() -> Figure:
    rates_by_quarter = (11.2, 11.0, 11.6, 12.0, 12.4, None, None, 12.9, 12.1, 11.8, 11.5, 11.9, 12.2, 12.6, 12.0, 12.7)
    points = tuple(
        Point(
            Term(f"{n % 4 + 1}° trim. {2016 + n // 4}", f"Q{n % 4 + 1} {2016 + n // 4}"),
            rate,
            None if rate is None else rate - 2.4,
            None if rate is None else rate + 2.9,
            provisional=n > 12,
        )
        for n, rate in enumerate(rates_by_quarter)
    )
    return Figure(
        "F2",
        Term("Tasso su dodici mesi mobili, totale delle forze", "Rolling twelve-month rate, all forces"),
        Chart(
            Mark.LINE,
            (Series(Term("Tasso", "Rate"), points),),
            Term("Decessi per 100.000 anni-persona", "Deaths per 100,000 person-years"),
            reference=11.7,
            reference_label=Term("media 2011–2015: 11,7", "mean 2011–2015: 11.7"),
            decimals=1,
        ),
        Term(
            "Il tasso mobile resta entro l’intervallo di confidenza per tutto il periodo.",
            "The rolling rate stays within its confidence interval throughout.",
        ),
    )


def forest() -> Figure:
    rows = ((15.2, 11.9, 19.0), (14.2, 11.2, 17.7), (9.5, 6.3, 13.8), None)
    points = tuple(
        Point(item.label, *(row or (None,)), provisional=item.code == "GF")
        for item, row in zip(FORCES, rows, strict=True)
    )
    return Figure(
        "F3",
        Term("Tasso per forza con intervallo di confidenza al 95 %", "Rate by force with 95% confidence interval"),
        Chart(
            Mark.FOREST,
            (Series(Term("Tasso", "Rate"), points),),
            Term("Decessi per 100.000 anni-persona", "Deaths per 100,000 person-years"),
            reference=12.7,
            reference_label=Term("totale: 12,7", "total: 12.7"),
            decimals=1,
        ),
        Term(
            "Gli intervalli delle forze si sovrappongono: le differenze non sono distinguibili dal caso.",
            "The forces’ intervals overlap: differences cannot be told from chance.",
        ),
    )


def nominal_bars() -> Figure:
    labels = (
        Term("Arma da fuoco", "Firearm"),
        Term("Impiccamento, strangolamento, soffocamento", "Hanging, strangulation, suffocation"),
        Term("Precipitazione", "Jumping from a high place"),
        Term("Altro", "Other"),
        Term("Non noto", "Not known"),
    )
    values = (61.0, 22.0, None, 9.0, 0.0)
    points = tuple(
        Point(label, value, value - 6 if value else None, value + 7 if value else None, provisional=n == 3)
        for n, (label, value) in enumerate(zip(labels, values, strict=True))
    )
    return Figure(
        "F4",
        Term("Decessi per gruppo di modalità", "Deaths by group of manner"),
        Chart(Mark.BARS, (Series(Term("Quota", "Share"), points),), Term("% sul noto", "% of known"), decimals=1),
        Term("La metà e oltre dei decessi con arma da fuoco.", "Half or more of the deaths by firearm."),
    )


def _definition(it: str, en: str) -> Paragraph:
    return Paragraph(Term(it, en))


def _sections() -> tuple[Section, ...]:
    return (
        Section(
            "events",
            Term("Eventi del periodo", "Events of the period"),
            (
                _definition(
                    "Sono contati gli eventi del personale in servizio delle quattro forze, per mese dell’evento. I "
                    "decessi a intento da accertare sono mostrati a parte, finché l’autorità giudiziaria non si è "
                    "pronunciata.",
                    "Events of serving staff of the four forces are counted by month of event. Deaths whose intent is "
                    "undetermined are shown apart until the judicial authority has decided.",
                ),
                quarterly_bars(),
                events_by_type(),
                events_by_window(),
            ),
        ),
        Section(
            "rates",
            Term("Tassi di decesso per suicidio", "Rates of death by suicide"),
            (
                _definition(
                    "Il tasso è il numero di decessi per suicidio ogni 100.000 anni-persona di servizio.",
                    "The rate is the number of deaths by suicide per 100,000 person-years of service.",
                ),
                rolling_rate(),
                forest(),
                rates(),
                quarters(),
            ),
        ),
        Section(
            "people",
            Term("Caratteristiche", "Characteristics"),
            (nominal_bars(), sex_by_age()),
        ),
        Section(
            "interventions",
            Term("Interventi", "Interventions"),
            (_definition("Interventi avviati nel periodo.", "Interventions started in the period."), interventions()),
        ),
    )


def sample_summary(*, synthetic: bool = True, audience: str = "members") -> Summary:
    """The whole of it; pass `synthetic=False` for one without the synthetic band."""
    return Summary(
        Cover(
            Term("Sintesi periodica dell’Osservatorio", "Periodic summary of the Observatory"),
            Term("4° trimestre 2019", "4th quarter 2019"),
            "2019-Q4",
            Term("Componenti dell’Osservatorio", "Members of the Observatory"),
            audience,
            date(2020, 2, 15),
            Term("provvisorio", "provisional"),
            7,
            Term("USO D’UFFICIO – DATI AGGREGATI", "OFFICIAL USE – AGGREGATED DATA"),
            synthetic,
        ),
        (
            Term(
                "Nel 4° trimestre 2019 sono stati registrati 14 decessi per suicidio (intervallo di confidenza al 95 %:"
                " 7,7–23,5); nello stesso trimestre del 2018 erano 9.",
                "In the 4th quarter of 2019, 14 deaths by suicide were recorded (95% confidence interval: 7.7–23.5); "
                "there were 9 in the same quarter of 2018.",
            ),
            Term(
                "Il tasso su dodici mesi è 12,7 ogni 100.000 anni-persona (11,0–14,6): la differenza con il periodo "
                "precedente non è distinguibile dal caso.",
                "The twelve-month rate is 12.7 per 100,000 person-years (11.0–14.6): the difference from the earlier "
                "period cannot be told from chance.",
            ),
            Term("5 decessi sono in attesa di accertamento.", "5 deaths await a finding."),
        ),
        (
            ("-", Term("fenomeno inesistente o nessun caso", "phenomenon absent or no cases")),
            ("....", Term("fenomeno esistente ma dato non noto", "phenomenon exists but its value is not known")),
            ("..", Term("sotto la metà dell’unità o non significativo", "below half the unit or not meaningful")),
            ("(*)", Term("dato oscurato per la riservatezza", "value hidden for confidentiality")),
            ("(u)", Term("dato poco affidabile: meno di 20 eventi", "unreliable value: fewer than 20 events")),
            ("(p)", Term("dato provvisorio", "provisional value")),
            ("*", Term("dato rivisto rispetto all’edizione precedente", "value revised since the last issue")),
        ),
        _sections(),
        (
            Term(
                "Fonte: registro dell’Osservatorio, dati al 15/02/2020. I dati possono cambiare con le edizioni "
                "successive, quando si concludono gli accertamenti.",
                "Source: register of the Observatory, data as of 15/02/2020. Values may change in later issues as "
                "inquiries are concluded.",
            ),
            Term(
                "Per effetto degli arrotondamenti i totali possono non coincidere con la somma delle parti.",
                "Because of rounding, totals may differ from the sum of their parts.",
            ),
        ),
        (
            Term("Servizio psicologico della propria forza", "Your force’s psychological service"),
            Term("Numero unico di emergenza: 112", "Emergency number: 112"),
            Term("Telefono Amico: 02 2327 2327, ogni giorno 9–24", "Telefono Amico: 02 2327 2327, every day 9–24"),
        ),
        digest="3f9a" * 16,
    )
