-- Who is working where: a hint that expires and stands in no journal.

create unlogged table if not exists hub.here (
  person_id text primary key, form_id text not null, section text not null,
  at timestamptz not null default clock_timestamp());

-- Tells where one is ('' for nowhere), and returns where the others are.
create or replace function hub.hub_here(p_form text, p_section text)
returns table (who text, which text, place text)
language plpgsql security definer set search_path = pg_catalog, hub, pg_temp as $$
declare v_me text;
begin
  select hub.same(person_id) into v_me from hub.member where login = session_user and active;
  if not found then raise exception 'not a member of this hub' using errcode = '42501'; end if;
  delete from hub.here where at < clock_timestamp() - interval '90 seconds'
    or person_id = v_me and p_form = '';
  if p_form <> '' then
    insert into hub.here values (v_me, left(p_form, 64), left(p_section, 64))
      on conflict (person_id) do update
        set form_id = excluded.form_id, section = excluded.section, at = clock_timestamp();
  end if;
  return query select h.person_id, h.form_id, h.section from hub.here h where h.person_id <> v_me;
end $$;
