-- The digest of a form's frozen content, as `procedure/digest.py` takes it: SHA-256 over the lines
-- `path TAB json-text` in the order of their bytes, of the places that the definition freezes.

-- What stands in a form now: its values (beneath them the facts of an external original) and rows,
-- with the JSON text of each as it is kept.
create or replace function hub.live_values(p_form text) returns table (path text, val text)
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select v.path, v.value from hub.form_value v where v.form_id = p_form and not v.deleted
  union all
  select f.key, f.value::text from hub.external x, json_each(x.facts::json) f
    where x.form_id = p_form and not x.deleted and not exists (select 1 from hub.form_value v
      where v.form_id = p_form and v.path = f.key and not v.deleted)
$$;

create or replace function hub.live_rows(p_form text, p_field text, p_source text)
returns table (id text, rank text, cells json)
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
begin
  if p_source = 'form_row' then
    return query select r.id::text, r.rank, r.cells::json from hub.form_row r
      where r.form_id = p_form and r.field = p_field and not r.deleted;
    return;
  end if;
  return query execute format('select id::text, rank, (select json_object_agg(k.key, k.value) from ('
    ' select key, value from json_each(t.extra::json) e where (to_jsonb(t)->>e.key) is null'
    ' union all select key, value from json_each(row_to_json(t)) where value::text <> ''null'''
    '  and key <> all (array[''id'', ''row_version'', ''deleted'', ''form_id'', ''card_id'','
    '   ''field'', ''rank'', ''extra''])) k) from hub.%I t'
    ' where form_id = $1 and field = $2 and not deleted', p_source) using p_form, p_field;
end $$;

-- Whether a definition freezes a place.
create or replace function hub.is_frozen(p_facts jsonb, p_path text) returns boolean
language sql immutable set search_path = pg_catalog, hub, pg_temp as $$
  select coalesce(p_facts->'frozen'->>split_part(p_path, '.', 1) = 'true'
    and coalesce(p_facts->'frozen'->>p_path, 'true') = 'true', false)
$$;

create or replace function hub.is_empty(p_json text) returns boolean
language sql immutable set search_path = pg_catalog, hub, pg_temp as $$
  select p_json in ('null', '""', '[]', '{}', 'false')
$$;

-- The lines of some rows, which are counted by their place.
create or replace function hub.row_lines(p_field text, p_columns jsonb, p_cells json[])
returns setof text language sql immutable set search_path = pg_catalog, hub, pg_temp as $$
  select p_field || '/' || lpad(kept.n::text, 5, '0') || '/' || c.key || E'\t' || c.value::text
    from (select row, row_number() over (order by place) as n
      from unnest(p_cells) with ordinality as given(row, place)
      where exists (select 1 from json_each(row) e
        where p_columns ? e.key and not hub.is_empty(e.value::text))) kept,
      json_each(kept.row) c
    where p_columns ? c.key and not hub.is_empty(c.value::text)
$$;

create or replace function hub.digest_of(p_lines text[]) returns text
language sql immutable set search_path = pg_catalog, hub, pg_temp as $$
  select encode(sha256(convert_to(string_agg(l, E'\n' order by l collate "C"), 'UTF8')), 'hex')
    from unnest(p_lines) l
$$;

-- Whether a scope is that of a part of a form that is signed module by module (procedure/by_module.py).
create or replace function hub.is_part(p_scope text) returns boolean
language sql immutable set search_path = pg_catalog, hub, pg_temp as $$
  select p_scope ~ '^(course|stray|M[0-9a-z]{1,8})$'
$$;

-- The form in which the content of a form stands: of a part, the whole.
create or replace function hub.whole_of(p_form hub.form) returns text
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select case when not hub.is_part(p_form.scope) then p_form.id else (select f.id from hub.form f
    where f.subject_id = p_form.subject_id and f.kind = p_form.kind and f.scope = '' and not f.deleted
      and f.round = p_form.round and f."loop" = p_form."loop" limit 1) end
$$;

-- The order of the modules of a form that is signed by module: their numbers, told by the course (`by_module.Division`).
create or replace function hub.module_order(p_facts jsonb, p_form text) returns table (path text, val text)
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select m.t, '[' || string_agg((r.cells->m.c)::text, ',' order by r.rank collate "C", r.id collate "C") || ']'
    from (select p_facts->'modules'->>'table' as t, p_facts->'modules'->>'column' as c) m,
      hub.live_rows(p_form, m.t, p_facts->'tables'->m.t->>'source') r
    where not hub.is_empty(coalesce((r.cells->m.c)::text, 'null')) group by m.t
$$;

-- The digest of what stands in a form now, of the places that a revision of it holds: what was open
-- when it was frozen is left out, and of a part the rows are those that it was frozen with, but for tables
-- that are the course's whole. The course tells the order of the modules, but where an earlier build froze it.
create or replace function hub.live_digest(
  p_form hub.form, p_definition text, p_open jsonb, p_content text)
