-- Who may do what, on which day: by the procedure that binds, the offices and the teams.
-- Whether an event is believed on its own day is judged by the server's day, never by the member's.

-- The server's day. An event may bear tomorrow's: where its author lives, the day may have begun.
create or replace function hub.day(p_later int default 0) returns text
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select to_char(clock_timestamp() at time zone 'UTC' + make_interval(days => p_later), 'YYYY-MM-DD')
$$;

-- The day until which a term must have lasted for what was done within it to be taken still: work
-- may come in late, by who was offline, but not without end.
create or replace function hub.still() returns text
language sql stable set search_path = pg_catalog, hub, pg_temp as $$ select hub.day(-30) $$;

-- The day by whose procedure and settings is judged what bears a day: what was replaced since counts no
-- longer than a term that is over.
create or replace function hub.judged_on(p_day text) returns text
language sql stable set search_path = pg_catalog, hub, pg_temp as $$ select greatest(p_day, hub.still()) $$;

-- The person that an entry of the directory stands for: of one that was put away behind another, that one;
-- read as JSON, for a hub of before has no such column.
create or replace function hub.same(p_person text) returns text
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select coalesce((select nullif(to_jsonb(p)->>'same_as', '') from hub.person p where id = p_person), p_person)
$$;

-- Whether an entry of the directory stands for somebody else, now that some were put away behind others.
create or replace function hub.is_other(p_person text, p_me text) returns boolean
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select p_person <> p_me and hub.same(p_person) <> p_me
$$;

-- What a server reads of a definition.
create or replace function hub.facts(p_definition text) returns jsonb
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select coalesce((select facts from hub.rulebook where definition_id = p_definition), '{}')
$$;

-- A version's numbers: 2026.10 comes after 2026.9.
create or replace function hub.counts(p_version text) returns int[]
language sql immutable set search_path = pg_catalog, hub, pg_temp as $$
  select array(select x::int from unnest(string_to_array(p_version, '.')) x where x ~ '^\d{1,9}$')
$$;

-- The procedure that binds on a day; before the first was published, that one (`shelf.published`).
create or replace function hub.procedure_on(p_day text) returns jsonb
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select hub.facts((select d.id from hub.definition d
    where d.kind = 'procedure' and not d.deleted and d.published_on <> '' and d.published_on <= greatest(p_day, (
      select min(published_on) from hub.definition where not deleted and published_on <> ''))
    order by d.published_on desc, hub.counts(d.version) desc limit 1))
$$;

-- The versions of a definition that bind on a day, or on the first one, as `procedure_on` takes it.
create or replace function hub.binding_on(p_kind text, p_key text, p_day text) returns setof hub.definition
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select d.* from hub.definition d where d.kind = p_kind and d.key = p_key and not d.deleted and d.published_on <> ''
    and d.published_on <= greatest(p_day, (
      select min(published_on) from hub.definition where not deleted and published_on <> ''))
$$;

create or replace function hub.binds(p_id text, p_kind text, p_key text, p_day text) returns boolean
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select exists (select 1 from hub.binding_on(p_kind, p_key, p_day) d where d.id = p_id and not exists (
    select 1 from hub.binding_on(p_kind, p_key, p_day) later
      where later.published_on > d.published_on or later.published_on = d.published_on and
        hub.counts(later.version) > hub.counts(d.version)))
$$;

