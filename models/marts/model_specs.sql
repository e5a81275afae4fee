-- Parameters, context, experts, bits, training cost and capability of models and methods.
{{ figures_of(['model_specs']) }}
