-- One row per set of up to ten positions and member: sets are the bits of a mask.
{% set largest = 10 %}
with bits as (
    select 0 as bit
    union all
    select 1 as bit
),

masks as (
    select
        {% for n in range(largest) %}bit{{ n }}.bit * {{ 2 ** n }}{{ ' + ' if not loop.last }}{% endfor %} as mask
    from bits as bit0
    {% for n in range(1, largest) %}cross join bits as bit{{ n }}
    {% endfor %}
),

powers as (
    {% for n in range(1, largest + 1) %}
    select {{ n }} as position, {{ 2 ** (n - 1) }} as bit
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

final as (
    select
        sizes.position as positions,
        masks.mask,
        members.position
    from powers as sizes
    inner join masks on masks.mask < 2 * sizes.bit
    inner join powers as members on (masks.mask & members.bit) <> 0
)

select * from final
