"""From a document to the folder of a report: every numeric token is a drafted observation or excluded with its reason.

`store` keeps a draft and what a reviewer does to it, `tables` writes the tables that `claimhouse build` reads, `source` numbers the
lines and tokens of a document, `drafting` goes through it, `tabular` reads its tables, `registers` and `names` match words with ids,
`newcomers` finds the names that no register has, `cells` fills the cells of an observation, `passage` reads a paragraph by `sentences`,
`subjects`, `measures` and `dating`, `calendar` its periods, `align` carries over what the report before says, `workbook` and `assist`
hand a draft to others, `command` is `claimhouse draft`. Vocabularies stand in `wordings/*.csv`.
"""
