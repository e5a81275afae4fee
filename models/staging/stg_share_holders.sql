-- One row per holder of a share that is not one firm.
{{ staged('share_holders') }}
