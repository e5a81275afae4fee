-- One row per term of a relation. What holds between the metrics of one subject by their definition (revenue is cost plus profit, opening
-- plus changes is closing). Without the stated metric its value is implied. Where another printed figure is just what is missing, such as the loss
-- of discontinued operations between income before tax and net profit, the definition is not that of the report.
with terms as (
    select * from {{ ref('int_identity_relations') }}
),

explained as (
    select * from {{ ref('int_explained_identities') }}
),

unexplained as (
    select terms.*
    from terms
    left join explained on terms.report_id = explained.report_id and terms.relation_id = explained.relation_id
    where explained.relation_id is null
),

final as (
    {{ relation('unexplained', 'metric_identity', none, severity=none, weight='weight') }}
)

select * from final
