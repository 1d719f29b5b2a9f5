-- Files: what is kept of them, who may have which, and how they come (application/held_files.py).

-- The contents, which nobody reads but through the view below; those of before lay in a table of its name.
do $$
begin
  if not exists (select 1 from pg_class where oid = to_regclass('hub.blob') and relkind = 'r') then return; end if;
  if to_regclass('hub.stored') is null then
    alter table hub.blob rename to stored;
  else  -- an older program made the functions anew in between
    insert into hub.stored (digest, content, login, at) select digest, content, login, at from hub.blob
      on conflict do nothing;
    drop table hub.blob;
  end if;
end $$;
create table if not exists hub.stored (
  digest text primary key, content bytea not null, login name not null,
  at timestamptz not null default clock_timestamp());
-- Who brought a content that was there already, and so has it.
create table if not exists hub.had (digest text not null, login name not null, primary key (digest, login));

-- Whether scans and budgets are held back today. The day of the setting is one of the workspace, whose midnight may come
-- up to a day before the server's: they are held back as soon as it is that day anywhere, and free when it is here.
create or replace function hub.are_held() returns boolean
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select coalesce((select value::jsonb = 'true' from hub.setting where key = 'files_held' and since <= hub.day()
    order by since desc, row_version desc limit 1), false) or exists (select 1 from hub.setting
      where key = 'files_held' and value::jsonb = 'true' and since > hub.day() and since <= hub.day(1))
$$;

-- Whether a person has to do with a micro-credential's papers today: fills its forms, signs one of them, or decided about
-- one, such as who did so for somebody by a letter. Only roles that the person has are asked: there are few.
create or replace function hub.is_concerned(p_me text, p_card text) returns boolean
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select exists (select 1 from (
      select role from hub.office where person_id = p_me and not deleted
      union select role from hub.team where person_id = p_me and card_id = p_card and not deleted) mine
    where hub.holds(p_me, mine.role, p_card, hub.day(), hub.still())
      and (hub.procedure_on(hub.judged_on(hub.day()))->'rights'->'fill' ? mine.role or p_card <> '' and (
        exists (select 1 from hub.card c, jsonb_each_text(c.definitions::jsonb) d,
            jsonb_array_elements(hub.facts(d.value)->'signers') s where c.id = p_card and s->>'role' = mine.role)
        or exists (select 1 from hub.revision r, jsonb_array_elements(r.signers::jsonb) s
            where r.card_id = p_card and s->>'role' = mine.role))))
    or p_card <> '' and exists (select 1 from hub.sign_off s
      where s.card_id = p_card and hub.same(s.person_id) = p_me and not s.deleted)
$$;

-- Whether a person brought a content.
create or replace function hub.has_brought(p_me text, p_digest text) returns boolean
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select exists (select 1 from hub.member m where hub.same(m.person_id) = p_me and m.login in (
    select login from hub.stored where digest = p_digest union all select login from hub.had where digest = p_digest))
$$;

-- Whether a person may have a content that is held back for some: what is no scan and no budget, what is one's own, and
-- that of a micro-credential with which one has to do. A logo is named by no file of before.
create or replace function hub.may_have(p_me text, p_digest text) returns boolean
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select exists (select 1 from hub.file f where f.digest = p_digest and f.link = ''
      and (f.purpose not in ('scan', 'budget') or hub.same(f.added_by) = p_me or hub.is_concerned(p_me, f.card_id)))
    or hub.has_brought(p_me, p_digest)
    or not exists (select 1 from hub.file f where f.digest = p_digest and f.link = '')
      and exists (select 1 from hub.setting where key = 'logo' and position(p_digest in value) > 0
        union all select 1 from hub.journal where kind = 'LogoSet' and position(p_digest in body) > 0
        union all select 1 from hub.revision where position(p_digest in settings) > 0)
$$;

-- Whether all files are for who speaks: who owns the hub, who records decisions, and everybody where none is held back.
create or replace function hub.hub_has_all() returns boolean
language sql stable security definer set search_path = pg_catalog, hub, pg_temp as $$
  select pg_has_role(session_user, current_user, 'USAGE') or exists (
    select 1 from hub.member where login = session_user and active
      and (not hub.are_held() or hub.may(hub.same(person_id), 'record', '', hub.day())))
$$;

