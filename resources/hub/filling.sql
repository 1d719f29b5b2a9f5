-- Filling: what is frozen stays as it was frozen, and who did something is who sends it.

-- What a row says in some columns: in its cells, or in its own columns and the others beside them.
create or replace function hub.said_in(p_table text, p_row jsonb, p_columns jsonb) returns jsonb
language sql immutable set search_path = pg_catalog, hub, pg_temp as $$
  select coalesce((select jsonb_object_agg(c, said) from jsonb_array_elements_text(p_columns) c, lateral (
      select case when p_table = 'form_row' then (p_row->>'cells')::jsonb->c
        else coalesce(p_row->c, (p_row->>'extra')::jsonb->c) end as said) s
    where said is not null and not hub.is_empty(said::text)), '{}')
$$;

-- What a value says, or null where it says nothing.
create or replace function hub.said_value(p_value jsonb) returns jsonb
language plpgsql immutable set search_path = pg_catalog, hub, pg_temp as $$
begin
  return case when p_value->>'deleted' = 'false' and not hub.is_empty(p_value->>'value') then
    (p_value->>'value')::jsonb end;
end $$;

-- What a role decided and signed stays as it says it; what it left empty is said once, by that role, but no part that it
-- named as empty (`writing.must_stay_decided`). What stood in the form when it was frozen its digest binds.
create or replace function hub.check_decided(p_me text, p_day text, p_form hub.form, p_path text, p_old jsonb, p_said jsonb)
returns void language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_facts jsonb; v_role text; v_revision hub.revision; v_card hub.card; v_named jsonb;
  v_field text := split_part(split_part(p_path, '/', 1), '.', 1);
begin
  if p_form.basis_id = '' or p_old is not distinct from p_said then return; end if;
  v_facts := hub.facts(hub.definition_of(p_form));
  v_role := v_facts->'decided_by'->>v_field;
  if v_role is null then return; end if;
  select * into v_revision from hub.revision where id = p_form.basis_id;
  if not v_revision.open_paths::jsonb ? v_field then return; end if;
  select * into v_card from hub.card where id = p_form.card_id;
  if coalesce(hub.decided(v_card, p_form, v_revision)->>v_role, '') not in ('approve', 'acknowledge', 'verify', 'accept')
     or not hub.is_current(p_form, v_revision.definition_id, v_revision) then return; end if;
  select hub.named_by(d.decided) into v_named from hub.latest(v_card, p_form, v_revision) d where d.role = v_role;
  if p_old is null and not hub.holds_one(p_me, v_facts->'late_by'->v_field, p_form.card_id, p_day) then
    raise exception 'what was left open at freezing is supplied by whom it is asked of' using errcode = '42501';
  elsif p_old is not null or p_path <> v_field and v_named ? p_path and v_named->v_field <> 'null' then
    raise exception 'what was decided and signed stays as it was said: %', v_field using errcode = '42501'; end if;
end $$;

