"""Page numbers on a PDF, whatever engine made it.

The PDF engine of the distribution knows no footers, so they are written afterwards.
"""

import io

from reportlab.pdfgen import canvas

from odoo.tools.pdf import PdfFileReader, PdfFileWriter

FONT_SIZE = 8
FROM_BOTTOM = 20  # points


def number_pages(content, label=""):
    """Return the PDF with “label   2 / 5” at the foot of each page.

    :param bytes content: a PDF
    :param str label: stands before the number, in Latin letters and digits
    """
    pages = PdfFileReader(io.BytesIO(content), strict=False)
    count = len(pages.pages)
    feet = PdfFileReader(_draw_feet(pages, count, label), strict=False)
    writer = PdfFileWriter()
    for number in range(count):
        page = pages.pages[number]
        page.merge_page(feet.pages[number])
        writer.add_page(page)
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()


def _draw_feet(pages, count, label):
    """Return a PDF of as many pages with nothing but their feet."""
    stream = io.BytesIO()
    paper = canvas.Canvas(stream)
    for number in range(count):
        box = pages.pages[number].mediabox
        width, height = float(box.width), float(box.height)
        paper.setPageSize((width, height))
        paper.setFont("Helvetica", FONT_SIZE)
        text = f"{label}   {number + 1} / {count}".strip()
        paper.drawCentredString(width / 2, FROM_BOTTOM, text)
        paper.showPage()
    paper.save()
    stream.seek(0)
    return stream