returns text language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  with given as (select hub.facts(p_definition) as f, hub.whole_of(p_form) as source,
    hub.is_part(p_form.scope) as is_part, p_content::jsonb->'rows' as held)
  select hub.digest_of(array(
    select E'~definition\t' || to_json(p_definition)::text
    union all
    select v.path || E'\t' || v.val from given, hub.live_values(source) v
      where hub.is_frozen(f, v.path) and not hub.is_empty(v.val)
        and (not is_part or p_form.scope = 'course')
        and not p_open ? split_part(split_part(v.path, '/', 1), '.', 1)
    union all
    select o.path || E'\t' || o.val from given, hub.module_order(f, source) o
      where p_form.scope = 'course' and p_content::jsonb->'values' ? o.path
    union all
    select l from given, jsonb_each(f->'tables') t, hub.row_lines(t.key, t.value->'columns', array(
        select r.cells from hub.live_rows(source, t.key, t.value->>'source') r
          where not is_part or p_form.scope = 'course' and t.value ? 'course'
            or held->t.key @> jsonb_build_array(jsonb_build_object('id', r.id))
          order by r.rank collate "C", r.id collate "C")) l
      where not p_open ? t.key))
$$;

-- The digest of what a revision holds: the text that is shown, printed and signed.
create or replace function hub.held_digest(p_content text, p_definition text, p_open jsonb)
returns text language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  with facts as (select hub.facts(p_definition) as f, p_content::json as content)
  select hub.digest_of(array(
    select E'~definition\t' || to_json(p_definition)::text
    union all
    select v.key || E'\t' || v.value::text from facts, json_each(content->'values') v
      where hub.is_frozen(f, v.key) and not hub.is_empty(v.value::text)
        and not p_open ? split_part(split_part(v.key, '/', 1), '.', 1)
    union all
    select l from facts, jsonb_each(f->'tables') t, hub.row_lines(t.key, t.value->'columns', array(
        select r.value->'cells' from json_array_elements(
          coalesce(content->'rows'->t.key, '[]')) with ordinality as r(value, place)
          order by r.place)) l
      where not p_open ? t.key))
$$;

-- Whether a form says what its revision says, but for what was removed for ever from both.
create or replace function hub.is_current(p_form hub.form, p_definition text, p_revision hub.revision)
returns boolean language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_open jsonb := p_revision.open_paths::jsonb; v_live text;
begin
  v_live := hub.live_digest(p_form, p_definition, v_open, p_revision.content);
  return v_live = p_revision.digest or hub.was_removed(p_revision)
    and v_live = hub.held_digest(p_revision.content, p_definition, v_open);
end $$;

-- What a revision leaves open can fall due later at all, and nothing stands in it (`procedure/late.py`).
create or replace function hub.check_left_open(p_form hub.form, p_facts jsonb, p_open jsonb, p_content jsonb)
returns void language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_whole text := hub.whole_of(p_form);
begin
  if p_open <@ coalesce(p_facts->'late', '[]') and not exists (
      select 1 from jsonb_each(p_content->'values') v
        where p_open ? split_part(split_part(v.key, '/', 1), '.', 1) and not hub.is_empty(v.value::text))
    and not exists (select 1 from jsonb_each(p_content->'rows') r where p_open ? r.key and r.value <> '[]')
    and (hub.is_part(p_form.scope) or not exists (select 1 from hub.live_values(v_whole) v
        where p_open ? split_part(split_part(v.path, '/', 1), '.', 1) and not hub.is_empty(v.val))
      and not exists (select 1 from jsonb_each(p_facts->'tables') t, hub.live_rows(v_whole, t.key, t.value->>'source')
        where p_open ? t.key)) then return; end if;
  raise exception 'what is left open is empty and falls due later' using errcode = '23514';
end $$;

