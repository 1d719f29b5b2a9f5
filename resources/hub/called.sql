-- What people, programmes and micro-credentials are called, how people are reached, where remarks stand, and of what
-- kind the values of forms are. What was there before, what is brought in and what an undo puts back stays as it was.

-- Whether a name or a title is read as it is written (`signs.is_plain`, with which a test compares it, and the others).
create or replace function hub.is_plain(p_text text) returns boolean
language sql immutable set search_path = pg_catalog, hub, pg_temp as $$ select p_text !~ '[{hidden}]' $$;

create or replace function hub.is_login(p_text text) returns boolean
language sql immutable set search_path = pg_catalog, hub, pg_temp as $$
  select position(' ' in p_text) = 0 and hub.is_a_number(p_text)
$$;

create or replace function hub.is_address(p_text text) returns boolean
language sql immutable set search_path = pg_catalog, hub, pg_temp as $$ select p_text ~ '^{part}+@{part}+$' $$;

-- Whether an id is one (`Work.id_for`): it is shown, written and named in files.
create or replace function hub.is_an_id(p_text text) returns boolean
language sql immutable set search_path = pg_catalog, hub, pg_temp as $$
  select length(p_text) between 1 and {id} and p_text = btrim(p_text) and position('/' in p_text) = 0
    and hub.is_a_number(p_text)
$$;

