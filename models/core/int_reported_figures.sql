{{ config(materialized="view") }}
-- One row per figure of a report, with what its thing is called across reports (`thing_` columns, an empty text where there is none). An
-- actual, a forecast and a target of one thing are three figures, told apart by `outlook`.
with figures as (
    select *, case when obs_status in {{ vocabulary('obs_statuses', 'obs_status', 'is_forecast') }} then obs_status else '' end as outlook
    from {{ ref('int_current_figures') }}
),

things as (
    select
        figures.*,
        {% for column in thing_columns() -%}
        coalesce(named_figures.{{ column }}, {{ public_id('figures.' ~ figure_columns()[loop.index]) }}) as {{ column }}{{ ',' if not loop.last }}
        {% endfor -%}
    from figures
    left join {{ ref('int_named_figures') }} as named_figures on {{ same_columns('figures', 'named_figures', figure_columns()) }}
),

final as (
    select *, {{ fingerprint(thing_columns()) }} as mark from things
)

select * from final
