"""The names of a record file's columns, of their levels and of the values that no code list has."""

from observatory.terms import Term

FORCE = Term("Forza", "Force")
SEX = Term("Sesso", "Sex")
AGE = Term("Età", "Age")
RANK = Term("Qualifica", "Rank")
AREA = Term("Territorio", "Area")
PERIOD = Term("Periodo dell’evento", "Period of the event")
METHOD = Term("Mezzo", "Method")
CIRCUMSTANCES = Term("Circostanze", "Circumstances")

LEFT_OUT = Term("assente", "left out")
LISTED = Term("come si pubblica", "as published")
CLASS_OF_AGE = Term("quattro classi", "four bands")
OLD_OR_YOUNG = Term("due classi", "two bands")
REGION = Term("regione", "region")
MACRO_REGION = Term("macroregione", "macro-region")
THIRDS = Term("Nord, Centro, Sud", "North, Centre, South")
QUARTER = Term("trimestre", "quarter")
HALF_YEAR = Term("semestre", "half-year")
YEAR = Term("anno", "year")
CLASS_OF_METHOD = Term("arma da fuoco o altro", "firearm or other")
DOMAIN = Term("ambito", "domain")

AREA_NAMES = {
    "NORTH": Term("Nord", "North"),
    "CENTRE": Term("Centro", "Centre"),
    "SOUTH": Term("Sud e Isole", "South and Islands"),
}
METHOD_NAMES = {"NOT_FUO": Term("Altro mezzo", "Other than a firearm")}
DOMAIN_NAMES = {
    "HEALTH": Term("Salute", "Health"),
    "WORK": Term("Lavoro e disciplina", "Work and discipline"),
    "TIES": Term("Affetti e lutti", "Ties and losses"),
    "MEANS": Term("Denaro e giustizia", "Money and law"),
    "ELSE": Term("Altro", "Other"),
    "SEVERAL": Term("Più ambiti", "Several domains"),
    "NONE": Term("Nessuna rilevata", "None found"),
    "NN": Term("Non note", "Not known"),
}
