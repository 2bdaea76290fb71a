"""The fields of a strength. The recipe for adding one stands in `observatory/fields.py`."""

from observatory.fields import Entity, Field, Kind
from observatory.population.strength import Strength
from observatory.terms import Term

_STRENGTH = Term("Consistenza", "Strength")
_BREAKDOWN = Term("Dettaglio", "Breakdown")

STRENGTH = Entity(
    "strength",
    Strength,
    Term("Consistenza", "Strength"),
    Term("Consistenze", "Strengths"),
    (
        Field(
            name="force",
            label=Term("Forza", "Force"),
            kind=Kind.CODE,
            codelist="force",
            section=_STRENGTH,
            required=True,
        ),
        Field(
            name="quarter",
            label=Term("Trimestre", "Quarter"),
            kind=Kind.QUARTER,
            section=_STRENGTH,
            required=True,
        ),
        Field(
            name="mean_present",
            label=Term("Media dei presenti", "Mean staff present"),
            brief=Term("Presenti", "Present"),
            kind=Kind.INTEGER,
            section=_STRENGTH,
            required=True,
            minimum=1,
            maximum=1_000_000,
        ),
        Field(
            name="definition",
            label=Term("Definizione", "Definition"),
            kind=Kind.CODE,
            codelist="strength_definition",
            section=_STRENGTH,
            required=True,
        ),
        Field(
            name="source",
            label=Term("Fonte", "Source"),
            kind=Kind.TEXT,
            section=_STRENGTH,
            required=True,
        ),
        Field(
            name="vintage",
            label=Term("Data del dato", "Vintage"),
            kind=Kind.DATE,
            section=_STRENGTH,
            required=True,
        ),
        Field(
            name="status",
            label=Term("Stato del dato", "Data status"),
            brief=Term("Stato", "Status"),
            kind=Kind.CODE,
            codelist="strength_status",
            section=_STRENGTH,
            required=True,
        ),
        Field(
            name="sex",
            label=Term("Sesso", "Sex"),
            kind=Kind.CODE,
            codelist="sex",
            section=_BREAKDOWN,
            hint=Term("Vuoto: tutto il personale", "Empty: all staff"),
        ),
        Field(
            name="age_band",
            label=Term("Fascia d’età", "Age band"),
            kind=Kind.CODE,
            codelist="age_band",
            section=_BREAKDOWN,
        ),
        Field(
            name="rank_category",
            label=Term("Categoria di ruolo", "Rank category"),
            kind=Kind.CODE,
            codelist="rank_category",
            section=_BREAKDOWN,
        ),
        Field(
            name="macro_region",
            label=Term("Ripartizione", "Macro-region"),
            kind=Kind.CODE,
            codelist="macro_region",
            section=_BREAKDOWN,
        ),
    ),
    {},
    ("quarter", "force", "mean_present", "definition", "status", "source"),
    ("force", "quarter"),
)