-- A micro-credential goes by what binds on the day on which it began, or adopted others (decisions.md, 19).
create or replace function hub.check_bound(p_day text, p_old jsonb, p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_had jsonb := coalesce((p_old->>'definitions')::jsonb, '{}'); v_has jsonb := (p_new->>'definitions')::jsonb;
  v_procedure text := p_new->>'procedure_id';
begin
  if exists (select 1 from jsonb_each_text(v_has) e
        where e.value is distinct from v_had->>e.key and not hub.binds(e.value, 'form', e.key, p_day))
     or exists (select 1 from hub.definition d where d.kind = 'form' and not v_has ? d.key
        and (p_old is null or v_had ? d.key) and exists (select 1 from hub.binding_on('form', d.key, p_day)))
     or v_procedure is distinct from p_old->>'procedure_id' and not exists (
        select 1 from hub.definition d where d.id = v_procedure and hub.binds(d.id, 'procedure', d.key, p_day)) then
    raise exception 'a micro-credential goes by the definitions that bind on its day' using errcode = '23514'; end if;
end $$;

-- Whether a person holds a role on a day, by office for a faculty and programme, or on a card's team;
-- `p_still` is the day until which the term must have lasted at the least, or ''.
create or replace function hub.holds(
  p_person text, p_role text, p_card text, p_day text, p_still text) returns boolean
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_programme text; v_faculty text;
begin
  if hub.procedure_on(greatest(p_day, p_still))->'scopes'->>p_role = 'card' and p_card <> '' then
    return exists (select 1 from hub.team t where t.card_id = p_card and t.person_id = p_person
      and t.role = p_role and not t.deleted and t.since <= p_day
      and (t.until = '' or p_day < t.until and p_still <= t.until));
  end if;
  select c.programme_id, p.faculty_id into v_programme, v_faculty
    from hub.card c left join hub.programme p on p.id = c.programme_id where c.id = p_card;
  return exists (select 1 from hub.office o where o.person_id = p_person and o.role = p_role
    and not o.deleted and o.since <= p_day
    and (o.until = '' or p_day < o.until and p_still <= o.until)
    and (p_card = '' or o.faculty_id = '' or o.faculty_id = v_faculty)
    and (p_card = '' or o.programme_id = '' or o.programme_id = v_programme));
end $$;

-- Whether a person holds one of these roles, for what is done now.
create or replace function hub.holds_one(p_person text, p_roles jsonb, p_card text, p_day text)
returns boolean language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select exists (select 1 from jsonb_array_elements_text(coalesce(p_roles, '[]')) r
    where hub.holds(p_person, r, p_card, p_day, hub.still()))
$$;

-- Whether a person holds a role to which a right is given. In a procedure of before, who keeps the cards lets them
-- rest and ends them (`definition.RIGHTS_OF_BEFORE`).
create or replace function hub.may(p_person text, p_right text, p_card text, p_day text)
returns boolean language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select hub.holds_one(p_person, coalesce(r->p_right, case p_right when 'rest' then r->'cards' end), p_card, p_day)
    from (select hub.procedure_on(hub.judged_on(p_day))->'rights' as r) held
$$;

-- The micro-credentials of which one must be the actor's: that of a record; of a letter, all it covers.
create or replace function hub.cards_of(p_table text, p_new jsonb, p_old jsonb) returns text[]
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_card text := hub.card_of(p_table, p_new, p_old);
  v_form text := case when p_table = 'form' then p_new->>'id' else p_new->>'form_id' end;
begin
  if v_card = '' then return '{}'; end if;
  return array(select v_card union select a.card_id from hub.assignment a
    where a.form_id = v_form and not a.deleted);
end $$;

create or replace function hub.card_of(p_table text, p_new jsonb, p_old jsonb) returns text
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_form text;
begin
  if p_table = 'card' then return p_new->>'id'; end if;
  if coalesce(p_new->>'card_id', '') <> '' then return p_new->>'card_id'; end if;
  if coalesce(p_old->>'card_id', '') <> '' then return p_old->>'card_id'; end if;
  v_form := coalesce(p_new->>'form_id', '');
  return coalesce((select card_id from hub.form where id = v_form), '');
end $$;

-- The right must be held for each micro-credential that the event concerns; for one just made, anywhere,
-- or for the one that it revises. Who lets a letter cover another one, for both.
-- Who moves a card is judged with its way.
create or replace function hub.check_right(p_me text, p_right text, p_body jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_cards text[]; v_kind text := p_body->>'kind'; v_day text := p_body->>'today';
  v_found boolean := false;
begin
  if v_kind = 'EventUndone' then  -- one's own may be taken back; another's takes its right
    if not exists (select 1 from hub.undone(p_body) where hub.same(person_id) <> p_me) then return; end if;
  end if;
  if v_kind in ('CardMoved', 'CardCompleted', 'ExceptionGranted') then
    perform hub.check_one_card(p_body); end if;
  if p_right = '' or v_kind in ('CardMoved', 'CardCompleted') then return; end if;
  for v_cards in
    select distinct c.ids from jsonb_array_elements(p_body->'effects') e cross join lateral (
        select hub.cards_of(e->>'table', e->'new', nullif(e->'old', 'null')) as ids
          where e->>'table' <> 'assignment'
        union all select array[e->'new'->>'card_id'] where e->>'table' = 'assignment'
        union all select array[e->'new'->>'revision_of'] where e->>'table' = 'card' and v_kind = 'RevisionStarted'
        union all select array(select f.card_id from hub.form f where f.id = e->'new'->>'form_id')
          where e->>'table' = 'assignment' and e->'new'->>'deleted' = 'false') c
      where v_kind <> 'FileRemoved' or e->>'table' = 'file'
  loop
    if not exists (select 1 from hub.card where id = any (v_cards)) then continue; end if;
    v_found := true;
    if not exists (select 1 from unnest(v_cards) c where hub.may(p_me, p_right, c, v_day)) then
      raise exception '% takes the right %', v_kind, p_right using errcode = '42501'; end if;
  end loop;
  if not v_found and not hub.may(p_me, p_right, '', v_day) then
    raise exception '% takes the right %', v_kind, p_right using errcode = '42501'; end if;
end $$;

-- A micro-credential is in a state in which such an event is made (`Command.states`): what has ended is not
-- frozen or signed. Of a letter it is enough that one is that it covers.
create or replace function hub.check_states(p_rule hub.event_rule, p_body jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_status text;
begin
  perform hub.check_fields(p_rule, p_body);
  if p_rule.states = '{}' or p_body->>'kind' = 'EventUndone' then return; end if;
  select (select min(c.status) from hub.card c where c.id = any (ids)) into v_status
    from jsonb_array_elements(p_body->'effects') e, hub.cards_of(e->>'table', e->'new', nullif(e->'old', 'null')) ids
    where exists (select 1 from hub.card c where c.id = any (ids))
      and not exists (select 1 from hub.card c where c.id = any (ids) and c.status = any (p_rule.states)) limit 1;
  if found then
    raise exception '%: this micro-credential is %', p_rule.kind, v_status using errcode = '23514'; end if;
end $$;

-- A team is made of those who make it; who holds an office is appointed to it (`team._team_role`). What is handed
-- over, or carried on to a revision, is a duty that the team has.
create or replace function hub.check_duty(p_body jsonb, p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
begin
  if hub.procedure_on(hub.judged_on(p_body->>'today'))->'scopes'->>(p_new->>'role') is distinct from 'card'
     and (p_body->>'kind' = 'TeamJoined' or not exists (select 1 from hub.team t
       where t.role = p_new->>'role' and not t.deleted and (t.card_id = p_new->>'card_id' or t.card_id = (
         select c.revision_of from hub.card c where c.id = p_new->>'card_id')))) then
    raise exception '% is no part in a team', p_new->>'role' using errcode = '23514'; end if;
end $$;

-- A move touches its own micro-credential and the forms of that one.
create or replace function hub.check_one_card(p_body jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_effects jsonb := p_body->'effects'; v_own text[];
begin
  v_own := array(select e->>'id' from jsonb_array_elements(v_effects) e where e->>'table' = 'card');
  if cardinality(v_own) <> 1 or exists (
    select 1 from jsonb_array_elements(v_effects) e
      where not hub.cards_of(e->>'table', e->'new', nullif(e->'old', 'null')) && v_own
        and not exists (select 1 from jsonb_array_elements(v_effects) f where f->>'table' = 'form'
          and f->>'id' = e->'new'->>'form_id')) then
    raise exception 'a move touches one micro-credential' using errcode = '42501'; end if;
end $$;

-- Whether somebody leads CTL on a day, or nobody does or will (`handlers.people.may_as_lead`).
create or replace function hub.leads(p_me text, p_day text) returns boolean
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select hub.holds_one(p_me, '["ctl_lead"]', '', p_day) or not exists (select 1 from hub.office o
    where o.role = 'ctl_lead' and not o.deleted and (o.until = '' or o.until > p_day))
$$;

-- A CTL lead is made by one, while there is any or will be; after an office is ended there must be another
-- one. Who is appointed is told with where.
create or replace function hub.check_office(p_me text, p_body jsonb, p_old jsonb, p_new jsonb)
returns void language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_day text := p_body->>'today'; v_scope text; v_after text := v_day; v_is_longer boolean;
begin
  v_is_longer := p_old is null or p_new->>'deleted' = 'false' and (p_old->>'deleted' = 'true'
    or p_old->>'until' <> '' and (p_new->>'until' = '' or p_new->>'until' > p_old->>'until'));
  if not v_is_longer then
    if p_new->>'deleted' = 'false' and p_new->>'until' <> '' then
      v_after := greatest(v_day, p_new->>'until'); end if;
    if p_new->>'role' = 'ctl_lead' and not exists (select 1 from hub.office o
        where o.role = 'ctl_lead' and o.id <> p_new->>'id' and not o.deleted
          and o.since <= v_after and (o.until = '' or o.until > v_after)) then
      raise exception 'the last CTL lead stays' using errcode = '23514'; end if;
    return;
  end if;
  if p_old is not null and not hub.may(p_me, 'directory', '', v_day) then
    raise exception 'who gives an office back takes the right directory' using errcode = '42501'; end if;
  if p_new->>'role' = 'ctl_lead' and not hub.leads(p_me, v_day) then
    raise exception 'a CTL lead is appointed by one' using errcode = '42501'; end if;
  if p_old is not null then return; end if;
  v_scope := hub.procedure_on(hub.judged_on(v_day))->'scopes'->>(p_new->>'role');
  if v_scope is null or v_scope = 'programme' and p_new->>'programme_id' = ''
     or v_scope = 'faculty' and p_new->>'faculty_id' = '' then
    raise exception 'an office is held for its scope' using errcode = '23514'; end if;
end $$;

-- An absence is told by whose it is, by who keeps the directory, or by the secretary of the person's own faculty
-- for her Dean (`application/absences.py`). An undo is judged as one.
create or replace function hub.check_absence(p_me text, p_body jsonb, p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_day text := p_body->>'today'; v_who text := hub.same(p_new->>'person_id');
begin
  if p_new->>'since' = '' or p_new->>'until' < p_new->>'since' then
    raise exception 'an absence has a first and a last day' using errcode = '23514'; end if;
  if p_body->>'kind' = 'EventUndone' or v_who = p_me or hub.may(p_me, 'directory', '', v_day) then return; end if;
  if not exists (select 1 from hub.office s join hub.office d on s.faculty_id in ('', d.faculty_id)
      where s.person_id = p_me and s.role = 'secretary' and d.person_id = v_who and d.role = 'dean'
        and not s.deleted and not d.deleted and s.since <= v_day and d.since <= v_day
        and (s.until = '' or v_day < s.until and hub.still() <= s.until)
        and (d.until = '' or v_day < d.until and hub.still() <= d.until)) then
    raise exception 'an absence is told by whose it is, by CTL, or for her Dean by the secretary'
      using errcode = '42501'; end if;
end $$;

-- An event bears the day on which it was made: not a coming one, and none before its author was entered, or what it is
-- about was begun here. Of each a day more is given: clocks and time zones differ.
create or replace function hub.check_day(p_body jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_since text; v_entered text;
begin
  if p_body->>'today' > hub.day(1) or left(p_body->>'at', 10) > hub.day(1) then
    raise exception 'an event is not made in the future' using errcode = '23514'; end if;
  if abs(left(p_body->>'at', 10)::date - (p_body->>'today')::date) > 1 then
    raise exception 'an event bears one day' using errcode = '23514'; end if;
  if p_body->>'kind' like 'Brought.%' then return; end if;
  select min(c.created_on) into v_since from jsonb_array_elements(p_body->'effects') e
    join hub.card c on c.id = hub.card_of(e->>'table', e->'new', nullif(e->'old', 'null')) where c.created_on <> '';
  select j.body::jsonb->>'today' into v_entered from hub.effect f join hub.journal j on j.n = f.event_n
    where f.table_name = 'person' and f.record_id = p_body->>'by' and j.kind = 'PersonAdded' order by j.n limit 1;
  -- what a clock that was ahead dated begins no day that has not come: such was brought to the server with a workspace
  if v_since > hub.day(1) then v_since := null; end if;
  if v_entered > hub.day(1) then v_entered := null; end if;
  if (p_body->>'today')::date < greatest(v_since, v_entered)::date - 2 then
    raise exception 'an event is not made before what it is about' using errcode = '23514'; end if;
end $$;
