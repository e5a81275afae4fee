-- One row per report and subject that its figures name.
{{ dimension('int_subjects', 'subject_id') }}
