-- Users, calls, tokens, downloads, customers and developers.
{{ figures_of(['usage']) }}
