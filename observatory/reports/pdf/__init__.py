"""The summary on paper: A4 pages with embedded type, contents, bookmarks and vector charts.

The typefaces are registered before anything else of reportlab is imported, because its modules fix their default font
when they are loaded; otherwise an unembedded Helvetica slips into every file.
"""

from observatory.reports.pdf.typefaces import register

register()

from observatory.reports.pdf.document import write_pdf  # noqa: E402 - after the typefaces, see above

__all__ = ["write_pdf"]
