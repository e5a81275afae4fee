-- One row per whole that a share can be taken of.
{{ staged('share_bases') }}
