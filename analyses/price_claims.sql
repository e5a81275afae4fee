-- Is DeepSeek as cheap as the report says?
select subject_id, compared_subject_id, basis, low, high
from {{ ref('price_ratios') }}
order by subject_id, basis, low
