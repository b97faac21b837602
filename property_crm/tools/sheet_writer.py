"""The rows of a sheet that could not be loaded, written for correction."""

import io


def write_error_sheet(rows, messages, title):
    """Return an XLSX file of the bad rows, what is wrong in the last column.

    :param rows: the header first, each with ``number`` and ``cells``
    :param messages: lists of sentences by row number
    """
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    header, *body = rows
    width = len(header.cells)
    sheet.append([*header.cells, title])
    for row in body:
        if row.number in messages:
            cells = [*row.cells, *[""] * width][:width]
            cells.append(" · ".join(messages[row.number]))
            sheet.append([_make_cell(sheet, cell) for cell in cells])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _make_cell(sheet, value):
    """Return a cell that no spreadsheet takes for a formula."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell
