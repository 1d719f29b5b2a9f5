-- What members may do: read, and call these functions. Their version (`models/hub_rules.py`) is told to all.

comment on function hub.hub_push(text, bigint, text, jsonb) is 'mcdesk {functions}';

revoke all on all functions in schema hub from public;
grant execute on function hub.hub_push(text, bigint, text, jsonb) to {team};
grant execute on function hub.hub_put_blob(text, bytea) to {team};
grant execute on function hub.hub_put_part(text, bigint, bigint, bytea) to {team};
grant execute on function hub.hub_has_all() to {team};
grant execute on function hub.hub_may_have(text) to {team};
grant execute on function hub.hub_withheld() to {team};
grant execute on function hub.hub_contents() to {team};
grant execute on function hub.hub_report(text, text, text) to {team};
grant execute on function hub.hub_here(text, text) to {team};
grant select on all tables in schema hub to {team};
revoke all on hub.here, hub.part, hub.stored, hub.had from {team};

-- Large objects belong to whoever makes them, and fill the disk unseen: the hub has none. Only a superuser can take that
-- right from all (docs/hub.md).
do $$
declare v_maker regprocedure;
begin
  if (select rolsuper from pg_roles where rolname = current_user) then
    for v_maker in select oid from pg_proc where pronamespace = 'pg_catalog'::regnamespace
        and proname in ('lo_creat', 'lo_create', 'lo_from_bytea', 'lo_put', 'lowrite', 'lo_import') loop
      execute format('revoke execute on function %s from public', v_maker);
    end loop;
  end if;
end $$;
