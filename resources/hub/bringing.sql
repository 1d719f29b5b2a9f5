-- What is brought in from other workspaces (docs/decisions/0014-two-histories.md).

-- Whether a record came from another workspace: by the event that made it; null where there is none.
create or replace function hub.came(p_table text, p_id text) returns boolean
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select j.kind like 'Brought.%' from hub.effect e join hub.journal j on j.n = e.event_n
    where e.table_name = p_table and e.record_id = p_id order by j.n limit 1
$$;

-- Whether what a record names comes from another workspace, too: it came before, or comes with it.
create or replace function hub.comes(p_body jsonb, p_table text, p_id text) returns boolean
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select p_id = '' or coalesce(hub.came(p_table, p_id), exists (select 1
    from jsonb_array_elements(p_body->'effects') e where e->>'table' = p_table and e->>'id' = p_id))
$$;

-- What is brought in from another workspace changes nothing of this one, and speaks for nobody known here.
create or replace function hub.check_brought(p_body jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_effect jsonb; v_new jsonb; v_card text; v_person text;
begin
  if (p_body#>>'{command,text}')::jsonb->>'id' is distinct from p_body->>'id'
     or 'Brought.' || ((p_body#>>'{command,text}')::jsonb->>'kind') is distinct from p_body->>'kind' then
    raise exception 'what is brought in is not what its text says' using errcode = '23514'; end if;
  for v_effect in select * from jsonb_array_elements(p_body->'effects') loop
    v_new := v_effect->'new';
    if not exists (select 1 from jsonb_array_elements((p_body#>>'{command,text}')::jsonb->'effects') o
        where o->>'table' = v_effect->>'table' and o->>'id' = v_effect->>'id'
          and ((o->'new') - 'published_on') <@ v_new) then
      raise exception 'what is brought in is not what its text says' using errcode = '23514'; end if;
    if not hub.came(v_effect->>'table', v_effect->>'id') then
      raise exception 'it belongs to this team: % %', v_effect->>'table', v_effect->>'id' using errcode = '42501';
    end if;
    v_card := hub.card_of(v_effect->>'table', v_new, nullif(v_effect->'old', 'null'));
    if not hub.comes(p_body, 'card', v_card) then
      raise exception 'it belongs to this team: card %', v_card using errcode = '42501'; end if;
    if coalesce(v_new->>'form_id', '') <> '' then
      if v_effect->>'table' in ('sign_off', 'file') and v_new->>'card_id' = '' then  -- of a register, which stays there
        if exists (select 1 from hub.form f where f.id = v_new->>'form_id')
           or exists (select 1 from hub.closed_period c where c.id = v_new->>'form_id') then
          raise exception 'it belongs to this team: %', v_new->>'form_id' using errcode = '42501'; end if;
      elsif not hub.comes(p_body, 'form', v_new->>'form_id')
          or v_effect->>'table' = 'sign_off' and not hub.comes(p_body, 'revision', v_new->>'revision_id') then
        raise exception 'it belongs to this team: form %', v_new->>'form_id' using errcode = '42501'; end if;
    end if;
    if v_effect->>'table' in ('sign_off', 'office', 'signing_key') then
      foreach v_person in array array[v_new->>'person_id', v_new->>'on_behalf_of', v_new->>'recorded_by'] loop
        if exists (select 1 from hub.member m where m.person_id = v_person)
           or not hub.comes(p_body, 'person', coalesce(v_person, '')) then
          raise exception 'nobody of this team decides by what is brought in' using errcode = '42501'; end if;
      end loop;
    end if;
    if v_effect->>'table' = 'definition' and v_new->>'published_on' <> '' then
      raise exception 'a definition that is brought in binds nothing' using errcode = '42501'; end if;
  end loop;
end $$;

-- Two entries of the directory that are one: what is under way goes over, and nothing else changes.
create or replace function hub.matched_columns(p_table text) returns text[]
language sql immutable set search_path = pg_catalog, hub, pg_temp as $$
  select case p_table when 'person' then array['same_as', 'login']
    when 'office' then array['person_id', 'faculty_id', 'programme_id', 'deleted']
    when 'team' then array['person_id'] when 'card' then array['programme_id']
    when 'idea' then array['programme_id'] when 'programme' then array['same_as', 'faculty_id']
    else array['same_as'] end
$$;

-- Whether an entry of the directory is put away behind another.
create or replace function hub.is_second(p_kind text, p_id text, p_first text) returns boolean
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
begin
  return p_first <> '' and p_first = case p_kind
    when 'person' then (select same_as from hub.person where id = p_id)
    when 'faculty' then (select same_as from hub.faculty where id = p_id)
    else (select same_as from hub.programme where id = p_id) end;
end $$;

-- Duties and offices go over from one entry to another only where that entry is put away behind it,
-- now or before.
create or replace function hub.check_matched(p_me text, p_body jsonb, p_table text, p_old jsonb, p_new jsonb)
returns void language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_kind text; v_at text;
begin
  foreach v_kind in array array['person', 'faculty', 'programme'] loop
    v_at := v_kind || '_id';
    if p_old->>v_at is distinct from p_new->>v_at and not hub.is_second(v_kind, p_old->>v_at, p_new->>v_at) and not exists (
        select 1 from jsonb_array_elements(p_body->'effects') e where e->>'table' = v_kind
          and e->>'id' = p_old->>v_at and e#>>'{new,same_as}' = p_new->>v_at) then
      raise exception 'only what is matched goes over' using errcode = '42501'; end if;
  end loop;
  if p_table = 'office' and p_new->>'deleted' = 'true' and p_old->>'deleted' = 'false' and not exists (
      select 1 from hub.office o where o.person_id = p_new->>'person_id' and o.role = p_new->>'role'
        and o.id <> p_new->>'id' and not o.deleted) then
    raise exception 'an office goes over, or is held by the entry that stays' using errcode = '42501'; end if;
  if p_table = 'office' and p_new->>'role' = 'ctl_lead' and not hub.leads(p_me, p_body->>'today') then
    raise exception 'only a CTL lead makes a CTL lead' using errcode = '42501'; end if;
end $$;

-- Entries become one where they are matched only. Who signs in as one acts as the entry behind which it
-- was put away: nobody does that to their own, and but for one that came from another workspace, and
-- for which nobody signs in, a CTL lead alone.
create or replace function hub.check_entry(p_me text, p_body jsonb, p_table text, p_old jsonb, p_new jsonb)
returns void language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_id text := p_new->>'id';
begin
  perform hub.check_said(p_body, p_table, p_old, p_new);
  if p_table not in ('person', 'faculty', 'programme') or p_body->>'kind' = 'EventUndone' or p_body->>'kind' like 'Brought.%'
     or coalesce(p_old->>'same_as', '') = coalesce(p_new->>'same_as', '') then return; end if;
  if p_body->>'kind' <> 'EntriesMatched' then
    raise exception 'entries become one where they are matched' using errcode = '42501'; end if;
  if p_table <> 'person' then return; end if;
  if p_me in (v_id, hub.same(v_id)) then
    raise exception 'nobody puts away the entry that is their own' using errcode = '42501'; end if;
  if (not coalesce(hub.came('person', v_id), false) or exists (select 1 from hub.member m where m.person_id = v_id))
     and not hub.leads(p_me, p_body->>'today') then
    raise exception 'an entry that may have acted here is put away by a CTL lead' using errcode = '42501'; end if;
end $$;
