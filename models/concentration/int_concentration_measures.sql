-- One row per concentration ratio of the mart, with the number of firms that it adds up.
select 'CR4' as measure, 4 as firms
union all
select 'CR8' as measure, 8 as firms
union all
select 'CR10' as measure, 10 as firms
