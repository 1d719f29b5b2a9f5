-- Removing for ever (docs/decisions/0016): what a removal may name, and that nothing but its words comes
-- in the place. Words of its author's choice in a signed text would be a forgery.

-- A removal is made in one's own name, today; it names a place that is there, and says its reason.
create or replace function hub.check_removal(p_me text, p_day text, p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_table text := p_new->>'subject_table'; v_name text := p_new->>'name'; v_path text; v_row jsonb;
  v_date text := '\d{1,2} [A-Za-z]{3,9} \d{4}'; v_words text := p_new->>'words';
begin
  if p_new->>'removed_by' <> p_me or p_new->>'removed_on' <> p_day or p_new->>'deleted' = 'true'
     or trim(p_new->>'reason') = '' or v_words is distinct from substring(v_words from '^\[Removed on ' || v_date || ': ')
       || (p_new->>'reason') || substring(v_words from ' · Dihapus pada ' || v_date || '\]$') then
    raise exception 'a removal says when, by whom and why, and nothing else' using errcode = '42501'; end if;
  if v_table not in ('file', 'form_value', 'form_row', 'person', 'milestone', 'component', 'condition', 'finding',
      'comment', 'absence') then
    raise exception 'nothing of % is removed', v_table using errcode = '42501'; end if;
  execute format('select to_jsonb(t) from hub.%I t where t.id = $1', v_table) into v_row using p_new->>'subject_id';
  v_path := case
    when v_row is null then null
    when v_table = 'form_value' and v_name = 'value' then v_row->>'path'
    when v_table = 'person' and v_name in ('titles_before', 'titles_after', 'position', 'number', 'email') then ''
    when v_table = 'file' and v_name = 'content' and v_row->>'digest' = p_new->>'digest' then ''
    when v_table = 'comment' and v_name = 'text' or v_table = 'absence' and v_name = 'note' then ''
    when v_table = 'form_row' and v_name like 'cells:%'
      or v_table not in ('form_value', 'form_row', 'person', 'file', 'comment', 'absence')
      and (v_name like 'extra:%' or v_row ? v_name and v_name not in ('id', 'form_id', 'card_id', 'field', 'rank',
        'extra', 'row_version', 'deleted'))
      then format('%s/%s/%s', v_row->>'field', v_row->>'id', regexp_replace(v_name, '^(cells|extra):', ''))
    end;
  if v_path is distinct from p_new->>'path' or p_new->>'form_id' <> coalesce(v_row->>'form_id', '')
     or exists (select 1 from jsonb_array_elements_text((p_new->>'parts')::jsonb) p where not exists (
       select 1 from hub.form f join hub.form w on w.id = p_new->>'form_id' where f.id = p
         and hub.is_part(f.scope) and f.kind = w.kind and f.subject_id = w.subject_id)) then
    raise exception 'a removal names a place that is there' using errcode = '42501'; end if;
end $$;

-- What stands in the place in an effect's side, by where it stands.
create or replace function hub.placed(p_side jsonb, p_table text, p_removal jsonb) returns jsonb
language plpgsql immutable set search_path = pg_catalog, hub, pg_temp as $$
declare v_name text := p_removal->>'name'; v_path text := p_removal->>'path'; v_content jsonb;
begin
  if jsonb_typeof(p_side) is distinct from 'object' then return '{}'; end if;
  if p_table = p_removal->>'subject_table' and p_side->>'id' = p_removal->>'subject_id' then
    if p_table = 'form_value' then  -- an emptied one, which says null, takes the words, too
      return jsonb_build_object('value', (p_side->>'value')::jsonb); end if;
    return jsonb_strip_nulls(case
      when p_table = 'file' then jsonb_build_object('name', p_side->'name', 'note', nullif(p_side->>'note', ''))
      when v_name like '%:%' then jsonb_build_object('cell',
        (p_side->>split_part(v_name, ':', 1))::jsonb->split_part(v_name, ':', 2))
      else jsonb_build_object('cell', nullif(p_side->>v_name, '')) end);
  end if;
  if p_table <> 'revision' or v_path = '' or not hub.may_hold(p_removal, p_side->>'form_id') then return '{}'; end if;
  v_content := (p_side->>'content')::jsonb;
  if position('/' in v_path) = 0 then
    return jsonb_strip_nulls(jsonb_build_object('kept', v_content->'values'->v_path,
      'computed', v_content->'computed'->'values'->v_path)); end if;
  return coalesce((select jsonb_object_agg(place || n, r->'cells'->split_part(v_path, '/', 3))
    from (values ('kept', v_content->'rows'), ('computed', v_content->'computed'->'rows')) c(place, tables),
      jsonb_array_elements(tables->split_part(v_path, '/', 1)) with ordinality t(r, n)
    where r->>'id' = split_part(v_path, '/', 2) and r->'cells' ? split_part(v_path, '/', 3)), '{}');
end $$;

-- Whether in the place stands what stood there, or the words of its removal.
create or replace function hub.only_words(p_old jsonb, p_new jsonb, p_table text, p_removal jsonb) returns boolean
language sql immutable set search_path = pg_catalog, hub, pg_temp as $$
  select not exists (select 1 from jsonb_each(hub.placed(p_old, p_table, p_removal)) o(k, stood)
    full join jsonb_each(hub.placed(p_new, p_table, p_removal)) n(k, stands) using (k)
    where stood is distinct from stands and not coalesce(stands = p_removal->'words' and stood is not null,
      p_table = 'file' and k = 'note'))
$$;

-- Whether what an entry's command says is what it said, or the words; within a text of a whole event they
-- may stand in a longer one.
create or replace function hub.is_worded(p_old jsonb, p_new jsonb, p_words text, p_within boolean default false)
returns boolean language plpgsql immutable set search_path = pg_catalog, hub, pg_temp as $$
begin
  if p_old = p_new or p_new = to_jsonb(p_words) then return true; end if;
  if jsonb_typeof(p_old) <> jsonb_typeof(p_new) then return false; end if;
  if jsonb_typeof(p_old) = 'object' then
    return (p_old ?& array(select jsonb_object_keys(p_new))) and not exists (select 1 from jsonb_each(p_old) o(k, v)
      where not coalesce(hub.is_worded(v, p_new->k, p_words, p_within), false)); end if;
  if jsonb_typeof(p_old) = 'array' then
    return jsonb_array_length(p_old) = jsonb_array_length(p_new) and not exists (
      select 1 from jsonb_array_elements(p_old) with ordinality o(v, n) join jsonb_array_elements(p_new)
        with ordinality f(v, n) using (n) where not hub.is_worded(o.v, f.v, p_words, p_within)); end if;
  if jsonb_typeof(p_old) <> 'string' then return false; end if;
  if p_old#>>'{}' is json object and p_new#>>'{}' is json object then
    return hub.is_worded((p_old#>>'{}')::jsonb, (p_new#>>'{}')::jsonb, p_words, true); end if;
  return p_within and (p_new = '""' or position(p_words in p_new#>>'{}') > 0);
end $$;

-- Whether words of a removal from a form stand in the text of a revision.
create or replace function hub.was_removed(p_revision hub.revision) returns boolean
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
begin
  if to_regclass('hub.redaction') is null then return false; end if;  -- a hub of before
  return exists (select 1 from hub.redaction r where r.path <> '' and hub.may_hold(to_jsonb(r), p_revision.form_id)
    and position(substr(to_json(r.words)::text, 2, length(to_json(r.words)::text) - 2) in p_revision.content) > 0);
end $$;
