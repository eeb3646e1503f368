"""New figures laid out for a reader (新数据各表): on screen and in a terminal alike.

Tables of plain values: whatever a file's cells held is text in them, never markup, and no
formula once they are taken into a spreadsheet.
"""

import pandas as pd

from data.releases.differences import LEVELS
from data.releases.intake import Reading
from views.present.names import series_name
from views.present.safe_cells import inert_table
from views.words.numbers import points
from views.words.words import language, period_name, word


def read_as(reading: Reading) -> pd.DataFrame:
    """Lay out what was taken for what (识别表)."""
    table = reading.columns()
    span = table["first"].where(
        table["first"] == table["last"], table["first"] + "–" + table["last"]
    )
    columns = {
        "read_series": table["series"].map(series_name),
        "read_measure": [word(f"measure_{one}") for one in table["measure"]],
        "read_unit": [word(f"unit_{one}") for one in table["unit"]],
        "read_period": span,
        "read_count": table["count"],
        "read_from": table["from"],
    }
    return inert_table(pd.DataFrame({word(key): values for key, values in columns.items()}))


def left_out(reading: Reading) -> pd.DataFrame:
    """Lay out the rows and columns that were not taken (未采用)."""
    rows = [[one.where, one.said, one.why[language()]] for one in reading.left_out]
    columns = [word("read_where"), word("read_said"), word("read_why")]
    return inert_table(pd.DataFrame(rows, columns=columns))


def differences(table: pd.DataFrame) -> pd.DataFrame:
    """Lay out a comparison (差异表): 亿元 with two digits, growth in per cent, changes in both."""
    level = table["measure"].isin(LEVELS)

    def printed(column: str) -> list[str]:
        both = zip(table[column], level, strict=True)
        return [
            "—" if pd.isna(one) else f"{one:,.2f}" if money else f"{100 * one:.1f}"
            for one, money in both
        ]

    columns = {
        "diff_series": table["series"].map(series_name),
        "diff_period": table["period"].map(period_name),
        "diff_measure": [word(f"measure_{one}") for one in table["measure"]],
        "diff_before": printed("before"),
        "diff_after": printed("after"),
        "diff_change": ["—" if pd.isna(one) else points(one) for one in table["change"]],
        "diff_kind": [word(f"diff_{one}") for one in table["kind"]],
    }
    return pd.DataFrame({word(key): values for key, values in columns.items()})
