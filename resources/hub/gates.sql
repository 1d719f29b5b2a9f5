-- The stage table and what a gate shows in the tables: forms frozen, signed and unchanged since,
-- decisions that a form states, debts. A card is judged by the procedure that it began under. What the
-- rules alone can tell stays with the member's workspace; nothing here asks more than they do.

-- A card's present form of a kind (`current_forms`): not superseded, the last of its sheets.
create or replace function hub.present_form(p_card hub.card, p_kind text) returns hub.form
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_form hub.form; v_per jsonb;
begin
  v_per := hub.facts(p_card.definitions::jsonb->>p_kind)->'per';
  select f.* into v_form from hub.form f
    where f.kind = p_kind and not f.deleted and not hub.is_part(f.scope)
      and (f.card_id = p_card.id or exists (select 1 from hub.assignment a
        where a.form_id = f.id and a.card_id = p_card.id and not a.deleted))
      and (not coalesce(v_per ? 'round', false) or f.round = p_card.round)
      and (not coalesce(v_per ? 'loop', false) or f."loop" = p_card."loop")
    order by f.superseded, f.round desc, f."loop" desc, length(f.scope) desc, f.scope collate "C" desc
    limit 1;
  return v_form;
end $$;

-- What stands in the way of a form that a gate asks for, or ''. Where it is signed module by module,
-- the part of the course and that of one module at least; which modules there are the rules know.
create or replace function hub.why_not_valid(p_card hub.card, p_kind text, p_facts jsonb, p_signed boolean)
returns text language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_form hub.form := hub.present_form(p_card, p_kind); v_part hub.form; v_why text;
  v_stage text := hub.facts(p_card.definitions::jsonb->>p_kind)->>'stage';
  v_stages jsonb := p_facts->'stages'; v_signed int := 0;
begin
  if coalesce(v_form.basis_id, '') = '' and p_card.entered_at <> ''
     and (v_stages->>v_stage)::int < least(
       (v_stages->>p_card.entered_at)::int, (v_stages->>p_card.stage)::int) then
    return ''; end if;  -- it was left before the card was taken over
  if v_form.id is null then return 'it has not been begun'; end if;
  if v_form.basis_id = '' then
    if exists (select 1 from hub.external x where x.form_id = v_form.id and not x.deleted) then
      return ''; end if;
    for v_part in select f.* from hub.form f where f.kind = p_kind and f.subject_id = v_form.subject_id
        and f.round = v_form.round and f."loop" = v_form."loop" and hub.is_part(f.scope)
        and not f.deleted and not f.superseded
    loop
      v_why := hub.why_not_signed(p_card, v_part, p_signed);
      if v_part.scope = 'course' and v_why <> '' then return v_why; end if;
      if v_why = '' then v_signed := v_signed + 1; end if;
    end loop;
    return case when v_signed > 1 then '' else 'it is not frozen' end;
  end if;
  return hub.why_not_signed(p_card, v_form, p_signed);
end $$;

-- Whether a decision over a form counts for a micro-credential (`letters.seen_by`): over a letter it does for the
-- one that it was given for, and where the decider was the lead, or held the office for it, on that day or,
-- on a team, until that day (docs/decisions/0007-a-letter-is-signed-for-each-card.md).
create or replace function hub.counts_for(p_card hub.card, p_signed hub.sign_off, p_subject text) returns boolean
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_holder text := hub.same(coalesce(nullif(p_signed.on_behalf_of, ''), p_signed.person_id)); v_last text;
begin
  if p_subject <> 'letter' or p_signed.card_id = p_card.id then return true; end if;
  if coalesce(hub.facts(p_card.procedure_id)->'scopes'->>p_signed.role, 'card') <> 'card' then
    return hub.holds(v_holder, p_signed.role, p_card.id, p_signed.decided_on, ''); end if;
  foreach v_last in array array['', p_signed.decided_on] loop
    if exists (
      with held as (select t.person_id, t.lead from hub.team t
        where t.card_id = p_card.id and t.role = p_signed.role and not t.deleted and t.since <= p_signed.decided_on
          and (t.until = '' or p_signed.decided_on < t.until or t.until = v_last))
      select 1 from held where person_id = v_holder and (lead or not exists (select 1 from held where lead))) then
      return true; end if;
  end loop;
  return false;
end $$;

