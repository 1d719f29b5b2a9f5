-- Numbers of documents and codes (application/numbers.py), and closed periods of the register.

-- A number is given once: a count only grows, and what one replica reserved no other one reserves.
create or replace function hub.check_numbers(p_me text, p_body jsonb, p_now jsonb, p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_used int := (p_new->>'used')::int; v_last int := (p_new->>'last')::int;
  v_first int := (p_new->>'first')::int; v_before int := coalesce((p_now->>'used')::int, 0);
begin
  if v_used > v_last or v_used < v_first - 1 or v_last > 9999 or v_used < (p_now->>'used')::int then
    raise exception 'a number is given once' using errcode = '23514'; end if;
  if p_new->>'holder' = '' and exists (select 1 from hub.number_block b
      where b.series = p_new->>'series' and b.holder = '' and b.id <> p_new->>'id') then
    raise exception 'a series has one count' using errcode = '23505'; end if;
  if p_body->>'kind' = 'NumbersReserved' then
    perform hub.check_reserved(p_me, p_body, p_now, p_new);
    return;
  end if;
  if p_now is null and (p_new->>'holder' <> '' or v_first <> 1)
     or p_now is not null and ((p_now->>'first')::int <> v_first or (p_now->>'last')::int <> v_last) then
    raise exception 'numbers are reserved by their own kind of event' using errcode = '42501'; end if;
  if v_used > v_before + 200 then
    raise exception 'numbers are given one by one' using errcode = '42501'; end if;
end $$;

-- A replica reserves a few at a time, behind all that were given or reserved, for who draws such numbers.
-- So many may lie reserved and unused that a series lasts; who has none left draws from its count.
create or replace function hub.check_reserved(p_me text, p_body jsonb, p_now jsonb, p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_first int := (p_new->>'first')::int; v_last int := (p_new->>'last')::int; v_count int;
  v_day text := p_body->>'today'; v_rights jsonb := hub.procedure_on(hub.judged_on(p_body->>'today'))->'rights';
begin
  if not exists (select 1 from unnest(array['fill', 'cards', 'move']) own,
        jsonb_array_elements_text(coalesce(v_rights->own, '[]')) r
      where hub.holds(p_me, r, '', v_day, hub.still()) or exists (select 1 from hub.team t
        where t.person_id = p_me and t.role = r and not t.deleted and t.since <= v_day
          and (t.until = '' or v_day < t.until and hub.still() <= t.until))) then
    raise exception 'NumbersReserved takes the right fill' using errcode = '42501'; end if;
  if p_new->>'holder' = '' then
    if p_now is not null and (p_now - array['used', 'row_version']) <> (p_new - array['used', 'row_version'])
       or not exists (select 1 from jsonb_array_elements(p_body->'effects') e
         where e#>>'{new,series}' = p_new->>'series' and e#>>'{new,holder}' <> ''
           and e#>>'{new,last}' = p_new->>'used') then
      raise exception 'what is counted as given was reserved' using errcode = '42501'; end if;
    return;
  end if;
  if (p_now->>'used')::int < (p_now->>'last')::int then
    raise exception 'what is reserved is used up first' using errcode = '23514'; end if;
  select used into v_count from hub.number_block where series = p_new->>'series' and holder = '';
  v_count := coalesce(v_count, 0);
  if v_first <= v_count or (p_new->>'used')::int <> v_first - 1 or exists (select 1 from hub.number_block b
      where b.series = p_new->>'series' and b.id <> p_new->>'id' and b.holder <> ''
        and b.first <= v_last and b.last >= v_first) then
    raise exception 'these numbers are given or reserved already' using errcode = '23514'; end if;
  if v_last - v_first >= 100 or v_first > v_count + 1 + 100 * (select count(*) from hub.card
      where left(code, length(p_new->>'series')) = p_new->>'series')
     or (select coalesce(sum(last - used), 0) from hub.number_block
       where series = p_new->>'series' and holder <> '' and id <> p_new->>'id') + v_last - v_first >= 2000 then
    raise exception 'a few numbers are reserved at a time, the next ones' using errcode = '42501'; end if;
  if not exists (select 1 from jsonb_array_elements(p_body->'effects') e
      where e#>>'{new,series}' = p_new->>'series' and e#>>'{new,holder}' = ''
        and (e#>>'{new,used}')::int = v_last) then
    raise exception 'what is reserved counts as given' using errcode = '42501'; end if;
end $$;

-- Whether a contribution statement has a number: it has no record of its own, its number stands in the note of its event.
create or replace function hub.is_stated(p_number text) returns boolean
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select exists (select 1 from hub.journal j where j.kind in ('StatementNumbered', 'Brought.StatementNumbered')
    and j.body::jsonb#>>'{note,number}' = p_number)
$$;

-- A contribution statement says whose it is, of which days and over what, and bears the number that was drawn for it just
-- then, or typed as a series of its own; no document has it (`numbering.number_statement`).
create or replace function hub.check_statement(p_body jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_note jsonb := p_body->'note'; v_number text := v_note->>'number';
  v_series text := 'CTL/MC/SK/' || left(p_body->>'today', 4);
begin
  if not coalesce(v_note->>'digest' ~ '^[0-9a-f]{64}$' and v_note->>'since' <> '' and hub.is_day(v_note->>'since')
      and hub.is_day(v_note->>'until') and v_note->>'since' <= v_note->>'until', false)
     or not exists (select 1 from hub.person p where p.id = v_note->>'person' and not p.deleted) then
    raise exception 'a statement says whose it is, of which days and over what' using errcode = '23514'; end if;
  if not coalesce(hub.is_a_number(v_number), false) then
    raise exception 'a number is one line that has room on paper' using errcode = '23514'; end if;
  if not exists (select 1 from jsonb_array_elements(p_body->'effects') e where e->>'table' = 'number_block'
      and (e#>>'{new,used}')::int > coalesce((e#>>'{old,used}')::int, 0)
      and (e#>>'{new,series}' = '# ' || v_number
        or e#>>'{new,series}' = v_series and v_number = v_series || '/' || lpad(e#>>'{new,used}', 4, '0'))) then
    raise exception 'a statement bears the number that was drawn for it' using errcode = '23514'; end if;
  if hub.is_stated(v_number) or exists (select 1 from hub.revision r where r.number = v_number)
     or exists (select 1 from hub.closed_period c where c.number = v_number) then
    raise exception 'a number is given once' using errcode = '23505'; end if;
end $$;

-- A register is closed with its digest by who closes it, once, and afterwards reopened only.
create or replace function hub.check_period(p_me text, p_body jsonb, p_now jsonb, p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_made_by text := coalesce(p_body#>>'{note,made_by}', p_me);
begin
  if p_now is not null then
    if p_body->>'kind' not in ('PeriodReopened', 'EventUndone') or p_body->>'kind' = 'PeriodReopened'
        and (p_now->>'reopened_on' <> '' or p_new->>'reopened_by' not in (p_me, v_made_by)) then
      raise exception 'a closed period is reopened only' using errcode = '42501'; end if;
    return;
  end if;
  if p_new->>'digest' <> encode(sha256(convert_to(p_new->>'content', 'UTF8')), 'hex')
     or p_new->>'closed_by' not in (p_me, v_made_by) or p_new->>'reopened_on' <> ''
     or p_new->>'closed_on' > p_body->>'today' then
    raise exception 'a register is closed with its digest, in one''s own name' using errcode = '23514'; end if;
  if exists (select 1 from hub.closed_period c where c.year = p_new->>'year' and c.semester = p_new->>'semester'
      and not c.deleted and (c.reopened_on = '' or c.version >= (p_new->>'version')::int)) then
    raise exception 'this period is closed already' using errcode = '23505'; end if;
end $$;

-- CTL verifies a register, once (application/closing.py).
create or replace function hub.check_verified(p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
begin
  if p_new->>'role' not in ('ctl', 'ctl_lead') or p_new->>'decision' <> 'verify' then
    raise exception '% does not decide so over a register', p_new->>'role' using errcode = '42501'; end if;
  if coalesce(p_new->>'decided', '') <> '' then
    raise exception 'nothing is decided beside a register' using errcode = '23514'; end if;
  if exists (select 1 from hub.sign_off s where s.form_id = p_new->>'form_id' and s.withdrawn_on = ''
      and not s.deleted and s.digest = p_new->>'digest') then
    raise exception 'this register is signed already' using errcode = '23505'; end if;
end $$;