-- Of a form that is frozen nothing changes that stands in its digest, but what was left open when it was
-- frozen; of what has ended, nothing (`writing.open_for_writing`).
create or replace function hub.check_open(p_me text, p_body jsonb, p_table text, p_now jsonb, p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_form hub.form; v_facts jsonb; v_field text; v_columns jsonb; v_open jsonb; v_old jsonb; v_said jsonb;
  v_ended boolean; v_by jsonb;
begin
  perform hub.check_assessed(p_me, p_body, p_table, p_now, p_new);
  select * into v_form from hub.form where id = p_new->>'form_id';
  v_ended := p_body->>'kind' <> 'EventUndone' and not exists (select 1 from hub.card c
    where c.id = any (hub.cards_of(p_table, p_new, p_now)) and c.status not in ('completed', 'cancelled'));
  v_field := split_part(split_part(coalesce(p_new->>'field', p_new->>'path'), '/', 1), '.', 1);
  if p_table = 'form_value' then
    perform hub.check_decided(p_me, p_body->>'today', v_form, p_new->>'path', hub.said_value(p_now), hub.said_value(p_new));
  end if;
  if not v_ended and v_form.revision_id = '' then return; end if;
  select open_paths::jsonb into v_open from hub.revision where id = v_form.revision_id and not v_ended;
  v_facts := hub.facts(hub.definition_of(v_form));
  if v_open ? v_field then
    v_by := v_facts->'late_by'->v_field;
    if v_by is not null and not hub.holds_one(p_me, v_by, v_form.card_id, p_body->>'today') then
      raise exception 'what was left open at freezing is supplied by whom it is asked of' using errcode = '42501'; end if;
    return; end if;
  if p_table = 'form_value' then
    if not hub.is_frozen(v_facts, p_new->>'path') then return; end if;
    v_old := hub.said_value(p_now);
    v_said := hub.said_value(p_new);
  else
    v_columns := v_facts->'tables'->v_field->'columns';
    if v_columns is null then return; end if;
    v_old := case when p_now->>'deleted' = 'false' then hub.said_in(p_table, p_now, v_columns) else '{}' end;
    v_said := case when p_new->>'deleted' = 'false' then hub.said_in(p_table, p_new, v_columns) else '{}' end;
    if v_old <> '{}' and p_now->>'rank' <> p_new->>'rank' then v_old := null; end if;
  end if;
  if v_old is distinct from v_said and v_ended then
    raise exception 'what has ended stays as it was: this micro-credential is completed' using errcode = '42501'; end if;
  if v_old is distinct from v_said then
    raise exception 'what is frozen is opened before it is changed' using errcode = '42501'; end if;
end $$;

-- Whether an event makes a form, or makes one again that was removed.
create or replace function hub.makes_form(p_body jsonb, p_form text) returns boolean
language sql immutable set search_path = pg_catalog, hub, pg_temp as $$
  select exists (select 1 from jsonb_array_elements(p_body->'effects') e
    where e->>'table' = 'form' and e->>'id' = p_form and e#>>'{new,deleted}' = 'false'
      and coalesce(e#>>'{old,deleted}', 'true') = 'true')
$$;

-- What an assessor says on a sheet is written by that assessor, or by CTL (`assessing.why_not_assess`), whatever kind of
-- event it comes in; what lives on, and what a form that is made in it begins with (whose sheet it is, `opening._prefilled`),
-- by anybody who may fill. What came by a packet is its maker's, where who brings it may record.
create or replace function hub.check_assessed(p_me text, p_body jsonb, p_table text, p_now jsonb, p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_form hub.form; v_facts jsonb; v_columns jsonb; v_named text; v_day text := p_body->>'today';
  v_field text := split_part(split_part(coalesce(p_new->>'field', p_new->>'path'), '/', 1), '.', 1);
  v_made_by text := coalesce(p_body#>>'{note,made_by}', '');
begin
  select * into v_form from hub.form where id = p_new->>'form_id';
  v_facts := hub.facts(hub.definition_of(v_form));
  if not coalesce(v_facts#>'{assessed,fields}', '[]') ? v_field
     or p_body->>'kind' = 'SheetRemoved' and v_field = v_facts#>>'{assessed,by}'
     or coalesce(v_facts#>'{assessed,begun}', jsonb_build_array(v_facts#>'{assessed,by}')) ? v_field
       and hub.makes_form(p_body, v_form.id) then return; end if;
  v_columns := v_facts->'tables'->v_field->'columns';
  if v_columns is not null and p_now->>'deleted' = 'false' and p_new->>'deleted' = 'false' and p_now->>'rank' = p_new->>'rank'
     and hub.said_in(p_table, p_now, v_columns) = hub.said_in(p_table, p_new, v_columns) then return; end if;
  if p_body->>'kind' = 'EventUndone' and not exists (select 1 from hub.undone(p_body) j
      where hub.is_other(j.person_id, p_me)) then return; end if;
  if hub.holds_one(p_me, '["ctl", "ctl_lead"]', v_form.card_id, v_day) then return; end if;
  select trim('"' from coalesce(v.value, '')) into v_named from hub.form_value v
    where v.form_id = v_form.id and v.path = v_facts#>>'{assessed,by}' and not v.deleted and not hub.is_empty(v.value);
  if not exists (select 1 from unnest(array[p_me, case when v_made_by <> '' and hub.may(p_me, 'record', v_form.card_id, v_day)
        then hub.same(v_made_by) end]) who
      where who is not null and hub.same(coalesce(v_named, who)) = who
        and hub.holds_one(who, '["rev"]', v_form.card_id, v_day)) then
    raise exception 'what an assessor says is written by that assessor, or by CTL' using errcode = '42501'; end if;
end $$;

-- What stands in the frozen parts of the forms that an event fills, which are signed module by module: it
-- stays as it is (`dividing.frozen_parts_kept`).
create or replace function hub.frozen_parts(p_body jsonb) returns jsonb
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select coalesce(jsonb_object_agg(p.id, hub.live_digest(p, hub.definition_of(p), r.open_paths::jsonb, r.content)), '{}')
    from (select distinct e#>>'{new,form_id}' as id from jsonb_array_elements(p_body->'effects') e
      where e->>'table' in ('form_value', 'form_row', 'milestone', 'component', 'condition', 'finding')) named
    join hub.form w on w.id = named.id and w.scope = ''
    join hub.form p on p.card_id = w.card_id and p.kind = w.kind and p.round = w.round and p."loop" = w."loop"
      and p.revision_id <> '' and hub.is_part(p.scope) and not p.deleted and not p.superseded
    join hub.revision r on r.id = p.revision_id
$$;

-- Who is said to have done something did it: a new name among these is the sender's.
create or replace function hub.check_doer(p_me text, p_table text, p_now jsonb, p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_name text;
begin
  foreach v_name in array (case p_table
      when 'file' then '{added_by}' when 'correction' then '{made_by}' when 'debt' then '{raised_by,paid_by}'
      when 'booklet' then '{printed_by}' when 'card' then '{back_by}' when 'absence' then '{set_by}' else '{}' end)::text[] loop
    if p_new->>v_name not in ('', p_me) and p_new->>v_name is distinct from p_now->>v_name then
      raise exception 'it is done in one''s own name: %', v_name using errcode = '42501'; end if;
  end loop;
end $$;
