-- An interval whose lower end lies above its upper end, in a mart over all reports.
{%- set marts = [
    'comparable_figures', 'contradictions', 'edition_changes', 'figure_vintages', 'forecast_outcomes', 'forecast_register',
    'forecast_scores', 'source_disagreements'
] %}
{{ inverted_intervals(marts, over_reports=true) }}