create or replace function hub.hub_may_have(p_digest text) returns boolean
language sql stable security definer set search_path = pg_catalog, hub, pg_temp as $$
  select exists (select 1 from hub.member where login = session_user and active
    and hub.may_have(hub.same(person_id), p_digest))
$$;

-- The files that who speaks may have: of the others members see neither what they hold nor that they are there. So a
-- program brings a content that it has itself, and shows by that that it has it.
create or replace view hub.blob with (security_barrier) as
  select digest, content, login, at from hub.stored
    where (select hub.hub_has_all()) or hub.hub_may_have(digest);

-- The micro-credentials for which `is_concerned` holds, all at once: asked for each file it takes seconds for some thousand.
create or replace function hub.concerned_with(p_me text) returns setof text
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  with rule as materialized (select r->'scopes' as scopes, r->'rights'->'fill' as fills, hub.day() as day, hub.still() as still
      from hub.procedure_on(hub.judged_on(hub.day())) r),
    held as materialized (  -- `holds`
      select c.id, c.definitions, o.role from rule, hub.office o, hub.card c left join hub.programme p on p.id = c.programme_id
        where o.person_id = p_me and not o.deleted and rule.scopes->>o.role is distinct from 'card' and o.since <= rule.day
          and (o.until = '' or rule.day < o.until and rule.still <= o.until)
          and (o.faculty_id = '' or o.faculty_id = p.faculty_id) and (o.programme_id = '' or o.programme_id = c.programme_id)
      union select c.id, c.definitions, t.role from rule, hub.team t join hub.card c on c.id = t.card_id
        where t.person_id = p_me and not t.deleted and rule.scopes->>t.role = 'card' and t.since <= rule.day
          and (t.until = '' or rule.day < t.until and rule.still <= t.until)),
    asked as materialized (select distinct h.definitions, s->>'role' as role from (select distinct definitions from held) h,
      jsonb_each_text(h.definitions::jsonb) d, jsonb_array_elements(hub.facts(d.value)->'signers') s)
  select held.id from held, rule where rule.fills ? held.role
  union select held.id from held join asked using (definitions, role)
  union select held.id from hub.revision r, jsonb_array_elements(r.signers::jsonb) s, held
    where r.signers <> '[]' and held.id = r.card_id and held.role = s->>'role'
  union select s.card_id from hub.sign_off s
    where s.card_id <> '' and not s.deleted and s.person_id in (select id from hub.person where hub.same(id) = p_me)
$$;

-- The contents that a person may have, all at once (`may_have`).
create or replace function hub.contents_for(p_me text) returns setof text
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  with mine as materialized (select id from hub.person where hub.same(id) = p_me),
    logins as materialized (select login from hub.member where hub.same(person_id) = p_me),
    concerned as materialized (select c from hub.concerned_with(p_me) c
      union all select '' where hub.is_concerned(p_me, '')),
    unnamed as materialized (select digest from hub.stored s where not exists (
      select 1 from hub.file f where f.digest = s.digest and f.link = ''))
  select f.digest from hub.file f where f.link = '' and (f.purpose not in ('scan', 'budget')
    or f.added_by in (select id from mine) or f.card_id in (select c from concerned))
  union select digest from hub.stored where login in (select login from logins)
  union select digest from hub.had where login in (select login from logins)
  union select digest from unnamed where hub.may_have(p_me, digest)
$$;

-- Of the files that who speaks may have whether their content is what they are called: for `check`, in one go.
create or replace function hub.hub_contents() returns table (digest text, is_whole boolean)
language sql stable security definer set search_path = pg_catalog, hub, pg_temp as $$
  select s.digest, encode(sha256(s.content), 'hex') = s.digest from hub.stored s
    where (select hub.hub_has_all()) or s.digest in (select hub.contents_for(hub.same(person_id)) from hub.member
      where login = session_user and active)
$$;

-- The files that are there, and not for the member who asks: a backup without them is none, and `check` cannot look at
-- them. Only of those that a file names, which members read anyway, it is told that they are there.
create or replace function hub.hub_withheld() returns setof text
language sql stable security definer set search_path = pg_catalog, hub, pg_temp as $$
  select s.digest from hub.stored s where not (select hub.hub_has_all())
    and exists (select 1 from hub.member where login = session_user and active)
    and exists (select 1 from hub.file f where f.digest = s.digest and f.link = '')
    and s.digest not in (select hub.contents_for(hub.same(person_id)) from hub.member where login = session_user and active)
