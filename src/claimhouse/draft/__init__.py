"""From a document to the folder of a report: every numeric token is a drafted observation or excluded with its reason.

`store` keeps a draft and what a reviewer does to it, `tables` writes the tables that `claimhouse build` reads, `source` numbers the
lines and tokens of a document, `spans` says what each token is, `registers` and `names` match words with ids, `cells` fills the cells
of an observation, `align` carries over what the report before says, `workbook` and `assist` hand a draft to others, `command` is
`claimhouse draft`. Vocabularies stand in `wordings/*.csv`.
"""
