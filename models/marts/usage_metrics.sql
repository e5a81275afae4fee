-- One row per figure of use: users, calls, tokens, downloads, customers and developers.
{{ figures_of('usage_metrics') }}
