{{ stage_observations('device_shipments') }}