-- What a form lacks that was frozen: its revision must be that of the live text; of each role the last
-- decision over it counts.
create or replace function hub.why_not_signed(p_card hub.card, p_form hub.form, p_signed boolean)
returns text language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_revision hub.revision; v_definition text := hub.definition_of(p_form); v_decided jsonb;
  v_role text;
begin
  if p_form.basis_id = '' then return 'it is not frozen'; end if;
  select * into v_revision from hub.revision where id = p_form.basis_id;
  if p_form.superseded or v_revision.form_id is distinct from p_form.id
     or not hub.is_current(p_form, v_definition, v_revision) then
    return 'it was changed since it was frozen'; end if;
  v_decided := hub.decided(p_card, p_form, v_revision);
  if exists (select 1 from jsonb_each_text(v_decided) d where d.value in ('return', 'reject')) then
    return 'it was sent back'; end if;
  if not p_signed then return ''; end if;
  for v_role in
    select e->>'role' from jsonb_array_elements(hub.facts(v_definition)->'signers') e
      where e->>'optional' = 'false' and e->>'role' in (select hub.asked_by(v_revision))
    union select e->>'role' from jsonb_array_elements(v_revision.signers::jsonb) e
  loop
    if coalesce(v_decided->>v_role, 'advise') = 'advise' then
      return format('%s has not signed', v_role); end if;
  end loop;
  return '';
end $$;

-- What a form says at a path: its value, or the fact of an external original.
create or replace function hub.said(p_form text, p_path text) returns text
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select coalesce((select v.val::jsonb #>> '{}' from hub.live_values(p_form) v
    where v.path = p_path), '')
$$;

-- How hard a guard, or a rule of a form, is on a day: the workspace's own setting, or that of the way for its profile.
create or replace function hub.level_of(p_need jsonb, p_day text) returns text
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_own text; v_profile text; v_day text := hub.judged_on(p_day);
begin
  select s.value::jsonb #>> '{}' into v_own from hub.setting s
    where s.key = 'level:' || coalesce(p_need->>'level', 'guard.' || (p_need->>'guard')) and not s.deleted and s.since <= v_day
    order by s.since desc, s.row_version desc limit 1;
  select s.value::jsonb #>> '{}' into v_profile from hub.setting s
    where s.key = 'profile' and not s.deleted and s.since <= v_day
    order by s.since desc, s.row_version desc limit 1;
  return coalesce(v_own, p_need->'levels'->>coalesce(v_profile, 'essential'));
end $$;

-- Refuses a way whose gate shows in the tables that it is not met.
create or replace function hub.check_gate(p_card hub.card, p_way jsonb, p_facts jsonb, p_day text)
returns void language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_need jsonb; v_why text; v_form hub.form; v_frozen_on text;
begin
  for v_need in select * from jsonb_array_elements(p_way->'needs') loop
    if hub.level_of(v_need, p_day) <> 'block' then continue; end if;
    v_why := '';
    if v_need->>'guard' = 'no_open_debts' then
      if exists (select 1 from hub.debt where card_id = p_card.id and not deleted and paid_on = '') then
        raise exception 'the gate is not met: something is still owed' using errcode = '23514'; end if;
      continue;
    end if;
    v_form := hub.present_form(p_card, v_need->>'form');
    if v_need->>'guard' = 'tested_build' then
      if not hub.is_built(p_card, v_need->>'form', p_facts) then v_why := 'no tested build is there'; end if;
    elsif v_need->>'guard' = 'value_is' then
      if v_form.basis_id <> '' and not hub.facts(hub.definition_of(v_form))->'per' ? 'assessor'
         and not v_need->'values' ? hub.said(v_form.id, v_need->>'path') then
        v_why := 'it does not say what this way needs'; end if;
    elsif v_need->>'guard' = 'acknowledged' then  -- after a while silence counts as consent
      select frozen_on into v_frozen_on from hub.revision where id = v_form.basis_id;
      v_why := hub.why_not_valid(p_card, v_need->>'form', p_facts, p_day <= v_frozen_on);
    else
      v_why := hub.why_not_valid(p_card, v_need->>'form', p_facts, true);
    end if;
    if v_why <> '' then
      raise exception 'the gate is not met: %: %', v_need->>'form', v_why using errcode = '23514';
    end if;
  end loop;
end $$;

