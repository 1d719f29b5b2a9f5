-- What an event looks like: all that a workspace reads of it is there, and of the right shape. One that
-- nobody could read would stop every replica that pulls it.

-- Whether JSON is such as every program reads it: not nested without end, no number without end.
create or replace function hub.is_sane(p_json jsonb) returns boolean
language sql immutable set search_path = pg_catalog, hub, pg_temp as $$
  select not jsonb_path_exists(p_json, '$.**{40 to last}') and not jsonb_path_exists(p_json,
    '$.** ? (@.type() == "number" && (@ > {largest} || @ < -{largest}))')
$$;

-- Whether what is pushed are entries at all; one with a NUL in a text is none that can be kept.
create or replace function hub.check_lines(p_lines jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_line jsonb;
begin
  if jsonb_typeof(p_lines) is distinct from 'array' then
    raise exception 'what is pushed is no list of entries' using errcode = '23514'; end if;
  for v_line in select * from jsonb_array_elements(p_lines) loop
    if jsonb_typeof(v_line) <> 'object' or jsonb_typeof(v_line->'id') is distinct from 'string'
       or jsonb_typeof(v_line->'body') is distinct from 'string' then
      raise exception 'what is pushed is no list of entries' using errcode = '23514'; end if;
    if not pg_input_is_valid(v_line->>'body', 'jsonb') then
      raise exception 'the text of an entry is no JSON that can be kept' using errcode = '23514', detail = v_line->>'id'; end if;
  end loop;
end $$;

-- Whether a text is an event that a workspace can read.
create or replace function hub.is_whole(p_text text, p_body jsonb) returns boolean
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_effect jsonb;
begin
  if jsonb_typeof(p_body) is distinct from 'object' or p_body->'format' is distinct from '1'
     or length(p_text) > 16777216 or not hub.is_sane(p_body)
     or not hub.is_day(coalesce(p_body->>'today', '-')) or not hub.is_moment(coalesce(p_body->>'at', '-'))
     or jsonb_typeof(p_body->'command') is distinct from 'object'
     or jsonb_typeof(p_body#>'{command,do}') is distinct from 'string'
     or jsonb_typeof(p_body->'note') is distinct from 'object'
     or jsonb_path_exists(p_body, 'strict $.note.* ? (@.type() != "string")')
     or not hub.is_moment(coalesce(p_body#>>'{note,made_at}', ''))
     or jsonb_typeof(p_body->'effects') is distinct from 'array' then return false; end if;
  if exists (select 1 from unnest(array['id', 'kind', 'by', 'at', 'today', 'group']) name
      where jsonb_typeof(p_body->name) is distinct from 'string' or p_body->>name = '') then return false; end if;
  for v_effect in select * from jsonb_array_elements(p_body->'effects') loop
    if jsonb_typeof(v_effect->'table') is distinct from 'string' or jsonb_typeof(v_effect->'id') is distinct from 'string'
       or v_effect->>'id' = '' or jsonb_typeof(v_effect->'new') is distinct from 'object'
       or coalesce(jsonb_typeof(v_effect->'old'), '') not in ('object', 'null') then return false; end if;
  end loop;
  return true;
end $$;

-- An event is whole; so is the one that a settlement gives up, and that which is brought in from another workspace; only what
-- came from there says who brought it.
create or replace function hub.check_whole(p_text text, p_body jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_at text := case when p_body->>'kind' like 'Brought.%' then 'text' else 'body' end;
  v_within text := coalesce(p_body->'command'->>v_at, ''); v_is_whole boolean := true;
begin
  if not hub.is_whole(p_text, p_body) or p_text is not json with unique keys then
    raise exception 'the event is not whole' using errcode = '23514'; end if;
  if v_at = 'text' or p_body->>'kind' = 'AttentionSettled' and v_within <> '' then
    v_is_whole := jsonb_typeof(p_body->'command'->v_at) is not distinct from 'string' and pg_input_is_valid(v_within, 'jsonb');
    if v_is_whole then
      v_is_whole := hub.is_whole(v_within, v_within::jsonb) and v_within is json with unique keys; end if;
  end if;
  if not v_is_whole then
    raise exception 'what is settled or brought in is an event that is whole' using errcode = '23514'; end if;
  if (case when p_body->>'kind' like 'Brought.%' then (p_body->'note' ? 'brought_by') <> (p_body->'note' ? 'brought_at')
        or not hub.is_moment(coalesce(p_body#>>'{note,brought_at}', ''))
      else p_body->'note' ?| array['brought_by', 'brought_at', 'brought_from'] end) then
    raise exception 'only what is brought in says who brought it' using errcode = '23514'; end if;
  if (select count(distinct (e->>'table', e->>'id')) < count(*) from jsonb_array_elements(p_body->'effects') e) then
    raise exception 'an event changes a record once' using errcode = '23514'; end if;
end $$;

-- Whether JSON is of a shape: any, an object, a list, a list of texts, what a revision holds (`rows.content_as_data`), or whom
-- it asks besides (`freezing._extra`).
create or replace function hub.has_shape(p_json jsonb, p_shape text) returns boolean
language sql immutable set search_path = pg_catalog, hub, pg_temp as $$
  select case
    when p_shape = 'any' then true
    when p_shape in ('object', 'array') then jsonb_typeof(p_json) = p_shape
    when p_shape = 'content' then case when jsonb_typeof(p_json->'values') = 'object' and jsonb_typeof(p_json->'rows') = 'object'
      then not exists (select 1 from jsonb_each(p_json->'rows') t, jsonb_array_elements(
          case when jsonb_typeof(t.value) = 'array' then t.value else '[null]' end) r
        where jsonb_typeof(r) <> 'object' or jsonb_typeof(r->'id') is distinct from 'string'
          or jsonb_typeof(r->'rank') is distinct from 'string' or jsonb_typeof(r->'cells') is distinct from 'object') else false end
    when jsonb_typeof(p_json) <> 'array' then false
    when p_shape = 'texts' then not exists (select 1 from jsonb_array_elements(p_json) e where jsonb_typeof(e) <> 'string')
    else not exists (select 1 from jsonb_array_elements(p_json) e where jsonb_typeof(e) <> 'object'
      or jsonb_typeof(e->'role') is distinct from 'string' or e->>'role' = '' or jsonb_typeof(e->'act') <> 'string'
      or jsonb_typeof(e->'step') not in ('string', 'number') or e->>'step' !~ '^[1-9]$') end
$$;

-- The columns that hold JSON, and of which shape.
create or replace function hub.json_columns(p_table text) returns jsonb
language sql immutable set search_path = pg_catalog, hub, pg_temp as $$
  select (case
    when p_table in ('form_value', 'setting') then '{"value": "any"}'
    when p_table = 'form_row' then '{"cells": "object"}'
    when p_table in ('milestone', 'component', 'condition', 'finding') then '{"extra": "object"}'
    when p_table = 'external' then '{"facts": "object"}'
    when p_table = 'card' then '{"definitions": "object", "essentials": "object"}'
    when p_table = 'form' then '{"signers": "signers"}'
    when p_table = 'debt' then '{"findings": "texts"}'
    when p_table = 'revision'
      then '{"content": "content", "open_paths": "array", "signers": "signers", "settings": "object"}'
    when p_table = 'closed_period' then '{"content": "object", "ended": "array"}'
    when p_table = 'booklet' then '{"forms": "array"}'
    when p_table = 'redaction' then '{"lines": "array"}'
    else '{}' end)::jsonb
$$;

-- Whether a text is a day, or a moment (`calendar.is_moment`), that exists; nothing is one, too.
create or replace function hub.is_day(p_text text) returns boolean
language sql immutable set search_path = pg_catalog, hub, pg_temp as $$
  select p_text = '' or p_text ~ '^\d{4}-\d{2}-\d{2}$' and pg_input_is_valid(p_text, 'date')
$$;

create or replace function hub.is_moment(p_text text) returns boolean
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select p_text = '' or p_text ~ ('^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]'
      || '(\.[0-9]{1,6})?(Z|[+-](0[0-9]|1[0-5]):[0-5][0-9])$') and pg_input_is_valid(p_text, 'timestamptz')
$$;

-- Whether JSON is holidays (`setting_bounds.are_holidays`): days that exist, with their names or without.
create or replace function hub.are_holidays(p_json jsonb) returns boolean
language sql immutable set search_path = pg_catalog, hub, pg_temp as $$
  select case jsonb_typeof(p_json)
    when 'object' then not exists (select 1 from jsonb_each(p_json)
      where key = '' or not hub.is_day(key) or jsonb_typeof(value) <> 'string')
    when 'array' then not exists (select 1 from jsonb_array_elements(p_json) e
      where jsonb_typeof(e) <> 'string' or e#>>'{}' = '' or not hub.is_day(e#>>'{}'))
    else false end
$$;

-- Whether a text can be the number of a document: one line that has room on paper (`names.is_a_number`, with which a test
-- compares it for every sign there is).
create or replace function hub.is_a_number(p_text text) returns boolean
language sql immutable set search_path = pg_catalog, hub, pg_temp as $$
  select length(p_text) <= {number} and p_text !~ '[\u0001-\u001f\u007f-\u00a0\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891\u08e2\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ue000-\uf8ff\ufeff\ufff9-\ufffb\ufffe-\uffff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f\U000f0000-\U0010ffff]'
$$;

-- A record is kept as it came: every column there, and of its type; its JSON can be read, its days exist.
create or replace function hub.check_record(p_table text, p_came jsonb, p_kept jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_name text; v_shape text; v_json jsonb;
begin
  if p_kept::text <> p_came::text then
    raise exception 'the event is not whole: %', coalesce((select min(key) from jsonb_each(p_kept)
      where p_came->key is distinct from value), 'a number') using errcode = '23514'; end if;
  select key into v_name from jsonb_each_text(p_kept) where value <> '' and (
    (key like '%\_on' or key in ('since', 'until') or key like '%\_since' or key = 'letter_until') and not hub.is_day(value)
    or (key like '%\_at' and key <> 'entered_at' or key = 'at') and not hub.is_moment(value)) limit 1;
  if found then raise exception 'the event is not whole: %', v_name using errcode = '23514'; end if;
  if p_table = 'file' and not (p_kept->>'digest' ~ '^[0-9a-f]{64}$' or p_kept->>'digest' = '' and p_kept->>'link' <> '') then
    raise exception 'a file is named by its SHA-256, or by a link' using errcode = '23514'; end if;
  if p_table in ('form', 'revision', 'external', 'closed_period') and not hub.is_a_number(p_kept->>'number') then
    raise exception 'a number is one line that has room on paper' using errcode = '23514'; end if;
  if p_kept->>'rank' !~ '^({rank})?$' then
    raise exception 'a place in an order is written in letters and digits' using errcode = '23514'; end if;
  if p_table = 'file' and p_kept->>'link' ~* '^\s*(javascript|vbscript|data)\s*:' then
    raise exception 'a link that runs a program is not kept' using errcode = '23514'; end if;
  for v_name, v_shape in select * from jsonb_each_text(hub.json_columns(p_table)) loop
    if not p_kept->>v_name is json then
      raise exception 'the event is not whole: % is no JSON', v_name using errcode = '23514'; end if;
    v_json := (p_kept->>v_name)::jsonb;
    if not hub.has_shape(v_json, v_shape) or not hub.is_sane(v_json) then
      raise exception 'the event is not whole: %', v_name using errcode = '23514'; end if;
  end loop;
  if p_table = 'setting' and p_kept->>'key' = 'holidays' and not hub.are_holidays((p_kept->>'value')::jsonb) then
    raise exception 'holidays are days that exist, each with its name' using errcode = '23514'; end if;
  if p_table = 'card' and (p_kept->>'stage_since' = '' or jsonb_path_exists((p_kept->>'definitions')::jsonb,
      'strict $.* ? (@.type() != "string")')) then
    raise exception 'the event is not whole: a card' using errcode = '23514'; end if;
end $$;

-- What is known of a micro-credential that was taken over is such as its forms take it (`essentials.fits`, with which a
-- test compares it); what another program kept before, and nobody touches, stays.
create or replace function hub.check_essentials(p_old jsonb, p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_key text; v_value jsonb; v_fits boolean;
begin
  for v_key, v_value in select n.key, n.value from jsonb_each((p_new->>'essentials')::jsonb) n
      where n.value is distinct from (p_old->>'essentials')::jsonb->n.key loop
    v_fits := case
      when v_key in ('hours', 'weeks') then jsonb_typeof(v_value) in ('number', 'string')
        and v_value#>>'{}' ~ '^[0-9]{1,5}(\.[0-9]{1,20})?$'
      when v_key in ('outcomes', 'modules', 'language') then jsonb_typeof(v_value) = 'array' and not jsonb_path_exists(v_value,
        'strict $[*] ? (@.type() != "string" && @.type() != "number" && @.type() != "object")')
      when v_key in ('mode', 'pace', 'kkni') then jsonb_typeof(v_value) = 'string'
        and length(v_value#>>'{}') between 1 and 40
      else false end;
    if v_fits and v_key in ('hours', 'weeks') then
      v_fits := (v_value#>>'{}')::numeric > 0 and (v_value#>>'{}')::numeric <= 10000; end if;
    if not v_fits then
      raise exception 'an essential is such as forms take it: %', v_key using errcode = '23514'; end if;
  end loop;
end $$;

-- A record stays where it is: of its form, its micro-credential, its place there. Only a scan that is
-- filed, entries that are matched, and what an undo puts back go elsewhere, which is judged by itself.
create or replace function hub.place_columns(p_table text) returns text[]
language sql immutable set search_path = pg_catalog, hub, pg_temp as $$
  select (case
    when p_table = 'form' then '{kind,subject_kind,subject_id,card_id,scope,round,loop}'
    when p_table = 'form_value' then '{form_id,path}'
    when p_table = 'form_row' then '{form_id,field}'
    when p_table in ('milestone', 'component', 'condition', 'finding') then '{form_id,card_id,field}'
    when p_table = 'assignment' then '{form_id,card_id}'
    when p_table = 'external' then '{form_id,card_id,kind}'
    when p_table = 'team' then '{card_id,person_id,role}'
    when p_table = 'number_block' then '{series,holder}'
    when p_table = 'setting' then '{key}'
    else '{}' end)::text[]
$$;

-- The id of a record that is named after its place (`procedure/identity.py`), or null: there is one of each.
create or replace function hub.own_id(p_table text, p_new jsonb) returns text
language sql immutable set search_path = pg_catalog, hub, pg_temp as $$
  select case p_table
    when 'form' then hub.natural_id('form', p_new->>'subject_kind', p_new->>'subject_id', p_new->>'kind',
      p_new->>'scope', p_new->>'round', p_new->>'loop')
    when 'form_value' then hub.natural_id('value', p_new->>'form_id', p_new->>'path')
    when 'assignment' then hub.natural_id('assignment', p_new->>'form_id', p_new->>'card_id')
    when 'external' then hub.natural_id('external', p_new->>'form_id')
    when 'setting' then hub.natural_id('setting', p_new->>'key', p_new->>'since')
    when 'settlement' then hub.natural_id('settlement', p_new->>'event_id', p_new->>'person_id')
    when 'number_block' then case when p_new->>'holder' = '' then hub.natural_id('number_block', p_new->>'series')
      else (select id from generate_series(1, 2) slot,
          hub.natural_id('number_block', p_new->>'series', p_new->>'holder', slot::text) id
        order by id = p_new->>'id' desc limit 1) end
    when 'closed_period' then (select id from generate_series(0, 99) attempt, hub.natural_id('closed_period',
          p_new->>'year', p_new->>'semester', p_new->>'version', attempt::text) id
        order by id = p_new->>'id' desc limit 1) end
$$;

-- What is new bears the id of its place: a second one would hide the first, or bar it for ever.
create or replace function hub.check_id(p_table text, p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
begin
  if hub.own_id(p_table, p_new) <> p_new->>'id'
     or p_table = 'form' and p_new->>'subject_kind' <> (select hub.facts(c.definitions::jsonb->>(p_new->>'kind'))
       ->>'subject' from hub.card c where c.id = p_new->>'card_id') then
    raise exception 'this bears the id of another place: %', p_table using errcode = '23514'; end if;
end $$;

create or replace function hub.check_place(p_body jsonb, p_table text, p_now jsonb, p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_form hub.form; v_name text; v_kind text := p_body->>'kind';
begin
  if p_table = 'assignment' and v_kind in ('CardCovered', 'EventUndone') and exists (select 1 from hub.form f
      where f.id = p_new->>'form_id' and f.revision_id <> '') then
    raise exception 'a letter that is frozen covers what it covers' using errcode = '42501'; end if;
  if v_kind = 'EventUndone' or v_kind = 'EntriesMatched' or v_kind like 'Brought.%' then return; end if;
  if p_now is not null then
    foreach v_name in array hub.place_columns(p_table) loop
      if p_now->v_name <> p_new->v_name then
        raise exception 'a record stays where it is: % of %', v_name, p_table using errcode = '42501'; end if;
    end loop;
    if p_table <> 'assignment' then return; end if;
  end if;
  if p_table = 'form' and p_new->>'subject_id' <> p_new->>'card_id' then
    raise exception 'a form is of its own micro-credential' using errcode = '42501'; end if;
  if p_table = 'file' and p_new->>'card_id' <> '' and p_new->>'form_id' <> ''
     and not hub.concerns(p_new->>'form_id', p_new->>'card_id') then
    raise exception 'a file hangs at a form of its own micro-credential' using errcode = '42501'; end if;
  if p_table not in ('form_value', 'form_row', 'milestone', 'component', 'condition', 'finding', 'assignment',
      'external') then return; end if;
  select * into v_form from hub.form where id = p_new->>'form_id';
  if not found then raise exception 'there is no such form' using errcode = '23514'; end if;
  if p_table = 'assignment' and p_now is null and coalesce(hub.facts(hub.definition_of(v_form))->>'subject', 'letter')
      <> 'letter' then
    raise exception 'only a letter covers several micro-credentials' using errcode = '42501'; end if;
  if p_table = 'assignment' and v_kind <> 'CardCovered'
     and (p_new->>'card_id' <> v_form.card_id or p_new->>'deleted' = 'true') then
    raise exception 'a letter covers another micro-credential by covering it' using errcode = '42501'; end if;
  if p_table not in ('form_value', 'form_row', 'assignment') and p_new->>'card_id' <> v_form.card_id
     and not (p_table = 'external' and exists (select 1 from hub.assignment a
       where a.form_id = v_form.id and a.card_id = p_new->>'card_id' and not a.deleted)) then
    raise exception 'this form is another micro-credential''s' using errcode = '42501'; end if;
  if p_table = 'external' and v_kind = 'ExternalRecorded' and v_form.basis_id <> '' then
    raise exception 'this form was frozen here' using errcode = '42501'; end if;
end $$;
