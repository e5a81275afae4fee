"""From a document to the folder of a report: every numeric token is a drafted observation or excluded with its reason.

`drafting` goes through a document, of which `source` numbers the lines and tokens; `note_marks` and `digit_groups` mend what it prints,
and `lost_tables` finds the tables whose cells running text has. `overview/` says what it is as a whole: its title (`beginning`), whose
figures it has (`issuer`, by `firms`, `places` and `spoken_of`, as `signs` bear it out; `sections_of_firms`), of which market (`topic`), in
which `currency`, whom it has `cited` and its `reporting_period`. `tabular/` reads a table by its `layout`, `units`,
`metrics`, `subjects`, `statuses` and `periods` (`table` joins them): what a heading says alone (`heading_periods`) or with others
(`parts_and_lengths`, by `headings` and `within_year`), which rows are parts of others (`wholes`), and `change_columns`.
`running_text` goes through paragraphs and `text_figures` drafts their figures, with the units of `counts` and what `sections` say of the
text below them and what people answered (`answers`); `passage` reads a paragraph by
`sentences`, `phrases` and `phrases_zh`, `subjects/`, `measures/` and `dating/`. `items`
keeps which characters are taken.

Both use `registers` and `names`, which match words with ids, `newcomers`, which finds the names that no register has, `calendar/`, with
`fiscal`, `year_end`, `year_stated` and `spoken`, for periods, `status`, with the periods that a document calls `preliminary`, and `cells`,
which fills the cells of an observation. `align` carries over what the report before says.

`store` keeps a draft and what a reviewer does to it, `tables` writes the tables that `claimhouse build` reads, `workbook` and `assist` hand
a draft to others, `judge` says what `claimhouse check` would of one item, `command` is `claimhouse draft`. Vocabularies stand in
`wordings/*.csv`.
"""
