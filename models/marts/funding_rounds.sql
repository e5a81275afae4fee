-- One row per figure of financing: money raised, prices paid, proceeds of listings, totals of a sector, and valuations.
{{ figures_of('funding_rounds') }}
