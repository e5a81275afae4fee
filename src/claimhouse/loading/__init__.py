"""How the models are run, behind one door: build.py alone of the product runs them, reports.py reads report folders.

plan.py has dbt compile the models and DuckDB run them; folders.py finds files of further reports, bulk.py reads and checks them with
in_sql.py and others.py, batches.py builds many of them with batch_steps.py, batch_file.py and over.py. Where dbt is fast enough one day,
plan.py goes: `run_plan` is then `dbt build` into the new file.
"""
