-- Under which reading relations are evaluated: as printed, with open sides closed at the printed number (to see
-- whether the numbers themselves disagree), and with approximate figures widened.
select 'as_printed' as scenario, cast(0 as {{ amount() }}) as tolerance, false as closes_open_sides
union all
select 'closed' as scenario, cast(0 as {{ amount() }}) as tolerance, true as closes_open_sides
{% for percent in var('sensitivity_percents') %}
union all
select 'widened_{{ percent }}' as scenario, cast({{ percent / 100 }} as {{ amount() }}) as tolerance, false as closes_open_sides
{% endfor %}
