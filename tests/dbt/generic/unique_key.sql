{# One row per combination of the columns of the model's `primary_key`; an empty cell counts as a value. #}
{% test unique_key(model, columns=none) %}
{%- set key = (columns or primary_key(model.identifier)) | join(', ') or '1' %}
select {{ key }}, count(*) as times
from {{ model }}
group by {{ key }}
having count(*) > 1
{% endtest %}
