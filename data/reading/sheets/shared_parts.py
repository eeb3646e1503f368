"""What the sheets of a workbook share (共用部分), by openpyxl: texts, styles, its first day."""

import io
from functools import cache
from typing import Any

from data.reading.sheets.number_format import EAST_ASIAN_DATES, date_shown, is_date


class SharedParts:
    """What the cells of a workbook refer to (共用部分): its texts, styles and first day; and the
    names that it gives to ranges of them."""

    def __init__(self, content: bytes) -> None:
        from openpyxl.reader.excel import ExcelReader, apply_stylesheet

        reader = ExcelReader(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False, rich_text=True
        )
        reader.read_manifest()
        reader.read_strings()
        reader.read_workbook()
        apply_stylesheet(reader.archive, reader.wb)
        self.texts: list[Any] = reader.shared_strings
        self.own = reader.wb
        self.sheets = [
            (str(sheet.name), str(sheet.state), str(rel.target))
            for sheet, rel in reader.parser.find_sheets()
            if rel.target in reader.valid_files and "chartsheet" not in rel.Type
        ]
        named = getattr(reader.parser.defined_names, "definedName", ())
        self.names = tuple(str(one.name) for one in named if not one.is_reserved)
        reader.archive.close()
        self.format = cache(self._format)
        """Of a style, what it makes of a number, and the format's text (样式)."""
        self.struck = cache(self._struck)
        """Of a style, whether it strikes the text through (删除线)."""

    def _struck(self, style: int) -> bool:
        return bool(self.own._fonts[self.own._cell_styles[style].fontId].strike)

    def _format(self, style: int) -> tuple[str, str]:
        """What a style makes of a number (样式): "", day or span, and the format's text."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

        number = self.own._cell_styles[style].numFmtId
        code = BUILTIN_FORMATS.get(number, "General")
        if number >= BUILTIN_FORMATS_MAX_SIZE:
            code = str(self.own._number_formats[number - BUILTIN_FORMATS_MAX_SIZE])
        if style in self.own._date_formats:
            return ("span" if style in self.own._timedelta_formats else "day"), code
        ours = EAST_ASIAN_DATES.get(number) if code == "General" else None
        return ("day", ours) if ours and is_date(ours) else ("", code)

    def day(self, value: int | float, code: str, span: bool) -> str:
        """Give a date as its format shows it (日期); one beyond all calendars is an error."""
        from openpyxl.utils.datetime import from_excel

        try:
            return date_shown(from_excel(value, self.own.epoch, timedelta=span), code)
        except (OverflowError, ValueError):
            return "#VALUE!"
