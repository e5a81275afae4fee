"""The grammar of printed figures and periods, in English and Chinese.

One place each: the wordings in `wordings/*.csv`, tokens in `tokens.py`, numerals in `numerals.py`, what stands around them in `units.py`
and `signs.py`, one amount in `amounts.py`, two as one figure in `joined.py`, periods in `periods.py` with their parts in `period_parts.py`,
`fiscal_parts.py` and `dates.py`, what only looks like a figure in `identifiers.py`, the scan of a text in `reader.py`, the figure of one
cell in `printed.py`.
"""

from claimhouse.grammar.printed import Figure, parse, parse_period
from claimhouse.grammar.reader import figures, periods
from claimhouse.grammar.spans import Span, as_record, decimal_text

__all__ = ["Figure", "Span", "as_record", "decimal_text", "figures", "parse", "parse_period", "periods"]