-- The settings that a revision says bound are those that bind its micro-credential on that day (`Knowledge.settings`): figures
-- follow from them. One that came after its procedure is as the procedure of that day has it, where it is kept. A procedure
-- published before does not tell its own; then those are asked that the workspace set.
create or replace function hub.check_bound_settings(p_card text, p_day text, p_settings jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_own jsonb; v_known jsonb; v_later jsonb := coalesce(hub.procedure_on(p_day)->'settings', '{}'); v_key text;
begin
  select coalesce(jsonb_object_agg(s.key, s.value::jsonb), '{}') into v_own from (
    select distinct on (key) key, value from hub.setting where not deleted and since <= p_day
      order by key, since desc, row_version desc) s;
  select hub.facts(c.procedure_id)->'settings' into v_known from hub.card c where c.id = p_card;
  select k into v_key from jsonb_object_keys(coalesce(v_known, p_settings - array['name', 'university', 'contacts', 'logo', 'asked'])) k
    where (v_own ? k or v_known ? k) and p_settings->k is distinct from coalesce(v_own->k, v_known->k) limit 1;
  if not found and v_known is not null then
    select k into v_key from jsonb_object_keys(v_later - array(select jsonb_object_keys(v_known))) k
      where p_settings ? k and p_settings->k is distinct from coalesce(v_own->k, v_later->k) limit 1; end if;
  if v_key is not null then
    raise exception 'a revision is frozen under the settings that bind: %', v_key using errcode = '23514'; end if;
end $$;

-- What stands in the places of a form's figures (`figures.places`); all of it, where its definition tells of none.
create or replace function hub.figures_in(p_revision hub.revision) returns jsonb
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select case when f is null then c else coalesce((select jsonb_agg(case when p !~ '/' then jsonb_build_array(c->'values'->p, c->'rows'->p)
      else (select jsonb_agg(e->'cells'->split_part(p, '/', 2)) from jsonb_path_query(c->'rows'->split_part(p, '/', 1), '$[*]') e)
      end order by p) from jsonb_array_elements_text(f) p), '[]') end
    from (select p_revision.content::jsonb as c, hub.facts(p_revision.definition_id)->'figures' as f) held
$$;

-- Decisions over a version fall with a freezing where its figures were wrong (`freezing._fallen`): frozen anew with the same
-- text and under the same settings, right ones are others. Over another text nobody decided yet.
create or replace function hub.check_fallen(p_was text, p_now text) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_was hub.revision; v_now hub.revision;
begin
  select * into v_was from hub.revision where id = p_was;
  select * into v_now from hub.revision where id = p_now;
  if v_was.id is not null and (v_was.digest <> v_now.digest or hub.figures_in(v_was) is distinct from hub.figures_in(v_now) or exists (
      select 1 from hub.card c, jsonb_object_keys(hub.facts(c.procedure_id)->'settings') k where c.id = v_now.card_id
        and v_was.settings::jsonb->k is distinct from v_now.settings::jsonb->k)) then return; end if;
  raise exception 'decisions fall with wrong figures, and these are the same' using errcode = '23514';
end $$;

-- A form is frozen as it stands: its revision holds what the rows say, under its own definition.
create or replace function hub.check_frozen(p_me text, p_body jsonb, p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_form hub.form; v_open jsonb := (p_new->>'open_paths')::jsonb; v_definition text;
begin
  select * into v_form from hub.form where id = p_new->>'form_id';
  if not found or v_form.card_id <> p_new->>'card_id' or v_form.revision_id <> ''
     or (p_new->>'version')::int <> v_form.version + 1 then
    raise exception 'a revision is the next one of its form' using errcode = '23514'; end if;
  if v_form.scope = '' and exists (select 1 from hub.form p where p.card_id = v_form.card_id and p.kind = v_form.kind
      and p.round = v_form.round and p."loop" = v_form."loop" and hub.is_part(p.scope)
      and not p.deleted and not p.superseded) then
    raise exception 'this form is frozen module by module' using errcode = '42501'; end if;
  v_definition := hub.definition_of(v_form);
  if p_new->>'definition_id' is distinct from v_definition or hub.facts(v_definition) = '{}' then
    raise exception 'a revision is frozen under the definition of its form' using errcode = '23514';
  end if;
  if p_new->>'frozen_by' <> p_me or p_new->>'frozen_on' <> p_body->>'today' then
    raise exception 'a revision says who froze it, and when' using errcode = '42501'; end if;
  if p_new->>'number' <> '' and (exists (select 1 from hub.revision r join hub.form f on f.id = r.form_id
        where r.number = p_new->>'number' and hub.whole_of(f) is distinct from hub.whole_of(v_form))
      or exists (select 1 from hub.closed_period c where c.number = p_new->>'number') or hub.is_stated(p_new->>'number')) then
    raise exception 'a number is given once' using errcode = '23505'; end if;
  if hub.live_digest(v_form, v_definition, v_open, p_new->>'content') <> p_new->>'digest' then
    raise exception 'the digest is not that of what stands in the form' using errcode = '23514';
  end if;
  if hub.held_digest(p_new->>'content', v_definition, v_open) <> p_new->>'digest' then
    raise exception 'the revision does not hold what stands in the form' using errcode = '23514';
  end if;
  perform hub.check_left_open(v_form, hub.facts(v_definition), v_open, (p_new->>'content')::jsonb);
  perform hub.check_bound_settings(v_form.card_id, p_body->>'today', (p_new->>'settings')::jsonb);
  if not exists (select 1 from jsonb_array_elements(p_body->'effects') e where e->>'table' = 'form'
      and e->>'id' = p_new->>'form_id' and e#>>'{new,revision_id}' = p_new->>'id') then
    raise exception 'a revision is made by freezing its form' using errcode = '23514'; end if;
end $$;

-- The definition that a form is filled under.
create or replace function hub.definition_of(p_form hub.form) returns text
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select coalesce(nullif(p_form.definition_id, ''),
    (select c.definitions::jsonb->>p_form.kind from hub.card c where c.id = p_form.card_id), '')
$$;
