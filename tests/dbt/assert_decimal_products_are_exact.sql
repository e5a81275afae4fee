-- Fails where the engine drops decimals of a product, as Spark does unless spark.sql.decimalOperations.allowPrecisionLoss
-- is false: quotients are told exact ones by multiplying back.
with factors as (
    select cast('0.000001' as {{ amount() }}) as factor
)

select factor from factors
where factor * factor = 0
