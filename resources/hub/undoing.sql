-- Taking back (application/handlers/undoing.py): what an undo may put back, and whose right it takes.

-- What an undo takes back: an event, or of a group what its author made; another's group as a whole.
create or replace function hub.undone(p_body jsonb) returns setof hub.journal
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select j.* from hub.journal j, (select p_body#>>'{command,of}' as it, p_body->>'by' as me) u
    where j.id = u.it or j.group_id = u.it and not exists (select 1 from hub.journal e where e.id = u.it)
      and (j.person_id = u.me or not exists (select 1 from hub.journal o
        where o.group_id = u.it and o.person_id = u.me))
$$;

-- A group is one person's; only what is taken in from a packet goes with what its maker sent.
create or replace function hub.check_group(p_me text, p_body jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
begin
  if exists (select 1 from hub.journal j where j.id = p_body->>'group' and hub.is_other(j.person_id, p_me))
     or exists (select 1 from hub.journal j where j.group_id = p_body->>'id' and hub.is_other(j.person_id, p_me))
     or coalesce(p_body#>>'{note,made_by}', '') = '' and exists (select 1 from hub.journal j
       where j.group_id = p_body->>'group' and hub.is_other(j.person_id, p_me)
         and hub.is_other(coalesce(j.body::jsonb#>>'{note,made_by}', ''), p_me)) then
    raise exception 'a step is made by one person' using errcode = '42501'; end if;
end $$;

-- The rule of an event; the tables and rights of an undo are those of all that it takes back.
create or replace function hub.rules_of(p_body jsonb, p_depth int default 0)
returns setof hub.event_rule
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_first text;
begin
  if p_body->>'kind' = 'EventUndone' and p_depth < 20 then
    for v_first in select body from hub.undone(p_body) loop
      return query select * from hub.rules_of(v_first::jsonb, p_depth + 1);
    end loop;
    if v_first is null then
      raise exception 'there is nothing to undo' using errcode = '23514'; end if;
    return;
  end if;
  return query select * from hub.event_rule
    where kind = case when p_body->>'kind' like 'Brought.%' then 'Brought' else p_body->>'kind' end;
  if not found then raise exception 'unknown kind of event %', p_body->>'kind' using errcode = '42501'; end if;
end $$;

-- An undo puts back what its events replaced, all of it and nothing else, where every record is still as
-- they left it. A text that others went on writing in may be another one, by who may fill the form. A row that
-- comes back may stand before what was added beside it since (application/row_back.py).
create or replace function hub.check_undo(p_me text, p_body jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v record;
begin
  for v in
    with did as (
      select o.e->>'table' as name, o.e->>'id' as id, j.n, (o.e->'new') - 'row_version' as after,
          nullif(o.e->'old', 'null') - 'row_version' as earlier,
          lag((o.e->'new') - 'row_version') over (partition by o.e->>'table', o.e->>'id' order by j.n) as before
        from hub.undone(p_body) j, jsonb_array_elements(j.body::jsonb->'effects') o (e)),
    whole as (
      select name, id, (array_agg(after order by n desc))[1] as after, (array_agg(earlier order by n))[1] as earlier,
          (array_agg(after order by n))[1] as made,
          bool_and(coalesce(before = earlier, before is null)) as is_unbroken
        from did where name not in ('revision', 'definition', 'number_block') group by name, id),
    told as (
      select e->>'table' as name, e->>'id' as id, nullif(e->'old', 'null') - 'row_version' as old,
          (e->'new') - 'row_version' as new,
          case when e#>>'{old,deleted}' = 'true' and e#>>'{new,deleted}' = 'false' then 'rank' else '' end as back
        from jsonb_array_elements(p_body->'effects') e)
    select name, id, old, new, whole.after, whole.earlier, whole.name is null as is_other,
        told.name is null as is_missing, coalesce(is_unbroken and old = whole.after
          and new - back = coalesce(whole.earlier, made || '{"deleted": true}') - back, false) as is_exact
      from whole full join told using (name, id)
  loop
    if v.is_missing and (v.name = 'form_value' or v.earlier = v.after) then continue; end if;
    if v.name = 'person' and v.old->>'deleted' <> v.new->>'deleted' and v.new->>'deleted' = 'true' and (
        exists (select 1 from hub.member m where m.person_id = v.id)
        or exists (select 1 from hub.journal j where j.person_id = v.id)) then
      raise exception 'who works here stays in the directory' using errcode = '42501'; end if;
    if v.name = 'comment' and v.old->>'deleted' <> v.new->>'deleted' and v.new->>'deleted' = 'true'
        and hub.same(v.new->>'author') <> p_me then
      raise exception 'a remark is taken back by who wrote it' using errcode = '42501'; end if;
    if v.is_exact then
      perform hub.check_not_built_upon(p_body, v.name, v.id, v.old, v.new);
    elsif v.name = 'form_value' and v.earlier is not null and v.old - 'value' = v.new - 'value' then
      if not exists (select 1 from unnest(hub.cards_of('form_value', v.new, null)) c
          where hub.may(p_me, 'fill', c, p_body->>'today')) then
        raise exception 'EventUndone takes the right fill' using errcode = '42501'; end if;
    elsif not (v.is_other and v.name = 'form' and hub.is_part(v.new->>'scope')
        and (v.old is null or v.new = v.old || '{"superseded": false, "deleted": false}')
        and exists (select 1 from hub.undone(p_body) j join hub.effect e on e.event_n = j.n
          where e.form_id = hub.whole_of(jsonb_populate_record(null::hub.form, v.new)))) then
      raise exception 'an undo puts back what was there before, and nothing else: % %', v.name, v.id
        using errcode = '42501'; end if;
  end loop;
end $$;

-- What others have built upon since is not taken back: a micro-credential, a form. What was done to it and undone since
-- leaves nothing behind; of a group an undo takes back what the same person did (`since_then.built_since`).
create or replace function hub.check_not_built_upon(p_body jsonb, p_table text, p_id text, p_old jsonb, p_new jsonb)
returns void language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_back text[] := '{}'; v record;
begin
  if p_table not in ('card', 'form') or p_new->>'deleted' = 'false' or p_old->>'deleted' = 'true' then return; end if;
  for v in
    select j.id, j.group_id, j.person_id, j.kind, j.body from hub.journal j where j.n in (
      select event_n from hub.effect where p_table = 'card' and card_id = p_id
        or p_table = 'form' and form_id = p_id) order by j.n desc
  loop
    if v.id = any (v_back) or v.group_id || ' ' || v.person_id = any (v_back) then continue; end if;
    if v.group_id in (select u.group_id from hub.undone(p_body) u) then return; end if;
    if v.kind <> 'EventUndone' then
      raise exception 'others have built upon it since: % %', p_table, p_id using errcode = '42501'; end if;
    v_back := v_back || (v.body::jsonb#>>'{command,of}') || ((v.body::jsonb#>>'{command,of}') || ' ' || v.person_id);
  end loop;
end $$;
