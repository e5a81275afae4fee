-- The concentration ratios of the mart and how many firms each adds up. Key: measure.
select 'CR4' as measure, 4 as firms
union all
select 'CR8' as measure, 8 as firms
union all
select 'CR10' as measure, 10 as firms