-- A command says nothing that it has no room for; what a newer program leaves empty it did not say, and so a field that
-- a command gets anew is empty unless it is used (tests/unit/test_command_fields.py).
create or replace function hub.check_fields(p_rule hub.event_rule, p_body jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_name text;
begin
  if p_rule.command is distinct from p_body#>>'{command,do}' then return; end if;
  select key into v_name from jsonb_each(p_body->'command') where key <> 'do' and key <> all (p_rule.fields)
    and value not in ('""', 'null', 'false', '0', '[]', '{}') limit 1;
  if found then
    raise exception '% has nothing of this name: %', p_rule.command, left(v_name, 60) using errcode = '23514'; end if;
end $$;

-- The columns that say what somebody or something is called.
create or replace function hub.named_columns(p_table text) returns text[]
language sql immutable set search_path = pg_catalog, hub, pg_temp as $$
  select (case
    when p_table = 'person' then '{name,titles_before,titles_after,position,number_kind,number,email,login}'
    when p_table = 'card' then '{title_en,title_id,short_title}'
    when p_table = 'idea' then '{title,from_whom}'
    when p_table in ('faculty', 'programme') then '{name_en,name_id}'
    else '{}' end)::text[]
$$;

-- A revision goes by the titles of what it revises.
create or replace function hub.check_called(p_table text, p_old jsonb, p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_name text; v_text text; v_old jsonb := p_old;
begin
  if p_old is null and p_table = 'card' then
    select to_jsonb(c) into v_old from hub.card c where c.id = p_new->>'revision_of'; end if;
  for v_name, v_text in select * from jsonb_each_text(p_new) where key = any (hub.named_columns(p_table))
      and value <> '' and value is distinct from v_old->>key loop
    if not hub.is_plain(v_text) then
      raise exception 'a name is read as it is written: %', v_name using errcode = '23514'; end if;
    if v_name = 'login' and not hub.is_login(v_text) or v_name = 'email' and not hub.is_address(v_text)
       or v_name = 'number' and not hub.is_a_number(v_text) then
      raise exception 'this cannot be one: %', v_name using errcode = '23514'; end if;
  end loop;
  if p_table = 'setting' and p_new->>'key' in ('name', 'university')
     and not hub.is_plain((p_new->>'value')::jsonb#>>'{}') then
    raise exception 'a name is read as it is written: %', p_new->>'key' using errcode = '23514'; end if;
end $$;

-- Whether a form has a field, or what is within one under a name of its own. Of which places a definition says nothing, as
-- one of before, none is refused.
create or replace function hub.has_place(p_facts jsonb, p_path text) returns boolean
language sql immutable set search_path = pg_catalog, hub, pg_temp as $$
  select coalesce(p_facts->'frozen' ? f and (p_path = f or p_facts->'frozen' ? p_path
      or coalesce(p_facts->'within'->f ? substr(p_path, length(f) + 2), not p_facts ? 'within')), false)
    from split_part(p_path, '.', 1) f
$$;

-- A remark stands at a place that its form has (`handlers/remarks.py`): a field, or what is within one; of a table a
-- row that is or was there, and a column. Of which places a definition says nothing, as one of before, none is refused.
create or replace function hub.check_remark(p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_form hub.form; v_facts jsonb; v_row text := split_part(p_new->>'path', '/', 2);
  v_top text := split_part(p_new->>'path', '/', 1); v_field text := split_part(v_top, '.', 1);
  v_column text := substring(p_new->>'path' from '^[^/]*/[^/]*/(.+)$');
begin
  select * into v_form from hub.form where id = p_new->>'form_id';
  v_facts := hub.facts(hub.definition_of(v_form));
  if not hub.has_place(v_facts, v_top)
     or v_column <> '' and not coalesce(v_facts->'columns'->v_field ? v_column, not v_facts ? 'columns')
     or v_row <> '' and v_row not like 'made%' and not exists (
        select 1 from hub.form_row r where (r.id, r.form_id, r.field) = (v_row, v_form.id, v_field)
        union all select 1 from hub.milestone r where (r.id, r.form_id, r.field) = (v_row, v_form.id, v_field)
        union all select 1 from hub.component r where (r.id, r.form_id, r.field) = (v_row, v_form.id, v_field)
        union all select 1 from hub.condition r where (r.id, r.form_id, r.field) = (v_row, v_form.id, v_field)
        union all select 1 from hub.finding r where (r.id, r.form_id, r.field) = (v_row, v_form.id, v_field)) then
    raise exception 'a remark stands at a place of its form' using errcode = '23514'; end if;
end $$;

-- Whether a place of a form may hold a value: nothing holds an object, and a list only what takes several.
create or replace function hub.may_hold_value(p_several jsonb, p_place text, p_value jsonb) returns boolean
language sql immutable set search_path = pg_catalog, hub, pg_temp as $$
  select case when p_value in ('[]', '{}') then true when jsonb_typeof(p_value) = 'object' then false
    when jsonb_typeof(p_value) = 'array' then coalesce(p_several ? p_place, true)
      and not jsonb_path_exists(p_value, 'strict $[*] ? (@.type() == "object" || @.type() == "array")')
    else true end
$$;

-- Whether what stands in a form is there in another one of its kind, at the same place: a new round begins with the text of
-- the one before, and a form with what is taken from another's, under a definition that may have that place no more.
create or replace function hub.is_copied(p_table text, p_form hub.form, p_new jsonb, p_name text, p_value jsonb)
returns boolean language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_is_there boolean;
begin
  execute format('select exists (select 1 from hub.form f join hub.%I t on t.form_id = f.id
      where f.kind = $1 and f.id <> $2 and not t.deleted and %s)', p_table, case p_table
    when 'form_value' then 't.path = $3 and t.value = $6'
    else format('t.field = $4 and case when t.%1$I is json object then jsonb_typeof(t.%1$I::jsonb->$3) = jsonb_typeof($5) end',
      case p_table when 'form_row' then 'cells' else 'extra' end) end)
    into v_is_there using p_form.kind, p_form.id, p_name, p_new->>'field', p_value, p_new->>'value';
  return v_is_there;
end $$;

-- What is written into a form stands at a place that it has (`refuse_unknown_path`, `filling.cells_of`) and is of the kind
-- of it (`rules_types.may_hold`); what stood there stays. What no person types may be copied (`hub.is_copied`).
create or replace function hub.check_kind(p_kind text, p_table text, p_old jsonb, p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_form hub.form; v_facts jsonb; v_several jsonb; v_name text; v_value jsonb; v_has boolean; v_holds boolean;
  v_typed boolean := p_kind in ('ValueSet', 'CellSet', 'RowAdded', 'FormFilled');
begin
  select * into v_form from hub.form where id = p_new->>'form_id';
  v_facts := hub.facts(hub.definition_of(v_form));
  v_several := v_facts->'several';
  if p_table = 'form_value' then
    if p_new->>'value' is not distinct from p_old->>'value' then return; end if;
    v_has := hub.has_place(v_facts, p_new->>'path');
    v_holds := p_new->>'value' is not json or hub.may_hold_value(v_several, p_new->>'path', (p_new->>'value')::jsonb);
    if v_has and v_holds or not v_typed and p_new->>'value' is json
       and hub.is_copied(p_table, v_form, p_new, p_new->>'path', (p_new->>'value')::jsonb) then return; end if;
    if not v_has then
      raise exception 'a form has no such place: %', left(p_new->>'path', 60) using errcode = '23514'; end if;
    raise exception 'a value is of the kind of its place: %', p_new->>'path' using errcode = '23514'; end if;
  v_name := case p_table when 'form_row' then 'cells' else 'extra' end;
  if not coalesce(p_new->>v_name is json object, false) then return; end if;
  for v_name, v_value in select n.key, n.value from jsonb_each((p_new->>v_name)::jsonb) n
      where n.value is distinct from (p_old->>v_name)::jsonb->n.key loop
    v_has := p_table <> 'form_row' or coalesce(v_facts->'columns'->(p_new->>'field') ? v_name, not v_facts ? 'columns');
    v_holds := hub.may_hold_value(v_several, (p_new->>'field') || '/' || v_name, v_value);
    if v_has and v_holds or not v_typed and hub.is_copied(p_table, v_form, p_new, v_name, v_value) then continue; end if;
    if not v_has then
      raise exception 'a form has no such place: %', left(v_name, 60) using errcode = '23514'; end if;
    raise exception 'a value is of the kind of its place: %', v_name using errcode = '23514';
  end loop;
end $$;

-- All of that, of a record that comes.
create or replace function hub.check_said(p_body jsonb, p_table text, p_old jsonb, p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_kind text := p_body->>'kind';
begin
  if p_old is null and not coalesce(hub.is_an_id(p_new->>'id'), false) then
    raise exception 'this cannot be an id: %', p_table using errcode = '23514'; end if;
  if v_kind in ('EventUndone', 'EntriesMatched') or v_kind like 'Brought.%' then return; end if;
  perform hub.check_called(p_table, p_old, p_new);
  if p_table = 'setting' then perform hub.check_setting(p_body->>'today', v_kind, p_new); end if;
  if p_table = 'comment' and p_new->>'path' is distinct from p_old->>'path' then perform hub.check_remark(p_new); end if;
  if p_table in ('form_value', 'form_row', 'milestone', 'component', 'condition', 'finding') then
    perform hub.check_kind(v_kind, p_table, p_old, p_new); end if;
end $$;
