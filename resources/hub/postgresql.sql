-- A team's hub on PostgreSQL, 16 or newer. Run by the owner of the database when the hub is made, and again
-- by every "hub upgrade", which drops the functions before: whatever else stands here can be repeated, and a
-- table gets a new column by "alter table ... add column if not exists". {team} is the group that members log
-- in through. Members may read, and write through the functions below only.
-- What is checked here is what can be checked without the procedure's rules: who, which version, in
-- which office, which way between stages. The rules themselves ran at the member's workspace.

revoke all on schema hub from public;
grant usage on schema hub to {team};

create table if not exists hub.member (
  login name primary key, person_id text not null, active boolean not null default true);
create table if not exists hub.event_rule (kind text primary key, held_right text not null, tables text[] not null);
alter table hub.event_rule add column if not exists undo_right text not null default 'fill',
  add column if not exists command text not null default '';
alter table hub.event_rule add column if not exists states text[] not null default '{}',
  add column if not exists fields text[] not null default '{}';
create table if not exists hub.rulebook (definition_id text primary key, facts jsonb not null);
create table if not exists hub.received (
  seq bigint primary key, login name not null, at timestamptz not null default clock_timestamp());
create table if not exists hub.program (
  login name not null, replica text not null, version text not null, schema text not null, at timestamptz not null,
  primary key (login, replica));

-- A definition comes with what a server reads of it (`models/hub_facts.py`): it knows no TOML.
create or replace function hub.take_facts(p_new jsonb, p_facts jsonb, p_day text) returns void
language plpgsql set search_path = pg_catalog, hub, pg_temp as $$
begin
  if p_new->>'published_on' not in ('', greatest(p_day, p_new->>'published_on')) then
    raise exception 'a definition binds from today on, or later' using errcode = '23514'; end if;
  if jsonb_typeof(p_facts->(p_new->>'id')) is distinct from 'object' then
    raise exception 'a definition comes with what is read of it' using errcode = '23514'; end if;
  insert into hub.rulebook values (p_new->>'id', p_facts->(p_new->>'id')) on conflict do nothing;
end $$;

-- A record as far as the hub's table knows it: a newer program may name columns that it does not have yet.
create or replace function hub.known(p_table text, p_record jsonb) returns jsonb
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select case when p_record is null then null else coalesce((
    select jsonb_object_agg(f.key, f.value) from jsonb_each(p_record) f
      join pg_attribute a on a.attrelid = to_regclass(format('hub.%I', p_table))
        and a.attname = f.key and a.attnum > 0 and not a.attisdropped), '{}') end
$$;

-- The statement that keeps a record as it is given, and tells it as it is kept.
create or replace function hub.keeping(p_table text) returns text
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select format('insert into hub.%I as t select * from jsonb_populate_record(null::hub.%I, $1) '
      'on conflict (id) do update set %s returning to_jsonb(t)', p_table, p_table,
      string_agg(format('%I = excluded.%I', attname, attname), ', '))
    from pg_attribute where attrelid = to_regclass(format('hub.%I', p_table))
      and attnum > 0 and not attisdropped and attname <> 'id'
$$;

