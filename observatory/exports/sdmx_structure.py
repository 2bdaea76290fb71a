"""The structure of a summary's dataflows as an SDMX-ML 3.0 message: own template, so that its bytes are the same.

Standard: SDMX 3.0 section 3; schemas of `SDMXMessage.xsd` 3.0. Names come in Italian and English.
"""

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from observatory.exports.cells import FREE, NOT_FOR_PUBLICATION, STATUS_MEANING, one_line
from observatory.exports.sdmx_flows import AGENCY, FREQ, TIME_PERIOD, CodeList, Flow, Flows
from observatory.exports.sdmx_time import FREQUENCIES
from observatory.reports.wording import PUBLISHER
from observatory.summary.content import Summary
from observatory.terms import Language, Term

_SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0"
_CONCEPTS = "CONCEPTS"
_CONCEPTS_NAME = Term("Concetti dell’Osservatorio", "Concepts of the Observatory")
_TIME = Term("Periodo", "Time period")
_VALUE = Term("Valore", "Value")
_PLAIN: dict[str, Term] = {TIME_PERIOD: _TIME, "OBS_VALUE": _VALUE}
_STATUS = CodeList(
    "OBS_STATUS",
    "OBS_STATUS",
    Term("Stato del dato", "Observation status"),
    {status.value: meaning for status, meaning in STATUS_MEANING},
)
_CONFIDENTIALITY = CodeList(
    "CONF_STATUS",
    "CONF_STATUS",
    Term("Riservatezza", "Confidentiality status"),
    {
        FREE: Term("libero", "free for publication"),
        NOT_FOR_PUBLICATION: Term("non pubblicabile", "not for publication"),
    },
)
_FREQUENCY = CodeList(FREQ, FREQ, Term("Frequenza", "Frequency"), FREQUENCIES)
_FIXED = (_FREQUENCY, _STATUS, _CONFIDENTIALITY)


def structure(summary: Summary, told: Flows) -> bytes:
    """The message: code lists, concepts, and for each table a dataflow with its data structure."""
    lists = (*_FIXED, *told.lists.values())
    parts = [
        "<str:Codelists>",
        *(_code_list(one, told) for one in lists),
        "</str:Codelists>",
        _concept_scheme(lists, told),
        "<str:Dataflows>",
        *(_dataflow(flow, summary, told) for flow in told.flows),
        "</str:Dataflows>",
        "<str:DataStructures>",
        *(_data_structure(flow, told) for flow in told.flows),
        "</str:DataStructures>",
    ]
    body = ["<mes:Structures>", *parts, "</mes:Structures>"] if told.flows else []
    return "\n".join([_head(), *_header(summary, told), *body, "</mes:Structure>", ""]).encode()


def flow_name(flow: Flow, told: Flows) -> str:
    """`OSSERVATORIO.MEMBERS:T1A(7.0.0)`, as data name the flow that they belong to."""
    return f"{told.agency}:{flow.id}({told.version})"


def _head() -> str:
    spaces = {"mes": "message", "str": "structure", "com": "common"}
    named = " ".join(f'xmlns:{short}="{_SCHEMAS}/{space}"' for short, space in spaces.items())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<mes:Structure {named}>'


def _header(summary: Summary, told: Flows) -> Iterable[str]:
    cover = summary.cover
    test = str(cover.synthetic).lower()
    yield "<mes:Header>"
    yield f"<mes:ID>{told.agency.replace('.', '-')}-{cover.period_code}-{cover.issue}</mes:ID>"
    yield f"<mes:Test>{test}</mes:Test>"
    yield f"<mes:Prepared>{cover.as_of.isoformat()}T00:00:00</mes:Prepared>"
    yield f'<mes:Sender id="{AGENCY}">{_names(PUBLISHER)}</mes:Sender>'
    yield "</mes:Header>"


def _code_list(of: CodeList, told: Flows) -> str:
    codes = (f"<str:Code id={quoteattr(code)}>{_names(name)}</str:Code>" for code, name in of.codes.items())
    return _maintained("Codelist", f"CL_{of.id}", told, [_names(of.name), *codes])


