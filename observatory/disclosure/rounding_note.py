"""What whoever reads rounded tables must know: base, distance, and what may be worked out from them."""

from observatory.terms import Language, Term


def reader_note(base: int, bound: int) -> str:
    """A text in both languages that says nothing but what is public, and so may go out with the tables."""
    return "\n".join(_NOTE.with_values(base=base, bound=bound).in_(language) for language in Language)


BOUND = Term(
    "Arrotondamento alla base {base}: ogni conteggio vero dista al più {bound} da quello mostrato.",
    "Rounding to base {base}: every true count is at most {bound} from the one shown.",
)
DERIVED = Term(
    "Percentuali e tassi si calcolano solo da questi conteggi arrotondati, e si dice che ne portano l’errore: quelli "
    "calcolati dai conteggi veri, accanto a queste tavole, li svelerebbero.",
    "Work out percentages and rates from these rounded counts only, and say that they carry the error of rounding: "
    "those from the true counts, beside these tables, would give the counts away.",
)
_NOTE = Term(
    f"{BOUND.it} Un conteggio mostrato come 0 può quindi non essere zero. Tutte le tavole sommano. {DERIVED.it}\n",
    f"{BOUND.en} So a count shown as 0 need not be zero. All tables add up. {DERIVED.en}\n",
)
