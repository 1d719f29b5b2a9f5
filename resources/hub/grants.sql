-- What members may do: read, and call these functions. Their version (`models/hub_rules.py`) is told to all.

comment on function hub.hub_push(text, bigint, text, jsonb) is 'mcdesk {functions}';

revoke all on all functions in schema hub from public;
grant execute on function hub.hub_push(text, bigint, text, jsonb) to {team};
grant execute on function hub.hub_put_blob(text, bytea) to {team};
grant execute on function hub.hub_put_part(text, bigint, bigint, bytea) to {team};
grant execute on function hub.hub_report(text, text, text) to {team};
grant execute on function hub.hub_here(text, text) to {team};
grant select on all tables in schema hub to {team};
revoke all on hub.here, hub.part from {team};
