-- What stands beside a frozen text and is decided by who signs it (procedure/deciding.py,
-- docs/decisions/0002-fields-that-are-due-later.md).

-- What a part of such a field says, by its digest; a part that was removed for ever is what a decision named, where its
-- removal says so (`deciding.is_as_named`).
create or replace function hub.digest_of_part(p_form text, p_path text, p_named jsonb) returns text
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_said text; v_gone boolean := false;
begin
  select v.val into v_said from hub.live_values(p_form) v where v.path = p_path and not hub.is_empty(v.val);
  if v_said is null then return 'null'; end if;
  if to_regclass('hub.redaction') is not null then  -- it is not there at a hub of before
    select exists (select 1 from hub.redaction r where r.form_id = p_form and r.path = p_path
      and to_jsonb(r.words) = v_said::jsonb and to_jsonb(r.digest) = p_named->p_path) into v_gone; end if;
  return to_json(case when v_gone then p_named->>p_path
    else encode(sha256(convert_to(v_said, 'UTF8')), 'hex') end)::text;
end $$;

-- What a decision decides beside the frozen text, as its form says it now: canonical JSON of the fields that were left
-- open and their values, with the digests of their parts, '' where there are none. It is what its role decides, and what
-- it names besides; a program of before named no parts (`deciding.what_is_decided`).
create or replace function hub.what_is_decided(p_form hub.form, p_revision hub.revision, p_role text, p_decision text,
  p_named jsonb, p_parts boolean) returns text
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_facts jsonb := hub.facts(p_revision.definition_id); v_fields jsonb; v_whole text := hub.whole_of(p_form);
begin
  if p_decision not in ('approve', 'acknowledge', 'verify', 'accept') then return ''; end if;
  v_fields := coalesce(v_facts->'decided_by', '{}');
  if v_fields = '{}' then return ''; end if;
  return coalesce((with named as (select f.key from jsonb_each_text(v_fields) f
      where p_revision.open_paths::jsonb ? f.key and (f.value = p_role or p_named ? f.key)), places as (
      select n.key, coalesce((select v.val::jsonb::text from hub.live_values(v_whole) v
        where v.path = n.key and not hub.is_empty(v.val)), 'null') as said from named n
      union all
      select p.key, hub.digest_of_part(v_whole, p.key, p_named) from named n, jsonb_each(v_facts->'frozen') p
        where p_parts and starts_with(p.key, n.key || '.') and p.value = 'true')
    select '{' || string_agg(to_json(key)::text || ':' || said, ',' order by key collate "C") || '}' from places), '');
end $$;

-- What a decision names, by its places; nothing where that cannot be read.
create or replace function hub.named_by(p_decided text) returns jsonb
language plpgsql immutable set search_path = pg_catalog, hub, pg_temp as $$
begin
  return case when p_decided is json object then p_decided::jsonb else '{}' end;
end $$;

-- Whether a form says what a decision over it named (`deciding.stands_over`); without a dot in any place it was made by a
-- program of before, or has no parts to name.
create or replace function hub.stands_over(p_form hub.form, p_revision hub.revision, p_role text, p_decision text,
  p_decided text) returns boolean
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_named jsonb := hub.named_by(p_decided);
begin
  return p_decided = hub.what_is_decided(p_form, p_revision, p_role, p_decision, v_named,
    v_named = '{}' or jsonb_path_exists(v_named, '$.keyvalue() ? (@.key like_regex "[.]")'));
end $$;

-- The last decision of each role over a revision that neither fell nor was withdrawn; of a letter, if it is for this
-- micro-credential (`FormState.latest`).
create or replace function hub.latest(p_card hub.card, p_form hub.form, p_revision hub.revision)
returns table (role text, decision text, decided text)
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
begin
  return query select distinct on (s.role) s.role::text, s.decision::text, coalesce(to_jsonb(s)->>'decided', '')
    from hub.sign_off s
    where s.form_id = p_form.id and not s.deleted and s.withdrawn_on = ''
      and s.version > p_form.fallen_version and s.digest = p_revision.digest
      and hub.counts_for(p_card, s, coalesce(hub.facts(p_revision.definition_id)->>'subject', ''))
    order by s.role, s.recorded_at collate "C" desc, s.id collate "C" desc;
end $$;

-- What the roles decided last, where the form says still what that named: what a role overruled itself counts no more
-- (`FormState.decided`).
create or replace function hub.decided(p_card hub.card, p_form hub.form, p_revision hub.revision) returns jsonb
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
begin
  return (select coalesce(jsonb_object_agg(d.role, d.decision), '{}') from hub.latest(p_card, p_form, p_revision) d
    where hub.stands_over(p_form, p_revision, d.role, d.decision, d.decided));
end $$;

-- Who decides in the program does so once those have agreed whose turn comes before, but to return or reject
-- (`signers.signer_line`). What was decided outside is a fact, in whatever order it comes to be known. A definition of
-- before tells no turns.
create or replace function hub.check_turn(p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_revision hub.revision; v_form hub.form; v_card hub.card; v_signers jsonb; v_mine jsonb; v_before text;
begin
  if p_new->>'decision' in ('return', 'reject') then return; end if;
  select * into v_revision from hub.revision where id = p_new->>'revision_id';
  select * into v_form from hub.form where id = v_revision.form_id;
  select * into v_card from hub.card where id = p_new->>'card_id';
  select coalesce(jsonb_agg(s), '[]') into v_signers from (
    select s from jsonb_array_elements(hub.facts(v_revision.definition_id)->'signers') s
      where s->>'role' in (select hub.asked_by(v_revision))
    union all select s from jsonb_array_elements(v_revision.signers::jsonb) s) asked
    where coalesce(s->>'optional', 'false') = 'false' and s->>'step' ~ '^\d{1,3}$';
  select s into v_mine from jsonb_array_elements(v_signers) s where s->>'role' = p_new->>'role' limit 1;
  if v_mine is null then return; end if;
  select s->>'role' into v_before from jsonb_array_elements(v_signers) s
    where (s->>'step')::int < (v_mine->>'step')::int and not coalesce(
      hub.decided(v_card, v_form, v_revision)->>(s->>'role') in ('approve', 'acknowledge', 'verify', 'accept'), false)
    limit 1;
  if found then
    raise exception 'whose turn comes before has not signed: %', v_before using errcode = '42501'; end if;
end $$;
