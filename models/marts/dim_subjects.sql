-- One row per report and subject that its figures name.
{{ dimension('subjects', 'subject_id') }}
