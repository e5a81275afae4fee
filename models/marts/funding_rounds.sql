-- Money raised, prices paid, listing proceeds, sector totals and the valuations beside them.
{{ figures_of(['funding']) }}
