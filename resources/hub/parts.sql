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
  if exists (select 1 from hub.blob where digest = p_digest) then
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
  insert into hub.blob (digest, content, login) values (p_digest, v_whole, session_user) on conflict do nothing;
  return p_size;
end $$;
