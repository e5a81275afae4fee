-- One row per member of a group.
{{ staged('group_members', ['breakdown']) }}