-- A revision's content without one place of it: a value, or a cell of a row.
create or replace function hub.content_without(p_content text, p_path text) returns jsonb
language plpgsql immutable set search_path = pg_catalog, hub, pg_temp as $$
declare v_content jsonb := p_content::jsonb; v_at text[]; v_field text := split_part(p_path, '/', 1);
begin
  if v_content ? 'rows' then  -- what was worked out repeats the place, and is bound by no digest
    v_content := jsonb_set(v_content, '{rows}', (select coalesce(jsonb_object_agg(k, (
        select coalesce(jsonb_agg(case when r->>'id' like 'made%' then r - 'cells' else r end order by n), '[]')
          from jsonb_array_elements(v) with ordinality t(r, n))), '{}')
      from jsonb_each(v_content->'rows') e(k, v))); end if;
  if position('/' in p_path) = 0 then
    return v_content #- array['values', p_path] #- array['computed', 'values', p_path]; end if;
  foreach v_at slice 1 in array array[array['', 'rows'], array['computed', 'rows']] loop
    v_at := array_remove(v_at, '') || v_field;
    if jsonb_typeof(v_content #> v_at) = 'array' then
      v_content := jsonb_set(v_content, v_at, (select coalesce(jsonb_agg(case
          when r->>'id' = split_part(p_path, '/', 2) then r #- array['cells', split_part(p_path, '/', 3)]
          else r end order by n), '[]')
        from jsonb_array_elements(v_content #> v_at) with ordinality t(r, n))); end if;
  end loop;
  return v_content;
end $$;

-- Whether the frozen texts of a form may hold what a removal names: it is the form, or a part of it.
create or replace function hub.may_hold(p_removal jsonb, p_form text) returns boolean
language sql immutable set search_path = pg_catalog, hub, pg_temp as $$
  select p_form = p_removal->>'form_id' or coalesce((p_removal->>'parts')::jsonb, '[]') ? p_form
$$;

-- An effect's side without what a removal may take from it.
create or replace function hub.kept_of(p_side jsonb, p_table text, p_removal jsonb) returns jsonb
language sql immutable set search_path = pg_catalog, hub, pg_temp as $$
  select case
    when p_side is null or p_side = 'null' then 'null'::jsonb
    when p_table = p_removal->>'subject_table' and p_side->>'id' = p_removal->>'subject_id' then
      case when p_table = 'file' then p_side - array['name', 'note']
           when p_removal->>'name' like '%:%' then jsonb_set(p_side, array[split_part(p_removal->>'name', ':', 1)],
             (p_side->>split_part(p_removal->>'name', ':', 1))::jsonb - split_part(p_removal->>'name', ':', 2))
           else p_side - (p_removal->>'name') end
    when p_table = 'revision' and p_removal->>'path' <> '' and hub.may_hold(p_removal, p_side->>'form_id')
      then jsonb_set(p_side, '{content}', hub.content_without(p_side->>'content', p_removal->>'path'))
    else p_side end
$$;

-- A removal writes anew the entries that it names: their digests are its own, and nothing else differs.
create or replace function hub.remove_content(
  p_me text, p_day text, p_is_known boolean, p_new jsonb, p_bodies jsonb) returns void
language plpgsql set search_path = pg_catalog, hub, pg_temp as $$
declare v_entry jsonb; v_body text; v_old jsonb; v_fresh jsonb; v_row record;
begin
  if p_is_known then raise exception 'a removal is never altered' using errcode = '42501'; end if;
  perform hub.check_removal(p_me, p_day, p_new);
  for v_entry in select * from jsonb_array_elements((p_new->>'lines')::jsonb) loop
    v_body := p_bodies->>(v_entry->>0);
    if v_body is null or encode(sha256(convert_to(v_body, 'UTF8')), 'hex') <> v_entry->>3 then
      raise exception 'a removal brings the entries that it names' using errcode = '23514'; end if;
    select body::jsonb into v_old from hub.journal where id = v_entry->>0 and hash = v_entry->>2;
    if not found then raise exception 'a removal names entries of this hub' using errcode = '23514'; end if;
    v_fresh := v_body::jsonb;
    if v_old - array['command', 'note', 'effects'] is distinct from v_fresh - array['command', 'note', 'effects']
       or not hub.is_worded(v_old->'command', v_fresh->'command', p_new->>'words')
       or not hub.is_worded(v_old->'note', v_fresh->'note', p_new->>'words')
       or v_old#>>'{command,do}' is distinct from v_fresh#>>'{command,do}'
       or jsonb_array_length(v_old->'effects') <> jsonb_array_length(v_fresh->'effects')
       or exists (select 1 from jsonb_array_elements(v_old->'effects') with ordinality o (e, n)
         join jsonb_array_elements(v_fresh->'effects') with ordinality f (e, n) using (n)
         where o.e->>'table' <> f.e->>'table' or o.e->>'id' <> f.e->>'id'
           or not hub.only_words(o.e->'new', f.e->'new', o.e->>'table', p_new)
           or not hub.only_words(o.e->'old', f.e->'old', o.e->>'table', p_new)
           or hub.kept_of(o.e->'new', o.e->>'table', p_new) <> hub.kept_of(f.e->'new', o.e->>'table', p_new)
           or hub.kept_of(o.e->'old', o.e->>'table', p_new) <> hub.kept_of(f.e->'old', o.e->>'table', p_new)) then
      raise exception 'a removal takes out what it names and nothing else' using errcode = '42501'; end if;
    update hub.journal set body = v_body where id = v_entry->>0;
  end loop;
  for v_row in  -- the records are what the newest entry about each says
    select distinct on (f.table_name, f.record_id) f.table_name as name, e->'new' as data
      from hub.effect f join hub.journal j on j.n = f.event_n,
        jsonb_array_elements(j.body::jsonb->'effects') e
      where e->>'table' = f.table_name and e->>'id' = f.record_id
        and (f.table_name = p_new->>'subject_table' and f.record_id = p_new->>'subject_id'
          or f.table_name = 'revision' and p_new->>'path' <> '' and hub.may_hold(p_new, f.form_id))
      order by f.table_name, f.record_id, f.event_n desc
  loop
    execute hub.keeping(v_row.name) using v_row.data;
  end loop;
  if p_new->>'subject_table' = 'file' then
    delete from hub.stored b where b.digest = p_new->>'digest' and not exists (
      select 1 from hub.file f where f.digest = b.digest and f.link = '' and not f.deleted and f.id not in (
        select r.subject_id from hub.redaction r where r.subject_table = 'file'));
    delete from hub.had h where not exists (select 1 from hub.stored b where b.digest = h.digest);
  end if;
end $$;

-- One call is one push: all of its events or none; safe to repeat. 'ok', or 'behind' where others came first.
create or replace function hub.hub_push(p_hub text, p_seq bigint, p_hash text, p_lines jsonb) returns text
language plpgsql security definer set search_path = pg_catalog, hub, pg_temp as $$
declare
  v_me hub.member; v_hub text; v_seq bigint; v_hash text; v_line jsonb; v_body jsonb; v_effect jsonb;
  v_known text; v_rule hub.event_rule; v_now jsonb; v_new jsonb; v_card text; v_day text; v_n bigint;
  v_place int; v_entry text; v_table text; v_tables text[]; v_fresh jsonb := '[]'; v_parts jsonb;
begin
  select * into v_me from hub.member where login = session_user and active;
  if not found then raise exception 'not a member of this hub' using errcode = '42501'; end if;
  v_entry := v_me.person_id; v_me.person_id := hub.same(v_entry);
  select value into v_hub from hub.workspace where key = 'hub_id' for update;  -- one push at a time
  if v_hub is distinct from p_hub then raise exception 'another hub' using errcode = '23514'; end if; perform hub.check_lines(p_lines);
  select seq, hash into v_seq, v_hash from hub.journal order by seq desc limit 1;
  v_seq := coalesce(v_seq, 0); v_hash := coalesce(v_hash, repeat('0', 64));
  for v_line in select * from jsonb_array_elements(p_lines) loop
    select body into v_known from hub.journal where id = v_line->>'id';
    if not found then v_fresh := v_fresh || jsonb_build_array(v_line); continue; end if;
    if v_known <> v_line->>'body' then
      if v_seq <> p_seq or v_hash <> p_hash then return 'behind'; end if;  -- somebody adopted it just now
      raise exception 'known with other content: %', v_line->>'id' using errcode = '23505'; end if;
  end loop;
  if v_fresh = '[]' then return 'ok'; end if;
  if v_seq <> p_seq or v_hash <> p_hash then return 'behind'; end if;
  for v_line in select * from jsonb_array_elements(v_fresh) loop
  begin
    v_body := (v_line->>'body')::jsonb;
    if v_body->>'id' is distinct from v_line->>'id' or v_body->>'kind' is distinct from v_line->>'kind'
       or v_body->>'by' is distinct from v_line->>'person_id' or v_body->>'at' is distinct from v_line->>'at'
       or v_body->>'group' is distinct from v_line->>'group_id' then
      raise exception 'the entry is not what its text says' using errcode = '23514'; end if;
    if v_body->>'by' not in (v_me.person_id, v_entry) then
      raise exception 'an event is made in one''s own name' using errcode = '42501'; end if;
    perform hub.check_whole(v_line->>'body', v_body);
    perform hub.check_group(v_me.person_id, v_body);
    perform hub.check_day(v_body);
    v_day := v_body->>'today';
    v_tables := '{}';
    for v_rule in select distinct * from hub.rules_of(v_body) loop
      v_tables := v_tables || v_rule.tables;
      if v_body#>>'{command,do}' <>
          (case when v_body->>'kind' = 'EventUndone' then 'UndoEvent' else v_rule.command end) then
        raise exception '% is no event of this command', v_body->>'kind' using errcode = '23514'; end if;
      perform hub.check_states(v_rule, v_body);
      if v_body->>'kind' = 'EventUndone' and v_rule.undo_right = '' then
        raise exception '% cannot be undone', v_rule.kind using errcode = '42501'; end if;
      perform hub.check_right(v_me.person_id,
        case when v_body->>'kind' = 'EventUndone' then v_rule.undo_right else v_rule.held_right end, v_body);
    end loop;
    if v_body->>'kind' = 'EventUndone' then perform hub.check_undo(v_me.person_id, v_body); end if;
    if v_body->>'kind' like 'Brought.%' then perform hub.check_brought(v_body); end if;
    if v_body->>'kind' = 'StatementNumbered' then perform hub.check_statement(v_body); end if;
    v_parts := hub.frozen_parts(v_body);
    insert into hub.journal (seq, id, kind, person_id, at, group_id, body, hash)
      values (v_seq + 1, v_line->>'id', v_line->>'kind', v_line->>'person_id', v_line->>'at',
        v_line->>'group_id', v_line->>'body',
        encode(sha256(convert_to(v_hash || chr(10) || (v_line->>'body'), 'UTF8')), 'hex'))
      returning n, hash into v_n, v_hash;
    v_seq := v_seq + 1; v_place := 0;
    insert into hub.received (seq, login) values (v_seq, session_user);
    for v_effect in select * from jsonb_array_elements(v_body->'effects') loop
      v_table := v_effect->>'table'; v_new := hub.known(v_table, v_effect->'new');
      if not v_table = any (v_tables) then
        raise exception '% does not change %', v_body->>'kind', v_table using errcode = '42501'; end if;
      execute format('select to_jsonb(t) from hub.%I t where t.id = $1 for update', v_table)
        into v_now using v_effect->>'id';
      if v_now is distinct from hub.known(v_table, nullif(v_effect->'old', 'null')) then
        raise exception 'stale: % %', v_table, v_effect->>'id' using errcode = '40001'; end if;
      if v_new->>'id' is distinct from v_effect->>'id'
         or (v_new->>'row_version')::int <> coalesce((v_now->>'row_version')::int, 0) + 1 then
        raise exception 'not the next version of % %', v_table, v_effect->>'id' using errcode = '23514';
      end if;
      if v_now is not null and (v_table = 'revision'
          or v_table = 'definition' and v_now->>'text' is distinct from v_new->>'text'
          or v_table = 'closed_period' and v_now->>'content' is distinct from v_new->>'content'
          or v_table = 'closed_period' and v_now->>'digest' is distinct from v_new->>'digest') then
        raise exception '% is never altered', v_table using errcode = '42501'; end if;
      perform hub.check_place(v_body, v_table, v_now, v_new);
      perform hub.check_entry(v_me.person_id, v_body, v_table, v_now, v_new);
      if v_now is not null then
        perform hub.check_columns(v_me.person_id, v_body->>'kind', v_table, v_now, v_new, v_day); end if;
      if v_body->>'kind' not like 'Brought.%' then
        if v_table in ('form_value', 'form_row', 'milestone', 'component', 'condition', 'finding') then
          perform hub.check_open(v_me.person_id, v_body, v_table, v_now, v_new); end if;
        if v_body->>'kind' <> 'EventUndone' then perform hub.check_doer(v_me.person_id, v_table, v_now, v_new); end if;
      end if;
      v_card := hub.card_of(v_table, v_new, v_now);
      if v_body->>'kind' = 'EntriesMatched' and v_now is null then
        raise exception 'matching makes no entries' using errcode = '42501';
      elsif v_table = 'definition' and v_now is null then
        perform hub.take_facts(v_new, v_line->'facts', v_day);
      elsif v_body->>'kind' = 'EntriesMatched' then
        perform hub.check_matched(v_me.person_id, v_body, v_table, v_now, v_new);
      elsif v_body->>'kind' like 'Brought.%' then null;  -- all of it was looked at
      elsif v_table = 'card' then
        perform hub.check_card(v_me.person_id, v_body, v_now, v_new);
      elsif v_table = 'team' and v_now is null then
        perform hub.check_duty(v_body, v_new);
      elsif v_table = 'external' and v_now is not null and v_body->>'kind' in ('CardMoved', 'ExceptionGranted') then
        perform hub.check_fall(v_body, v_new->>'form_id');
      elsif v_table = 'form' then
        perform hub.check_form(v_body, v_now, v_new);
      elsif v_table = 'office' then
        perform hub.check_office(v_me.person_id, v_body, v_now, v_new);
      elsif v_table = 'absence' then
        perform hub.check_absence(v_me.person_id, v_body, v_new);
      elsif v_table = 'revision' then
        perform hub.check_frozen(v_me.person_id, v_body, v_new);
      elsif v_table = 'sign_off' then
        perform hub.check_decision(v_me.person_id, v_body, v_now, v_new);
      elsif v_table = 'file' and v_now is null then
        perform hub.check_seal(v_me.person_id, v_new);
        perform hub.check_had(v_me.person_id, v_new);
      elsif v_table = 'number_block' then
        perform hub.check_numbers(v_me.person_id, v_body, v_now, v_new);
      elsif v_table = 'closed_period' then
        perform hub.check_period(v_me.person_id, v_body, v_now, v_new);
      elsif v_table = 'signing_key' and v_now is null then
        perform hub.check_new_key(v_me.person_id, v_new);
      elsif v_table = 'comment' and v_now is null and v_new->>'author' <> v_me.person_id then
        raise exception 'a remark is made in one''s own name' using errcode = '42501';
      elsif v_body->>'kind' = 'AttentionSettled' and v_new->>'person_id' <> v_me.person_id then
        raise exception 'everybody settles what is their own' using errcode = '42501';
      end if;
      execute hub.keeping(v_table) into v_now using v_new;
      perform hub.check_record(v_table, v_new, v_now);
      perform hub.check_made(v_body, v_table, nullif(v_effect->'old', 'null'), v_new);
      if v_table = 'card' then perform hub.check_essentials(v_effect->'old', v_new); end if;
      if v_effect->'old' = 'null' and v_body->>'kind' not like 'Brought.%' then
        perform hub.check_id(v_table, v_new); end if;
      insert into hub.effect (event_n, position, table_name, record_id, card_id, form_id)
        values (v_n, v_place, v_table, v_effect->>'id', v_card,
          case when v_table = 'form' then v_effect->>'id' else coalesce(v_new->>'form_id', '') end);
      if v_table = 'redaction' then
        perform hub.remove_content(v_me.person_id, v_day, v_effect->'old' <> 'null', v_new, v_line->'redacted'); end if;
      v_place := v_place + 1;
    end loop;
    if v_parts <> '{}' and v_parts is distinct from hub.frozen_parts(v_body) then
      raise exception 'what is frozen is opened before it is changed' using errcode = '42501'; end if;
  exception when others then  -- which event it was, so that its author can let the others go on
    raise exception '%', case when sqlstate = '22P05' then 'a text holds a NUL, which cannot be kept' else sqlerrm end
      using errcode = sqlstate, detail = v_line->>'id';
  end;
  end loop;
  perform pg_notify('mcdesk', v_seq::text);
  return 'ok';
end $$;

-- Which program a member works with: "hub upgrade" lists whom it would shut out.
create or replace function hub.hub_report(p_replica text, p_version text, p_schema text) returns void
language plpgsql security definer set search_path = pg_catalog, hub, pg_temp as $$
begin
  if not exists (select 1 from hub.member where login = session_user and active) then
    raise exception 'not a member of this hub' using errcode = '42501'; end if;
  insert into hub.program values (session_user, left(p_replica, 64), left(p_version, 64), left(p_schema, 16),
      clock_timestamp())
    on conflict (login, replica) do update
      set version = excluded.version, schema = excluded.schema, at = excluded.at;
end $$;
