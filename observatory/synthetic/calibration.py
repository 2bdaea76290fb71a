"""Published aggregates that the sample follows, with their sources, and the shares that were assumed.

Nothing here describes a person. Years without a published figure carry an invented one of the same order.
"""

from datetime import date

from observatory.periods import Month, Window

WINDOW = Window(Month(2015, 1), Month(2025, 12))
"""Months that the sample covers."""

TODAY = date(2026, 2, 15)
"""The day on which the sample is set: fixed, so that the same seed gives the same store on any day."""

FIRST_YEAR = WINDOW.first.year

SUICIDES: dict[str, tuple[int, ...]] = {
    # Polizia di Stato 2015–2020: Garbarino et al. 2021 (PMC8104462); 2019–2023 sum 75 and 2023 = 16: press, Sept. 2024.
    "PS": (14, 7, 13, 10, 18, 12, 14, 15, 16, 13, 14),
    # Carabinieri 2015–2017: Key4biz, from parliamentary answers; 2019–2023 sum 78 and 2023 = 9: press, Sept. 2024.
    "CC": (10, 12, 13, 14, 19, 17, 19, 14, 9, 13, 12),
    # Guardia di Finanza and Polizia Penitenziaria 2019–2023 sums 28 and 26: press, Sept. 2024; the split is invented.
    "GF": (5, 6, 4, 6, 7, 5, 6, 8, 2, 5, 6),
    "PP": (7, 5, 6, 5, 7, 6, 6, 6, 1, 4, 5),
}
"""Deaths by suicide by force and year, from 2015."""

STRENGTHS: dict[str, tuple[tuple[int, int], ...]] = {
    # PS 106,057 (2018) and 99,137 (31-12-2023); CC 110,822 (2018) and 108,663 (2024): press from ministry figures.
    "PS": ((2015, 104_500), (2018, 106_057), (2023, 99_137), (2025, 98_200)),
    "CC": ((2015, 108_900), (2018, 110_822), (2024, 108_663), (2025, 108_963)),
    # Round figures of 2024 (press), held constant but for a slow drift.
    "GF": ((2015, 59_200), (2025, 60_300)),
    "PP": ((2015, 37_100), (2025, 38_200)),
}
"""Staff at the turn of some years; quarters between are interpolated."""

OTHER_EVENTS = (("TE", 20), ("TI", 6), ("TA", 5), ("AP", 6), ("AL", 9), ("ID", 26), ("DS", 28))
"""Assumed shares of the other events, in parts of their sum."""

FORCE_SHARES = (("PS", 33), ("CC", 35), ("GF", 18), ("PP", 14))
SEXES = (("M", 91), ("F", 9))
AGES = (("E1", 3), ("E2", 17), ("E3", 27), ("E4", 37), ("E5", 13), ("E6", 3))
RANKS = (("R1", 50), ("R2", 22), ("R3", 19), ("R4", 5), ("R5", 2))
POSITIONS = (("IS", 80), ("AS", 10), ("SS", 2), ("IN", 2), ("C1", 3), ("C2", 2))
REGIONS = (("1", 20), ("2", 15), ("3", 27), ("4", 24), ("5", 13), ("9", 1))
PLACES = (("AB", 48), ("CA", 13), ("UF", 10), ("VE", 13), ("PU", 11), ("SA", 1), ("AL", 2), ("NN", 2))
METHODS_OF_DEATH = (("FUO", 62), ("IMP", 22), ("PRE", 8), ("AVV", 3), ("TRE", 2), ("TAG", 1), ("NN", 2))
METHODS_OF_ATTEMPT = (("AVV", 40), ("FUO", 14), ("IMP", 17), ("TAG", 16), ("PRE", 8), ("ALT", 3), ("NN", 2))
FIREARMS = (("SE", 84), ("SA", 2), ("PR", 9), ("PA", 1), ("NN", 4))
SENIORITY = (("A1", 8), ("A2", 22), ("A3", 34), ("A4", 30), ("NN", 6))
PARTNERSHIP = (("CO", 50), ("SE", 20), ("CE", 24), ("VE", 2), ("NN", 4))
ASSIGNMENTS = {
    "PS": (("CT", 34), ("OP", 13), ("IG", 14), ("UF", 27), ("SP", 8), ("NN", 4)),
    "CC": (("CT", 56), ("IG", 14), ("UF", 20), ("SP", 6), ("NN", 4)),
    "GF": (("TF", 55), ("UF", 23), ("SP", 18), ("NN", 4)),
    "PP": (("IP", 86), ("UF", 10), ("NN", 4)),
}
CIRCUMSTANCES = (
    ("C07", 24),
    ("C01", 22),
    ("C05", 10),
    ("C08", 9),
    ("C03", 7),
    ("C06", 7),
    ("C16", 6),
    ("C14", 5),
    ("C11", 4),
    ("C19", 3),
    ("C12", 2),
    ("C13", 1),
)
"""Personal and family reasons come first in Polizia di Stato 1995–2017, illness next; shares assumed from there."""

REPORTING_DAYS = ((0, 0.0), (10, 0.35), (30, 0.62), (90, 0.86), (180, 0.955), (365, 0.985), (540, 0.994), (700, 1.0))
"""Days from event to confirmation and their cumulative share: few are settled when a quarter closes, nearly all after
18 months, as in national registers."""
