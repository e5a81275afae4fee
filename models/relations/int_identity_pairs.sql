-- One row per term of two identities that have one metric in common, without that metric: what the one says of it and what the other does is
-- the same. A sum gives the metric by its other terms, a product as its result or by the other factor; the sum takes the place
-- of what is stated.
{%- set pair = 'pairs.identity_id as pair_identity_id, pairs.sum_identity_id, pairs.joint_metric_id, pairs.kind' %}
with identities as (
    select
        *,
        case role when 'add' then -1 else 1 end as sign,
        min(case when role in ('left', 'right') then weight end) over (partition by identity_id) as factor
    from {{ ref('stg_metric_identities') }}
),

weighted as (
    select identity_id from identities
    where kind = 'sum' and weight <> 1
),

-- the metric in common, and every other term of its identity
solved as (
    select
        joint.identity_id,
        joint.kind,
        joint.metric_id as joint_metric_id,
        joint.role as joint_role,
        other.role,
        other.metric_id,
        other.basis,
        other.weight,
        other.factor,
        case
            when joint.kind = 'sum' then case when joint.sign = other.sign then 'subtract' else 'add' end
            when joint.role = 'stated' then other.role
            when other.role = 'stated' then 'numerator'
            else 'denominator'
        end as solved_role
    from identities as joint
    inner join identities as other
        on joint.identity_id = other.identity_id
        and (joint.role <> other.role or joint.metric_id <> other.metric_id or other.basis is not null)
    where joint.basis is null
        and joint.identity_id not in (select identity_id from weighted)
),

metrics as (
    select distinct identity_id, kind, joint_metric_id, joint_role from solved
),

pairs as (
    select
        own.identity_id,
        other.identity_id as sum_identity_id,
        own.joint_metric_id,
        own.joint_role,
        case when own.kind = 'sum' then 'sum' when own.joint_role = 'stated' then 'product' else 'ratio' end as kind
    from metrics as own
    inner join metrics as other on own.joint_metric_id = other.joint_metric_id and own.identity_id <> other.identity_id
    where other.kind = 'sum'
        -- two sums make one: in the place of a part of the one stands what the other gives
        and (own.kind = 'product' or (own.joint_role <> 'stated' and (other.joint_role = 'stated' or own.identity_id > other.identity_id)))
),

own_terms as (
    select
        {{ pair }},
        solved.identity_id,
        solved.role,
        solved.metric_id,
        solved.basis,
        case when pairs.kind = 'sum' then solved.role else solved.solved_role end as pair_role,
        case when pairs.kind = 'ratio' then cast(cast(1 as double) / nullif(solved.factor, 0) as {{ amount() }}) else solved.weight end as weight
    from pairs
    inner join solved
        on pairs.identity_id = solved.identity_id
        and pairs.joint_metric_id = solved.joint_metric_id
        and pairs.joint_role = solved.joint_role
),

sum_terms as (
    select
        {{ pair }},
        solved.identity_id,
        solved.role,
        solved.metric_id,
        solved.basis,
        case
            when pairs.kind <> 'sum' or pairs.joint_role = 'add' then solved.solved_role
            when solved.solved_role = 'add' then 'subtract'
            else 'add'
        end as pair_role,
        solved.weight
    from pairs
    inner join solved on pairs.sum_identity_id = solved.identity_id and pairs.joint_metric_id = solved.joint_metric_id
),

both_sides as (
    select * from own_terms
    union all
    select * from sum_terms
),

final as (
    select *, count(*) over (partition by pair_identity_id, sum_identity_id, joint_metric_id) as terms from both_sides
)

select * from final
