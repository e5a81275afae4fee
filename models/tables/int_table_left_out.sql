-- One row per slot of a sum that fails by the figure of a line near it that is no part of it, and that has no figure where the sum holds: as
-- preferred stock in the years before it was converted.
with slots as (
    select * from {{ ref('int_table_sum_slots') }}
    where holds is not null and parts >= 2
),

figures as (
    select * from {{ ref('int_table_cells') }}
    where value <> 0
),

grids as (
    select
        grid_id || ' sum ' || cast(result_line as {{ dbt.type_string() }}) as relation_id,
        grid_id,
        min(line) - 3 as first_line,
        max(line) + 3 as last_line
    from {{ ref('int_table_sum_lines') }}
    group by grid_id, result_line
),

shown as (
    select distinct
        slots.relation_id,
        figures.line
    from slots
    inner join grids on slots.relation_id = grids.relation_id
    inner join figures on grids.grid_id = figures.grid_id and slots.slot = figures.slot
    where slots.holds
),

final as (
    select distinct
        slots.relation_id,
        slots.slot
    from slots
    inner join grids on slots.relation_id = grids.relation_id
    inner join figures on grids.grid_id = figures.grid_id and slots.slot = figures.slot and figures.line between grids.first_line and grids.last_line
    left join shown on slots.relation_id = shown.relation_id and figures.line = shown.line
    where not slots.holds and shown.line is null and abs(abs(figures.value) - abs(slots.gap)) <= slots.slack
)

select * from final
