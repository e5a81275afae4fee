-- One row per figure of a model or method: parameters, context, experts, bits, training cost and capability.
{{ figures_of('model_specs') }}