$$;

-- Who names a content as a file has it: else whoever reads its name would have it by that. One that another file, or
-- nothing yet, names is brought first.
create or replace function hub.check_had(p_me text, p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_digest text := p_new->>'digest';
begin
  if p_new->>'link' <> '' or not hub.are_held() or hub.may(p_me, 'record', '', hub.day())
     or hub.may_have(p_me, v_digest) then return; end if;
  if exists (select 1 from hub.stored where digest = v_digest)
     or exists (select 1 from hub.file where digest = v_digest and link = '') then
    raise exception 'who names a file has its content' using errcode = '42501'; end if;
end $$;

-- A file by its content; one that is known stays as it is.
create or replace function hub.keep_content(p_digest text, p_content bytea) returns void
language plpgsql set search_path = pg_catalog, hub, pg_temp as $$
begin
  insert into hub.stored (digest, content, login) values (p_digest, p_content, session_user) on conflict do nothing;
  if not found then insert into hub.had values (p_digest, session_user) on conflict do nothing; end if;
end $$;

create or replace function hub.hub_put_blob(p_digest text, p_content bytea) returns void
language plpgsql security definer set search_path = pg_catalog, hub, pg_temp as $$
begin
  if not exists (select 1 from hub.member where login = session_user and active) then
    raise exception 'not a member of this hub' using errcode = '42501'; end if;
  if length(p_content) > 52428800 then
    raise exception 'a file has 50 MB at the most' using errcode = '22001'; end if;
  if encode(sha256(p_content), 'hex') <> p_digest then
    raise exception 'the content is not what it is called' using errcode = '23514'; end if;
  perform hub.keep_content(p_digest, p_content);
end $$;

-- A large file comes part by part: a line that breaks loses one part at the most.

create unlogged table if not exists hub.part (
  login name not null, digest text not null, place bigint not null, content bytea not null,
  at timestamptz not null default clock_timestamp(), primary key (login, digest, place));

-- Keeps the part of a file that begins at a place, and returns how many bytes are there: where that is less or
-- more, the sender goes on from there. With nothing it only tells. What is whole becomes a file by its
-- content; what is not what it is called is gone (-1).
create or replace function hub.hub_put_part(p_digest text, p_size bigint, p_place bigint, p_content bytea)
returns bigint language plpgsql security definer set search_path = pg_catalog, hub, pg_temp as $$
declare v_there bigint; v_whole bytea;
begin
  if not exists (select 1 from hub.member where login = session_user and active) then
    raise exception 'not a member of this hub' using errcode = '42501'; end if;
  if p_size > 52428800 then
    raise exception 'a file has 50 MB at the most' using errcode = '22001'; end if;
  if p_digest !~ '^[0-9a-f]{64}$' then
    raise exception 'the content is not what it is called' using errcode = '23514'; end if;
  perform pg_advisory_xact_lock(hashtextextended(session_user::text, 4));
  delete from hub.part where at < clock_timestamp() - interval '7 days';
  if exists (select 1 from hub.stored where digest = p_digest) and (hub.hub_has_all() or hub.hub_may_have(p_digest)) then
    delete from hub.part where login = session_user and digest = p_digest;
    return p_size;
  end if;
  select coalesce(sum(length(content)), 0) into v_there
    from hub.part where login = session_user and digest = p_digest;
  if p_place <> v_there or length(p_content) = 0 then return v_there; end if;
  if (select coalesce(sum(length(content)), 0) + length(p_content) from hub.part where login = session_user)
      > 2 * 52428800 then  -- what was begun and left makes room for what comes
    delete from hub.part where login = session_user and digest <> p_digest; end if;
  if v_there + length(p_content) > p_size then
    delete from hub.part where login = session_user and digest = p_digest;
    return -1; end if;
  insert into hub.part (login, digest, place, content) values (session_user, p_digest, p_place, p_content);
  v_there := v_there + length(p_content);
  if v_there < p_size then return v_there; end if;
  select string_agg(content, ''::bytea order by place) into v_whole
    from hub.part where login = session_user and digest = p_digest;
  delete from hub.part where login = session_user and digest = p_digest;
  if encode(sha256(v_whole), 'hex') <> p_digest then return -1; end if;
  perform hub.keep_content(p_digest, v_whole);
  return p_size;
end $$;