-- A card goes along a way of its procedure whose gate is met, or back with a reason, by who may
-- move it there; by exception without the gate, and with a debt.
create or replace function hub.check_move(
  p_me text, p_body jsonb, p_card hub.card, p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_facts jsonb := hub.facts(p_card.procedure_id); v_kind text := p_body->>'kind';
  v_day text := p_body->>'today'; v_way jsonb; v_movers jsonb; v_from int; v_to int;
begin
  v_from := (v_facts->'stages'->>p_card.stage)::int;
  v_to := (v_facts->'stages'->>(p_new->>'stage'))::int;
  if p_card.status <> 'active' then
    raise exception 'what rests does not move' using errcode = '23514'; end if;
  select w into v_way from jsonb_array_elements(v_facts->'ways') with ordinality as t(w, n)
    where w->>'from' = p_card.stage and case when v_kind = 'CardCompleted' then w->>'kind' = 'finish'
      else w->>'to' = p_new->>'stage' and w->>'kind' <> 'finish' end order by n limit 1;
  if v_way is null and (v_kind = 'CardCompleted' or v_to is null or v_to >= v_from) then
    raise exception 'there is no way from stage % to %', v_from, v_to using errcode = '23514'; end if;
  v_movers := coalesce(v_way->'movers', v_facts->'rights'->'move');
  if not hub.holds_one(p_me, v_movers, p_card.id, v_day) then
    raise exception '% takes the right move', v_kind using errcode = '42501'; end if;
  if coalesce(v_way->>'kind', 'back') = 'back' then
    if coalesce(v_way->>'reason', 'true') = 'true'
       and (trim(p_new->>'back_reason') = '' or p_new->>'back_by' <> p_me) then
      raise exception 'sending back needs a reason' using errcode = '23514'; end if;
  elsif v_kind = 'ExceptionGranted' then
    if not exists (select 1 from jsonb_array_elements(p_body->'effects') e
        where e->>'table' = 'debt' and e->'old' = 'null' and e->'new'->>'card_id' = p_card.id
          and e->'new'->>'raised_by' = p_me and e->'new'->>'paid_on' = ''
          and trim(e->'new'->>'reason') <> '' and trim(e->'new'->>'owed') <> ''
          and trim(e->'new'->>'instructed_by') <> '') then
      raise exception 'an exception says why, by whom, and what is owed' using errcode = '23514';
    end if;
  else
    perform hub.check_gate(p_card, v_way, v_facts, v_day);
  end if;
end $$;

-- A round and a loop are counted on by one, by the ways that say so and by going back (docs/decisions/0003; a program of
-- before counted a round past the design as well), and nobody enters a card at a later stage afterwards.
create or replace function hub.check_counts(p_card hub.card, p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_round int := (p_new->>'round')::int; v_loop int := (p_new->>'loop')::int; v_way jsonb; v_counts text;
  v_facts jsonb := hub.facts(p_card.procedure_id); v_stages jsonb := v_facts->'stages';
  v_from int := (v_stages->>p_card.stage)::int; v_to int := (v_stages->>(p_new->>'stage'))::int;
  v_design int := coalesce((v_stages->>'design')::int, 0);
begin
  if not (v_round = p_card.round and v_loop in (p_card."loop", p_card."loop" + 1)
      or v_round = p_card.round + 1 and v_loop = 1) then
    raise exception 'rounds and loops are counted on' using errcode = '23514'; end if;
  select w into v_way from jsonb_array_elements(v_facts->'ways') with ordinality as t(w, n)
    where w->>'from' = p_card.stage and w->>'to' = p_new->>'stage' and w->>'kind' <> 'finish' order by n limit 1;
  v_counts := case when v_way is not null then v_way->>'counts'  -- a procedure published before does not say
    when v_to > v_design then 'loop' when v_from > v_design then 'round' else '' end;
  if v_round > p_card.round and v_counts <> 'round'
     or v_round = p_card.round and v_loop > p_card."loop" and v_counts <> 'loop' then
    raise exception 'rounds and loops are counted on by the way that is taken' using errcode = '23514'; end if;
  if p_new->>'entered_at' <> p_card.entered_at and (p_new->>'entered_at' <> p_new->>'stage'
      or coalesce((v_stages->>p_card.entered_at)::int, 0) <= (v_stages->>(p_new->>'stage'))::int) then
    raise exception 'a micro-credential is taken over once' using errcode = '23514'; end if;
end $$;

-- A new card: at the first stage, or where it was taken over, under a procedure that the hub has.
create or replace function hub.check_new_card(p_kind text, p_day text, p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_stage int := (hub.facts(p_new->>'procedure_id')->'stages'->>(p_new->>'stage'))::int;
begin
  if v_stage is null then
    raise exception 'there is no stage %', p_new->>'stage' using errcode = '23514'; end if;
  if p_kind not in ('CardTakenOver', 'RevisionStarted') and (v_stage <> 1 or p_new->>'entered_at' <> '') then
    raise exception 'a new micro-credential begins at stage 1' using errcode = '23514'; end if;
  if p_kind in ('CardTakenOver', 'RevisionStarted') and p_new->>'entered_at' <> p_new->>'stage' then
    raise exception 'it says at which stage it was taken over' using errcode = '23514'; end if;
  if exists (select 1 from hub.card c where c.code = p_new->>'code' and not c.deleted and c.id <> p_new->>'id') then
    raise exception 'this code is taken' using errcode = '23505'; end if;
  if p_new->>'status' <> 'active' or p_kind = 'RevisionStarted' and not exists (
      select 1 from hub.card where id = p_new->>'revision_of' and status = 'completed') then
    raise exception 'what is new is under way' using errcode = '23514'; end if;
  if p_new->>'held_days' <> '0' or p_new->>'archived_on' <> '' or p_new->>'status_since' <> '' or p_new->>'stage_since' > p_day then
    raise exception 'what is new has not rested, and began by that day' using errcode = '23514'; end if;
  if p_new->>'origin' <> (case p_kind when 'CardTakenOver' then 'take_over' when 'RevisionStarted' then 'revision'
      else 'new' end) or p_new->>'essentials' <> '{}' and p_kind not in ('CardTakenOver', 'RevisionStarted') then
    raise exception 'only what was taken over has essentials' using errcode = '23514'; end if;
end $$;

-- What a kind of event writes of a micro-credential, where a program works that out: the state, how long it rested,
-- since when it is where it is, whether it is in the archive (`handlers/resting.py`, `moves.moved`).
create or replace function hub.check_written(p_kind text, p_day text, p_card hub.card, p_new jsonb) returns void
language plpgsql immutable set search_path = pg_catalog, hub, pg_temp as $$
declare v_status text; v_rested int := 0; v_is_under_way boolean := p_kind in ('CardResumed', 'CardReopened');
begin
  v_status := case when v_is_under_way then 'active' when p_kind = 'CardHeld' then 'on_hold'
    when p_kind = 'CardHalted' then 'halted' when p_kind = 'CardCancelled' then 'cancelled'
    when p_kind = 'CardCompleted' then 'completed' end;
  if v_status is not null and (p_new->>'status' <> v_status
      or p_new->>'status_since' <> case when v_is_under_way then '' else p_day end) then
    raise exception '% makes it % on that day', p_kind, v_status using errcode = '23514'; end if;
  if v_is_under_way and p_card.status_since <> '' then
    v_rested := greatest(p_day::date - p_card.status_since::date, 0); end if;
  if v_is_under_way and (p_new->>'held_days')::bigint <> p_card.held_days::bigint + v_rested
     or p_kind in ('CardMoved', 'ExceptionGranted') and (p_new->>'held_days' <> '0' or p_new->>'stage_since' <> p_day) then
    raise exception 'the days in a stage are counted, not written' using errcode = '23514'; end if;
  if p_kind in ('CardArchived', 'PeriodClosed') and (p_new->>'archived_on' <> p_day
        or p_card.status not in ('completed', 'cancelled'))
     or p_kind in ('CardRetrieved', 'PeriodReopened', 'CardResumed', 'CardReopened') and p_new->>'archived_on' <> '' then
    raise exception 'the archive has what has ended' using errcode = '23514'; end if;
end $$;

create or replace function hub.check_card(p_me text, p_body jsonb, p_old jsonb, p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_kind text := p_body->>'kind'; v_card hub.card;
begin
  if p_old is null then
    perform hub.check_new_card(v_kind, p_body->>'today', p_new);
    perform hub.check_bound(p_body->>'today', null, p_new);
    return;
  end if;
  if v_kind = 'EventUndone' then
    if p_new->>'deleted' = 'false' and p_old->>'deleted' = 'true' and exists (select 1 from hub.card c
        where c.code = p_new->>'code' and not c.deleted and c.id <> p_new->>'id') then
      raise exception 'this code is taken' using errcode = '23505'; end if;
    return;
  end if;
  v_card := jsonb_populate_record(null::hub.card, p_old);
  if p_new->>'stage' <> v_card.stage and v_kind not in ('CardMoved', 'ExceptionGranted') then
    raise exception 'only a move moves a micro-credential' using errcode = '23514'; end if;
  if p_new->>'status' = 'completed' and v_card.status <> 'completed' and v_kind <> 'CardCompleted' then
    raise exception 'completion is declared, not written' using errcode = '23514'; end if;
  if v_card.status in ('completed', 'cancelled') and p_new->>'status' <> v_card.status
     and v_kind <> 'CardReopened' then
    raise exception 'what has ended is reopened, not written' using errcode = '23514'; end if;
  if p_new->>'essentials' <> v_card.essentials and v_card.origin <> 'take_over' and v_card.essentials = '{}' then
    raise exception 'only what was taken over has essentials' using errcode = '23514'; end if;  -- `has_essentials`
  if v_kind = 'DefinitionsAdopted' then perform hub.check_bound(p_body->>'today', p_old, p_new); end if;
  if v_kind in ('CardMoved', 'ExceptionGranted', 'CardCompleted') then
    perform hub.check_move(p_me, p_body, v_card, p_new);
    perform hub.check_counts(v_card, p_new);
  end if;
  perform hub.check_written(v_kind, p_body->>'today', v_card, p_new);
end $$;

-- A move back lets fall what is of the stage that it goes to, or of a later one, and any what its way says.
create or replace function hub.check_fall(p_body jsonb, p_form text) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_card jsonb; v_form hub.form; v_stages jsonb; v_to int;
begin
  select e into v_card from jsonb_array_elements(p_body->'effects') e where e->>'table' = 'card' limit 1;
  select * into v_form from hub.form where id = p_form;
  v_stages := hub.facts(v_card#>>'{old,procedure_id}')->'stages';
  v_to := (v_stages->>(v_card#>>'{new,stage}'))::int;
  if exists (select 1 from jsonb_array_elements(hub.facts(v_card#>>'{old,procedure_id}')->'ways') w
      where w->>'from' = v_card#>>'{old,stage}' and w->>'to' = v_card#>>'{new,stage}'
        and coalesce(w->'falls', '[]') ? v_form.kind) then
    return; end if;
  if v_to > (v_stages->>(v_card#>>'{old,stage}'))::int
     or v_to > (v_stages->>(hub.facts(hub.definition_of(v_form))->>'stage'))::int then
    raise exception 'a form of before does not fall by this move: %', v_form.kind using errcode = '42501'; end if;
end $$;

-- A form is frozen by freezing, and what fell does not stand up again; there is one of each address.
create or replace function hub.check_form(p_body jsonb, p_old jsonb, p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_own text; v_cards jsonb; v_per jsonb; v_kind text := p_body->>'kind';
begin
  if v_kind = 'EventUndone' and p_old is not null then
    if p_new->>'deleted' = 'true' and p_old->>'version' <> '0' then
      raise exception 'a form that was frozen stays' using errcode = '42501'; end if;
    return;
  end if;
  if p_old is null or p_old->>'deleted' = 'true' then
    if p_new->>'revision_id' <> '' or p_new->>'basis_id' <> '' or p_new->>'version' <> '0'
       or p_new->>'number' <> '' or p_new->>'superseded' = 'true'
       or p_new->>'fallen_version' not in ('0', coalesce(p_old->>'fallen_version', '0')) then
      raise exception 'a new form is empty' using errcode = '23514'; end if;
    select c.definitions::jsonb->>(p_new->>'kind') into v_own from hub.card c
      where c.id = p_new->>'card_id';
    if v_own is null then raise exception 'there is no form %', p_new->>'kind' using errcode = '23514'; end if;
    if p_new->>'definition_id' not in ('', coalesce(v_own, p_new->>'definition_id'))
       and not (hub.is_part(p_new->>'scope') and exists (select 1 from hub.form f where f.definition_id
         = p_new->>'definition_id' and f.id = hub.whole_of(jsonb_populate_record(null::hub.form, p_new))))
    then
      raise exception 'a form begins under its card''s definition' using errcode = '23514'; end if;
    v_cards := (select coalesce(jsonb_agg(e->'new'), '[]') from jsonb_array_elements(p_body->'effects') e
        where e->>'table' = 'card' and e->>'id' = p_new->>'card_id')  -- one that moves into its next round
      || (select to_jsonb(c) from hub.card c where c.id = p_new->>'card_id');
    v_per := hub.facts(v_own)->'per';
    if hub.is_part(p_new->>'scope') then
      if not exists (select 1 from hub.form f where f.revision_id = ''
          and f.id = hub.whole_of(jsonb_populate_record(null::hub.form, p_new))) then
        raise exception 'a part is one of a form that is there, and not frozen as a whole' using errcode = '23514'; end if;
    elsif v_kind = 'FormOpened' and p_new->>'scope' <> '' and p_new->>'scope' !~ '^[1-9][0-9]?$' then
      raise exception 'the sheets of a form are numbered' using errcode = '23514';
    elsif (p_new->>'scope' <> '') <> (v_per ?| array['meeting', 'assessor'])
       or not exists (select 1 from jsonb_array_elements(v_cards) c
         where (p_new->'round') = (case when v_per ? 'round' then c->'round' else '1' end)
           and (p_new->'loop') = (case when v_per ? 'loop' then c->'loop' else '1' end)) then
      raise exception 'a form is opened for the present round, as its definition says' using errcode = '23514'; end if;
    if exists (select 1 from hub.form f where f.id <> p_new->>'id' and not f.deleted
        and f.kind = p_new->>'kind' and f.subject_id = p_new->>'subject_id'
        and f.scope = p_new->>'scope' and f.round = (p_new->>'round')::int
        and f."loop" = (p_new->>'loop')::int) then
      raise exception 'this form is there already' using errcode = '23505'; end if;
    return;
  end if;
  if v_kind in ('CardMoved', 'ExceptionGranted') then perform hub.check_fall(p_body, p_new->>'id'); end if;
  if v_kind = 'SheetRemoved' and (p_old->>'version' <> '0' or p_new->>'superseded' = 'true'
      or not coalesce(hub.facts(hub.definition_of(jsonb_populate_record(null::hub.form, p_old)))->'per', '[]')
        ?| array['meeting', 'assessor']
      or exists (select 1 from hub.external x where x.form_id = p_new->>'id' and not x.deleted)) then
    raise exception 'only a sheet of several that was never frozen is removed' using errcode = '42501'; end if;
  if v_kind = 'CardCovered' and (p_new->>'superseded' <> 'true' or p_old->>'revision_id' <> '' or not exists (
        select 1 from jsonb_array_elements(p_body->'effects') e where e->>'table' = 'assignment'
          and e->'new'->>'card_id' = p_new->>'card_id' and e->'new'->>'form_id' <> p_new->>'id' and e->'new'->>'deleted' = 'false')
      or coalesce(hub.facts(hub.definition_of(jsonb_populate_record(null::hub.form, p_old)))->>'subject', '') <> 'letter'
      or exists (select 1 from hub.assignment a where a.form_id = p_new->>'id' and not a.deleted
        and a.card_id <> p_new->>'card_id')) then
    raise exception 'only the letter that another one replaces is put aside' using errcode = '42501'; end if;
  if p_old->>'number' not in ('', p_new->>'number') then
    raise exception 'a number that was given stays' using errcode = '42501'; end if;
  if v_kind = 'FormFrozen' and p_new->>'revision_id' <> '' then
    perform hub.check_asked(p_body->>'today', r) from hub.revision r where r.id = p_new->>'revision_id';
    if not exists (select 1 from hub.revision r where r.id = p_new->>'revision_id'
        and r.form_id = p_new->>'id' and r.version = (p_new->>'version')::int
        and r.id = p_new->>'basis_id' and r.number = p_new->>'number'
        and hub.is_current(jsonb_populate_record(null::hub.form, p_old), r.definition_id, r)) then
      raise exception 'a form is frozen with what stands in it' using errcode = '23514'; end if;
  elsif p_new->>'revision_id' not in ('', p_old->>'revision_id')
     or p_new->>'basis_id' not in ('', p_old->>'basis_id') or p_new->>'version' <> p_old->>'version'
     or p_new->>'number' <> p_old->>'number' and v_kind <> 'FormFrozen' then
    raise exception 'a form is frozen by freezing it' using errcode = '42501'; end if;
  if (p_new->>'fallen_version')::int < (p_old->>'fallen_version')::int then
    raise exception 'what fell does not stand up again' using errcode = '42501'; end if;
  if p_new->>'fallen_version' not in (p_old->>'fallen_version', p_old->>'version') then  -- `effects._fallen`, `freezing._fallen`
    raise exception 'what falls is of a version that is there' using errcode = '42501'; end if;
  if v_kind = 'FormFrozen' and p_new->>'fallen_version' <> p_old->>'fallen_version' then
    perform hub.check_fallen(p_old->>'basis_id', p_new->>'revision_id'); end if;
end $$;
