"""Turns the pages that were drawn into a file to keep: PDF/A-2a and PDF/UA-1 at once.

Marked content gets its structure tree, the catalog its language and output intent, and both places for particulars say
the same. The sources are ISO 32000-1 (14.7, 14.8), ISO 19005-2 and ISO 14289-1.
"""

import hashlib
import io
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, StreamDecodeLevel, String

from observatory.reports.copies import Attachment
from observatory.reports.pdf.metadata import Particulars, information, packet
from observatory.reports.pdf.structure import Content, Element, Jump, Part, Structure
from resources import resource

_PRINTED = 4
"""Annotation flag: shown on paper too, as PDF/A asks of every annotation."""
_NUMBERED = {"L": Dictionary(O=Name.List, ListNumbering=Name.Disc)}


def archived(
    pages: bytes, structure: Structure, particulars: Particulars, attachments: tuple[Attachment, ...] = ()
) -> bytes:
    """The same pages as a tagged file for archives; the same input gives the same bytes.

    Files can be attached where the particulars say part 3 of ISO 19005.
    """
    with Pdf.open(io.BytesIO(pages)) as pdf:
        root = pdf.Root
        root.StructTreeRoot = _Tree(pdf, structure).root
        root.MarkInfo = Dictionary(Marked=True)
        root.Lang = String(particulars.language)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        root.OutputIntents = Array([_output_intent(pdf)])
        root.Metadata = pdf.make_stream(packet(particulars), Type=Name.Metadata, Subtype=Name.XML)
        if attachments:
            _attach(pdf, attachments, particulars)
        pdf.trailer.Info = pdf.make_indirect(Dictionary({f"/{k}": String(v) for k, v in information(particulars)}))
        return saved(pdf, deterministic_id=True)


def saved(pdf: Pdf, **options: Any) -> bytes:  # noqa: ANN401 - handed to pikepdf
    """The file's bytes, small."""
    stream = io.BytesIO()
    pdf.save(stream, object_stream_mode=ObjectStreamMode.generate, **options)
    return stream.getvalue()


def content_digest(file: bytes) -> str:
    """SHA-256 of the file unpacked and without its ID: the same wherever the same content was packed by another zlib.

    An encrypted file has none: pikepdf's `PasswordError` is raised.
    """
    with Pdf.open(io.BytesIO(file)) as pdf:
        stream = io.BytesIO()
        pdf.save(
            stream,
            static_id=True,
            compress_streams=False,
            stream_decode_level=StreamDecodeLevel.generalized,
            object_stream_mode=ObjectStreamMode.disable,
        )
    return hashlib.sha256(stream.getvalue()).hexdigest()


def _attach(pdf: Pdf, attachments: tuple[Attachment, ...], particulars: Particulars) -> None:
    """Data that the document is made of, listed by name and declared as associated files (ISO 19005-3, 6.8)."""
    files = [(each.name, pdf.make_indirect(_file(pdf, each, particulars))) for each in attachments]
    pdf.Root.AF = Array([file for _, file in files])
    names = [part for name, file in sorted(files, key=lambda pair: pair[0]) for part in (String(name), file)]
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array(names)))


def _file(pdf: Pdf, attachment: Attachment, particulars: Particulars) -> Dictionary:
    changed = dict(information(particulars))["ModDate"]
    stream = pdf.make_stream(attachment.content, Type=Name.EmbeddedFile, Subtype=Name("/text/csv"))
    stream.Params = Dictionary(ModDate=String(changed), Size=len(attachment.content))
    return Dictionary(
        Type=Name.Filespec,
        F=String(attachment.name),
        UF=String(attachment.name),
        Desc=String(attachment.about),
        AFRelationship=Name.Data,
        EF=Dictionary(F=stream, UF=stream),
    )


def _output_intent(pdf: Pdf) -> Dictionary:
    profile = pdf.make_stream(resource("colour", "sRGB.icc").read_bytes(), N=3)
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=profile,
    )


class _Tree:
    """The structure tree in the file, and the way back to it from pages and annotations."""

    def __init__(self, pdf: Pdf, structure: Structure) -> None:
        self._pdf, self._pages = pdf, [page.obj for page in pdf.pages]
        self._objects: dict[Element, Dictionary] = {}
        self._areas: list[tuple[Object, Dictionary]] = []
        self.root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.root.K = self._object(structure.document, self.root)
        self.root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(self._owners(structure))))
        self.root.ParentTreeNextKey = len(self._pages) + len(self._areas)

    def _object(self, element: Element, parent: Dictionary) -> Dictionary:
        made = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{element.part.role}"), P=parent))
        self._objects[element] = made
        _describe(made, element)
        page = element.first_page
        if page is not None:
            made.Pg = self._pages[page]
        kids = [self._kid(kid, made, page) for kid in element.kids]
        if kids:
            made.K = kids[0] if len(kids) == 1 else Array(kids)
        return made

    def _kid(self, kid: Element | Content | Jump, parent: Dictionary, page: int | None) -> Any:  # noqa: ANN401 - as pikepdf's
        if isinstance(kid, Element):
            return self._object(kid, parent)
        if isinstance(kid, Jump):
            return self._area(kid, parent)
        if kid.page == page:
            return kid.number
        return Dictionary(Type=Name.MCR, Pg=self._pages[kid.page], MCID=kid.number)

    def _area(self, jump: Jump, parent: Dictionary) -> Dictionary:
        annotation = self._pages[jump.page].Annots[jump.number]
        annotation.F = _PRINTED
        annotation.StructParent = len(self._pages) + len(self._areas)
        self._areas.append((annotation, parent))
        return Dictionary(Type=Name.OBJR, Pg=self._pages[jump.page], Obj=annotation)

    def _owners(self, structure: Structure) -> list[Any]:
        numbers: list[Any] = []
        for key, (page, owners) in enumerate(zip(self._pages, structure.pages, strict=True)):
            page.StructParents, page.Tabs = key, Name.S
            numbers += [key, Array([self._objects[owner] for owner in owners])]
        for key, (_, link) in enumerate(self._areas, start=len(self._pages)):
            numbers += [key, link]
        return numbers


def _describe(made: Dictionary, element: Element) -> None:
    """What the element is said to be, beyond its role."""
    part = element.part
    if part.alternative:
        made.Alt = String(part.alternative)
    if part.spoken:
        made.ActualText = String(part.spoken)
    if element.box:
        made.A = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=Array([round(edge, 2) for edge in element.box]))
    elif part.role in _NUMBERED:
        made.A = _NUMBERED[part.role]
    elif part.scope or part.columns > 1 or part.rows > 1:
        made.A = _cell(part)


def _cell(part: Part) -> Dictionary:
    told = Dictionary(O=Name.Table)
    if part.scope:
        told.Scope = Name(f"/{part.scope}")
    if part.columns > 1:
        told.ColSpan = part.columns
    if part.rows > 1:
        told.RowSpan = part.rows
    return told
