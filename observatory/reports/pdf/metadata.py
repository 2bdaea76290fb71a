"""The particulars of a file: title, author, dates, and which standards it keeps, as XMP and as the older dictionary."""

from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

_PRODUCER = "Osservatorio (reportlab, pikepdf)"
_CREATOR = "Osservatorio"


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a file says about itself.

    `part` is that of ISO 19005: 2, or 3 where files are attached, or 0 for an encrypted file, which keeps none.
    """

    title: str
    author: str
    subject: str
    language: str
    as_of: date
    part: int = 2


def information(told: Particulars) -> tuple[tuple[str, str], ...]:
    """The document information dictionary, as name and value."""
    stamp = f"D:{told.as_of:%Y%m%d}000000+00'00'"
    return (
        ("Title", told.title),
        ("Author", told.author),
        ("Subject", told.subject),
        ("Creator", _CREATOR),
        ("Producer", _PRODUCER),
        ("CreationDate", stamp),
        ("ModDate", stamp),
    )


def packet(told: Particulars) -> bytes:
    """The same as an XMP packet, with the identification of PDF/A and PDF/UA (and the schema the latter needs)."""
    moment = f"{told.as_of:%Y-%m-%d}T00:00:00+00:00"
    values = {
        "title": escape(told.title),
        "author": escape(told.author),
        "subject": escape(told.subject),
        "language": told.language,
        "moment": moment,
        "archive": _ARCHIVE.format(part=told.part) if told.part else "",
        "creator": _CREATOR,
        "producer": _PRODUCER,
    }
    return _PACKET.format_map(values).encode("utf-8")


_ARCHIVE = "<pdfaid:part>{part}</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n"
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:rights>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<xmp:MetadataDate>{moment}</xmp:MetadataDate>
<pdf:Producer>{producer}</pdf:Producer>
{archive}<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