def _concept_scheme(lists: Iterable[CodeList], told: Flows) -> str:
    concepts = {**{one.id: one.name for one in lists}, **_PLAIN}
    told_of = (f'<str:Concept id="{name}">{_names(term)}</str:Concept>' for name, term in concepts.items())
    scheme = _maintained("ConceptScheme", _CONCEPTS, told, [_names(_CONCEPTS_NAME), *told_of])
    return f"<str:ConceptSchemes>\n{scheme}\n</str:ConceptSchemes>"


def _dataflow(flow: Flow, summary: Summary, told: Flows) -> str:
    cover = summary.cover
    marks = {"MARKING": cover.marking, "VINTAGE": cover.vintage, "DIGEST": Term(summary.digest, summary.digest)}
    parts = [
        _annotations({kind: text for kind, text in marks.items() if text.it}),
        _names(flow.table.title),
        _names(flow.table.window, "Description"),
        f"<str:Structure>{_urn('datastructure.DataStructure', flow.id, told)}</str:Structure>",
    ]
    return _maintained("Dataflow", flow.id, told, parts)


def _annotations(marks: Mapping[str, Term]) -> str:
    told = (
        f'<com:Annotation id="{kind}"><com:AnnotationType>{kind}</com:AnnotationType>{_names(text, "AnnotationText")}'
        "</com:Annotation>"
        for kind, text in marks.items()
    )
    return f"<com:Annotations>{''.join(told)}</com:Annotations>"


def _data_structure(flow: Flow, told: Flows) -> str:
    time = _typed(TIME_PERIOD, "ObservationalTimePeriod", told)
    coded = [(FREQ, FREQ), *((d.id, d.list_id) for d in flow.dimensions)]
    parts = [
        _names(flow.table.title),
        "<str:DataStructureComponents>",
        '<str:DimensionList id="DimensionDescriptor">',
        *(
            f'<str:Dimension id="{name}" position="{place}">{_coded(of, told)}</str:Dimension>'
            for place, (name, of) in enumerate(coded, start=1)
        ),
        f'<str:TimeDimension id="{TIME_PERIOD}">{time}</str:TimeDimension>',
        "</str:DimensionList>",
        '<str:AttributeList id="AttributeDescriptor">',
        *(_attribute(of.id, told) for of in (_STATUS, _CONFIDENTIALITY)),
        "</str:AttributeList>",
        '<str:MeasureList id="MeasureDescriptor">',
        f'<str:Measure id="OBS_VALUE" usage="optional">{_typed("OBS_VALUE", "Double", told)}</str:Measure>',
        "</str:MeasureList>",
        "</str:DataStructureComponents>",
    ]
    return _maintained("DataStructure", flow.id, told, parts)


def _attribute(name: str, told: Flows) -> str:
    where = "<str:AttributeRelationship><str:Observation/></str:AttributeRelationship>"
    return f'<str:Attribute id="{name}" usage="mandatory">{_coded(name, told)}{where}</str:Attribute>'


def _coded(name: str, told: Flows) -> str:
    listed = f"<str:Enumeration>{_urn('codelist.Codelist', f'CL_{name}', told)}</str:Enumeration>"
    return _represented(name, listed, told)


def _typed(name: str, kind: str, told: Flows) -> str:
    return _represented(name, f'<str:TextFormat textType="{kind}"/>', told)


def _represented(name: str, form: str, told: Flows) -> str:
    concept = f"{_urn('conceptscheme.Concept', _CONCEPTS, told)}.{name}"
    shown = f"<str:LocalRepresentation>{form}</str:LocalRepresentation>"
    return f"<str:ConceptIdentity>{concept}</str:ConceptIdentity>{shown}"


def _maintained(kind: str, name: str, told: Flows, parts: Iterable[str]) -> str:
    inner = "\n".join(parts)
    known = f'id="{name}" agencyID="{told.agency}" version="{told.version}"'
    return f"<str:{kind} {known}>\n{inner}\n</str:{kind}>"


def _urn(kind: str, name: str, told: Flows) -> str:
    return f"urn:sdmx:org.sdmx.infomodel.{kind}={told.agency}:{name}({told.version})"


def _names(term: Term, element: str = "Name") -> str:
    return "".join(
        f'<com:{element} xml:lang="{language.value}">{escape(one_line(term.in_(language)))}</com:{element}>'
        for language in Language
    )
