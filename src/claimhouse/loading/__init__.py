"""How the models are run, behind one door: build.py alone of the product runs them, reports.py reads report folders.

plan.py has dbt compile the models and DuckDB run them; bulk.py reads and checks files of further reports; batches.py builds
many of them. Where dbt is fast enough one day, plan.py goes: `run_plan` is then `dbt build` into the new file.
"""
