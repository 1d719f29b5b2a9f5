-- Decisions: who decides, for whom, with which key, by which medium (application/handlers/signing.py).

-- A decision bears a day that has come, and was recorded at the moment of its event; later only behind an earlier
-- decision of a clock that runs ahead (`signing._later`).
-- A decision may be made by whom it names, or be recorded by who may record; it is never altered. One made
-- in the program that came in a packet is brought by who may record, with the signature of its maker's key,
-- which every workspace verifies (docs/decisions/0012-packets.md).
create or replace function hub.check_decision(p_me text, p_body jsonb, p_old jsonb, p_new jsonb) returns void
language plpgsql set search_path = pg_catalog, hub, pg_temp as $$
declare v_brought boolean; v_frozen record; v_holder text; v_later text[] := array['evidence_id', 'scan_owed', 'row_version'];
  v_kind text := p_body->>'kind'; v_day text := p_body->>'today'; v_made_by text := coalesce(p_body#>>'{note,made_by}', '');
begin
  if p_old is not null then
    if v_kind = 'SignOffWithdrawn' then
      v_later := array['withdrawn_on', 'withdrawn_reason', 'row_version'];
      if p_old->>'withdrawn_on' <> '' or p_new->>'withdrawn_on' <> v_day or trim(p_new->>'withdrawn_reason') = '' then
        raise exception 'a decision is withdrawn once, on that day, with a reason' using errcode = '42501'; end if;
      if p_old->>'medium' <> 'program' then
        perform hub.check_recorder(p_me, p_new, v_day);
      elsif hub.same(p_old->>'person_id') <> p_me then
        raise exception 'a decision in the program is withdrawn by whom it names' using errcode = '42501'; end if;
    elsif not hub.may(p_me, 'record', p_new->>'card_id', v_day) and not hub.may(p_me, 'fill', p_new->>'card_id', v_day)
      and (hub.same(p_old->>'person_id') <> p_me or p_old->>'on_behalf_of' <> '') then
      raise exception 'evidence is filed by who may record or fill, or by whom it names' using errcode = '42501';
    end if;
    if v_kind = 'FileRemoved' and (p_new->>'evidence_id' <> '' or p_new->>'scan_owed' <> 'true' or not exists (
         select 1 from jsonb_array_elements(p_body->'effects') e where e->>'table' = 'file'
           and e->>'id' = p_old->>'evidence_id' and e#>>'{new,deleted}' = 'true'))
       or v_kind not in ('FileRemoved', 'SignOffWithdrawn', 'EventUndone') and (p_old->>'scan_owed' <> 'true'
         or p_new->>'scan_owed' = 'true' or not hub.is_evidence(p_new->>'evidence_id', p_new)) then
      raise exception 'a scan that is owed is delivered by a file, and owed again when that is removed'
        using errcode = '42501'; end if;
    if (p_old - v_later) is distinct from (p_new - v_later) then
      raise exception 'a decision is never altered' using errcode = '42501';
    end if;
    return;
  end if;
  if v_kind not in ('FormSigned', 'PeriodSigned') then
    raise exception 'a decision is its own kind of event' using errcode = '42501'; end if;
  v_brought := p_new->>'medium' = 'program' and p_new->>'person_id' <> p_me
    and p_new->>'person_id' = v_made_by and p_new->>'recorded_by' = v_made_by;
  if v_brought and not exists (select 1 from hub.signing_key k
      where k.id = p_new->>'key_id' and k.person_id = v_made_by and p_new->>'signature' <> '') then
    raise exception 'a decision is brought with its signature' using errcode = '42501'; end if;
  if p_new->>'recorded_by' <> p_me and not v_brought then
    raise exception 'a decision is recorded in one''s own name' using errcode = '42501'; end if;
  select form_id, digest, version, card_id, frozen_on as on_day into v_frozen from hub.revision
      where v_kind = 'FormSigned' and id = p_new->>'revision_id'
    union all select id, digest, version, '', closed_on from hub.closed_period
      where v_kind = 'PeriodSigned' and id = p_new->>'revision_id' and reopened_on = '' and not deleted;
  if not found or v_frozen.form_id <> p_new->>'form_id' or v_frozen.digest <> p_new->>'digest'
     or v_frozen.version <> (p_new->>'version')::int then
    raise exception 'a decision is over the revision that it names' using errcode = '23514'; end if;
  if v_frozen.card_id <> p_new->>'card_id' and not exists (select 1 from hub.assignment a
      where a.form_id = v_frozen.form_id and a.card_id = p_new->>'card_id' and not a.deleted) then
    raise exception 'a decision is for the micro-credential of its form' using errcode = '42501'; end if;
  if p_new->>'medium' = 'program' then
    if p_new->>'person_id' <> p_me and not v_brought then
      raise exception 'in the program everybody decides for themselves' using errcode = '42501'; end if;
    if p_new->>'decided_on' <> v_day then
      raise exception 'a decision in the program is made today' using errcode = '23514'; end if;
    if v_frozen.on_day <> '' and v_day::date < v_frozen.on_day::date - 1 then
      raise exception 'a decision in the program is not made before its text was frozen' using errcode = '23514'; end if;
  end if;
  if p_new->>'withdrawn_on' <> '' or p_new->>'withdrawn_reason' <> '' or p_new->>'deleted' = 'true' then
    raise exception 'a decision is made before it is withdrawn' using errcode = '23514'; end if;
  if p_new->>'medium' <> 'program' or v_brought then
    perform hub.check_recorder(p_me, p_new, v_day);
  end if;
  if p_new->>'evidence_id' <> '' and not hub.is_evidence(p_new->>'evidence_id', p_new) then
    raise exception 'the evidence of a decision is a file of its micro-credential' using errcode = '42501'; end if;
  if p_new->>'medium' <> 'program' and p_new->>'evidence_id' = '' and p_new->>'scan_owed' <> 'true' then
    raise exception 'what was decided outside the program is shown by a file, or its scan is owed'
      using errcode = '23514'; end if;
  if p_new->>'decided_on' > v_day or left(p_new->>'recorded_at', 10) > hub.day(1) then
    raise exception 'a decision is not made in the future' using errcode = '23514'; end if;
  if p_new->>'recorded_at' !~ 'Z$' or (p_new->>'recorded_at')::timestamptz < (p_body->>'at')::timestamptz then
    raise exception 'a decision is recorded when it is made, or behind a later one' using errcode = '23514'; end if;
  perform hub.check_return(p_new);
  if v_kind = 'FormSigned' then perform hub.check_signer(p_new); perform hub.check_said(v_day, p_new);
  else perform hub.check_verified(p_new); end if;
  perform hub.check_key(p_new);
  perform hub.check_capacity(p_new);
  if p_new->>'on_behalf_of' <> '' and hub.is_secretary(hub.same(p_new->>'person_id'), p_new->>'decided_on',
      case when p_new->>'medium' <> 'program' then p_body->>'at' end) then
    raise exception 'a Dean''s secretary decides for nobody' using errcode = '42501'; end if;
  if p_new->>'on_behalf_of' <> '' and p_new->>'medium' = 'program'
     and not hub.may_act(hub.same(p_new->>'person_id'), p_new->>'decided_on') then
    raise exception 'nobody acts for another who only reads' using errcode = '42501'; end if;
  v_holder := hub.same(coalesce(nullif(p_new->>'on_behalf_of', ''), p_new->>'person_id'));
  if not hub.holds(v_holder, p_new->>'role', p_new->>'card_id', p_new->>'decided_on',
      case when p_new->>'medium' = 'program' then hub.still() else '' end)
     and (p_new->>'medium' = 'program'
       or not hub.held_then(v_holder, p_new->>'role', p_new->>'card_id', p_new->>'decided_on', p_body->>'at')) then
    raise exception 'role % is not held for this micro-credential', p_new->>'role' using errcode = '42501';
  end if;
  if v_kind = 'FormSigned' and p_new->>'medium' = 'program' and not v_brought then perform hub.check_turn(p_new); end if;
end $$;

-- How the entries of a person in a role stood by what had been said by a moment: in a team, or as an office
-- (`acted_then._said_by`).
create or replace function hub.said_by(p_table text, p_person text, p_role text, p_at text) returns setof jsonb
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
begin
  return query execute format('select coalesce(s.new, to_jsonb(r)) from hub.%I r left join lateral (
      select j.body::jsonb #> array[''effects'', e.position::text, ''new''] as new
        from hub.effect e join hub.journal j on j.n = e.event_n
        where e.table_name = $1 and e.record_id = r.id and j.at <= $4 collate "C" order by j.n desc limit 1) s on true
    where r.person_id = $2 and r.role = $3 and (s.new is not null or not exists (
      select 1 from hub.effect e where e.table_name = $1 and e.record_id = r.id))', p_table)
    using p_table, p_person, p_role, p_at;
end $$;

-- Whether a person held a role on a day by what had been said when that was recorded: that the office would be ended for
-- that day nobody knew before (`acted_then.held_role`, docs/decisions/0022).
create or replace function hub.held_then(p_person text, p_role text, p_card text, p_day text, p_at text) returns boolean
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_programme text; v_faculty text;
  v_table text := case when hub.procedure_on(p_day)->'scopes'->>p_role = 'card' and p_card <> '' then 'team' else 'office' end;
begin
  select c.programme_id, p.faculty_id into v_programme, v_faculty
    from hub.card c left join hub.programme p on p.id = c.programme_id where c.id = p_card;
  return exists (select 1 from hub.said_by(v_table, p_person, p_role, p_at) s
    where s->>'deleted' = 'false' and s->>'since' <= p_day and (s->>'until' = '' or p_day < s->>'until')
      and case when v_table = 'team' then s->>'card_id' = p_card else p_card = ''
        or s->>'faculty_id' in ('', v_faculty) and s->>'programme_id' in ('', v_programme) end);
end $$;

-- What names a decision, and what was decided beside a text, in the note of a sealed PDF (`seals.mark_of_decision`,
-- `seals.tag_of`).
create or replace function hub.seal_mark(p_text text) returns text
language sql immutable set search_path = pg_catalog, hub, pg_temp as $$
  select left(encode(sha256(convert_to(p_text, 'UTF8')), 'hex'), 8)
$$;

-- The note of a sealed PDF is given by whose decision its last seal is for, over the text that it names (`seals.bears`,
-- `seals.NOTE`).
create or replace function hub.check_seal(p_me text, p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_note text[] := regexp_match(p_new->>'note', '^v([0-9]{1,9}) ([0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4}(?:\+[0-9a-f]+)?) [A-Za-z0-9_]+'
    || '(?: ([0-9a-f.]+)(?:~([0-9a-f.]+))?)?$');
  v_seals text[] := array_remove(string_to_array(v_note[3], '.'), '');
begin
  if p_new->>'purpose' <> 'sealed' or v_note is null then return; end if;
  if not exists (select 1 from hub.sign_off s where s.form_id = p_new->>'form_id' and not s.deleted
        and hub.seal_mark(s.id) = v_seals[cardinality(v_seals)] and hub.same(s.person_id) = p_me
        and v_note[1]::int >= s.version and v_note[2] = left(s.digest, 4) || ' ' || substr(s.digest, 5, 4) || ' '
          || substr(s.digest, 9, 4) || case when s.decided = '' then '' else '+' || hub.seal_mark(s.decided) end)
     or exists (select 1 from unnest(v_seals || array_remove(string_to_array(v_note[4], '.'), '')) mark
        where not exists (select 1 from hub.sign_off s where s.form_id = p_new->>'form_id' and not s.deleted
          and hub.seal_mark(s.id) = mark)) then
    raise exception 'a PDF is called sealed by whose decision its last seal is for' using errcode = '42501'; end if;
end $$;

-- Whether a form is a micro-credential's own, or a letter that covers it (`letters.concerns`).
create or replace function hub.concerns(p_form text, p_card text) returns boolean
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select exists (select 1 from hub.form where id = p_form and card_id = p_card)
    or exists (select 1 from hub.assignment where form_id = p_form and card_id = p_card and not deleted)
$$;

-- Whether a file can show a decision (`letters.is_evidence`): there, and of its micro-credential or of another that
-- the same letter covers; of a register, that register's.
create or replace function hub.is_evidence(p_file text, p_new jsonb) returns boolean
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select exists (select 1 from hub.file f where f.id = p_file and not f.deleted
    and case when p_new->>'card_id' = '' then f.card_id = '' and f.form_id = p_new->>'form_id'
      else f.card_id = p_new->>'card_id' or hub.concerns(p_new->>'form_id', f.card_id) end)
$$;

-- What was decided outside the program is recorded, and withdrawn, by who may record it: a secretary that of
-- her Dean only (`signers._may_record`), of a register who closes it.
create or replace function hub.check_recorder(p_me text, p_new jsonb, p_day text) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_card text := p_new->>'card_id'; v_right text := case when v_card = '' then 'move' else 'record' end;
begin
  if not hub.may(p_me, v_right, v_card, p_day) then
    raise exception 'this takes the right to record' using errcode = '42501'; end if;
  if p_new->>'role' <> 'dean' and not hub.holds_one(p_me,
      (hub.procedure_on(hub.judged_on(p_day))->'rights'->v_right) - 'secretary', v_card, p_day) then
    raise exception 'a secretary records the decisions of her Dean only' using errcode = '42501'; end if;
end $$;

-- Whom a form asks on a day (`asking.asked_on`): the signers of its definition, of those on a team whom it has.
create or replace function hub.asked_on(p_definition text, p_card text, p_day text) returns setof text
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
begin
  return query select e->>'role' from jsonb_array_elements(hub.facts(p_definition)->'signers') e
    where coalesce(e->>'on_team', 'false') = 'false' or exists (select 1 from hub.team t
      where t.card_id = p_card and t.role = e->>'role' and not t.deleted
        and t.since <= p_day and (t.until = '' or p_day < t.until));
end $$;

-- Whom a revision asks (`asking.asked_by`): whom it keeps beside its settings, else whom its form asked on the day of
-- freezing.
create or replace function hub.asked_by(p_revision hub.revision) returns setof text
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
begin
  return query select e #>> '{}' from jsonb_path_query(p_revision.settings::jsonb, '$.asked[*]') e;
  if not found then
    return query select hub.asked_on(p_revision.definition_id, p_revision.card_id, p_revision.frozen_on); end if;
end $$;

-- A freezing keeps whom its form asks on that day, where some are asked as far as the team has them.
create or replace function hub.check_asked(p_day text, p_revision hub.revision) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_kept jsonb := (select coalesce(jsonb_agg(e order by e #>> '{}'), '[]')
    from jsonb_path_query(p_revision.settings::jsonb, '$.asked[*]') e);
  v_asks jsonb := (select coalesce(jsonb_agg(r order by r), '[]')
    from hub.asked_on(p_revision.definition_id, p_revision.card_id, p_day) r);
begin
  if jsonb_path_exists(hub.facts(p_revision.definition_id), '$.signers[*] ? (@.on_team == true)') then
    if v_kept = v_asks then return; end if;
  elsif v_kept = '[]' then return; end if;
  raise exception 'a freezing asks whom the form and its team ask on that day' using errcode = '23514';
end $$;

-- A role decides over a form as its definition says: which decisions, by which media.
create or replace function hub.check_signer(p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_revision hub.revision; v_signers jsonb;
begin
  select * into v_revision from hub.revision where id = p_new->>'revision_id';
  v_signers := hub.facts(v_revision.definition_id)->'signers';
  if not exists (select 1 from jsonb_array_elements(v_signers) s where s->>'role' = p_new->>'role'
        and s->'decisions' ? (p_new->>'decision') and s->'media' ? (p_new->>'medium')
        and s->>'role' in (select hub.asked_by(v_revision)))
     and not exists (select 1 from jsonb_array_elements(v_revision.signers::jsonb) s
        where s->>'role' = p_new->>'role' and p_new->>'decision' in ('approve', 'return')) then
    raise exception '% does not decide so over this form', p_new->>'role' using errcode = '42501';
  end if;
end $$;

-- A return may name a stage of its micro-credential's procedure; it moves nothing. That it is an earlier one is asked where
-- it is made (`returning.stage_named`): it stays, though the card went back meanwhile.
create or replace function hub.check_return(p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_to text := coalesce(p_new->>'to_stage', '');
begin
  if v_to = '' then return; end if;
  if p_new->>'decision' <> 'return' then
    raise exception 'only a return names a stage to go back to' using errcode = '23514'; end if;
  if not exists (select 1 from hub.card c where c.id = p_new->>'card_id'
      and hub.facts(c.procedure_id)->'stages' ? v_to) then
    raise exception 'a return names a stage of its procedure: %', left(v_to, 60) using errcode = '23514'; end if;
end $$;

-- Whether a table of a form has a row, whichever table of the hub keeps its rows.
create or replace function hub.has_rows(p_form text, p_field text) returns boolean
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select exists (select 1 from hub.form_row where form_id = p_form and field = p_field and not deleted)
    or exists (select 1 from hub.milestone where form_id = p_form and field = p_field and not deleted)
    or exists (select 1 from hub.component where form_id = p_form and field = p_field and not deleted)
    or exists (select 1 from hub.condition where form_id = p_form and field = p_field and not deleted)
    or exists (select 1 from hub.finding where form_id = p_form and field = p_field and not deleted)
$$;

-- A role that signs in the program has said what it decides (`signers.must_have_said`); what was decided on paper is a
-- fact. Either names what the form says (`signing.keep_decision`); what another role said meanwhile it need not name.
create or replace function hub.check_said(p_day text, p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_revision hub.revision; v_form hub.form; v_field text; v_need jsonb;
  v_decided text := coalesce(p_new->>'decided', '');
begin
  select * into v_revision from hub.revision where id = p_new->>'revision_id';
  select * into v_form from hub.form where id = v_revision.form_id;
  if p_new->>'medium' = 'program' and p_new->>'decision' in ('approve', 'acknowledge', 'verify', 'accept') then
    select key into v_field from jsonb_each_text(coalesce(hub.facts(v_revision.definition_id)->'decided_by', '{}'))
      where value = p_new->>'role' and hub.said(p_new->>'form_id', key) = '' limit 1;
    if found then
      raise exception 'what is decided is said before it is signed: %', v_field using errcode = '23514'; end if;
    for v_need in select n from jsonb_array_elements(hub.facts(v_revision.definition_id)->'decided_needs') n
        where n->>'role' = p_new->>'role' loop
      if v_need->'values' ? hub.said(p_new->>'form_id', v_need->>'when') and hub.level_of(v_need, p_day) = 'block' then
        select p into v_field from jsonb_array_elements_text(v_need->'paths') p
          where hub.said(p_new->>'form_id', p) = '' and not hub.has_rows(p_new->>'form_id', p) limit 1;
        if found then
          raise exception 'what a decision asks for is listed before it is signed: %', v_field using errcode = '23514';
        end if;
      end if;
    end loop;
  end if;
  if v_decided <> hub.what_is_decided(v_form, v_revision, p_new->>'role', p_new->>'decision', hub.named_by(v_decided), true)
  then
    if hub.stands_over(v_form, v_revision, p_new->>'role', p_new->>'decision', v_decided) then
      raise exception 'a reason does not change behind a sign-off: what is decided is named with its parts' using errcode = '23514'; end if;
    raise exception 'what was decided is another now: %', v_decided using errcode = '23514'; end if;
end $$;

-- Whether a person is a Dean's secretary on a day, who decides for nobody (docs/decisions/0022); of what was recorded
-- outside the program at `p_at` only if she was appointed by then (`acted_then.was_secretary`).
create or replace function hub.is_secretary(p_person text, p_day text, p_at text) returns boolean
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select exists (select 1 from hub.office o where o.person_id = p_person and o.role = 'secretary' and not o.deleted
    and o.since <= p_day and (o.until = '' or p_day < o.until) and (p_at is null or coalesce((
      select j.at from hub.effect e join hub.journal j on j.n = e.event_n
      where e.table_name = 'office' and e.record_id = o.id order by j.n limit 1), '') <= p_at collate "C"))
$$;

-- Whether a person is known by a role, on whatever micro-credential, by which one acts for another in the program
-- (`allowed.why_no_deputy`); a procedure of before does not say by which (`ProcedureDefinition.deputies`).
create or replace function hub.may_act(p_person text, p_day text) returns boolean
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_facts jsonb := hub.procedure_on(hub.judged_on(p_day));
begin
  return exists (select 1 from (select jsonb_array_elements_text(v_facts->'rights'->'act') as role
      union all select jsonb_object_keys(v_facts->'scopes') where not v_facts->'rights' ? 'act') known
    where role not in ('reader', 'secretary') and (hub.holds(p_person, role, '', p_day, hub.still())
      or exists (select 1 from hub.team t where t.person_id = p_person and t.role = known.role and not t.deleted
        and t.since <= p_day and (t.until = '' or p_day < t.until and hub.still() <= t.until))));
end $$;

-- Who decides for somebody else says in which capacity and by which letter, which holds on that day
-- (`signers.check_capacity`); in the program its scan comes along, or is owed.
create or replace function hub.check_capacity(p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_acts boolean := p_new->>'on_behalf_of' <> '';
begin
  if v_acts <> (p_new->>'capacity' in ('a.n.', 'u.b.', 'Plt.', 'Plh.'))
     or not v_acts and p_new->>'capacity' <> 'own' then
    raise exception 'who signs for somebody says in which capacity' using errcode = '42501'; end if;
  if not v_acts then return; end if;
  if trim(p_new->>'letter') = '' or p_new->>'on_behalf_of' = p_new->>'person_id'
     or p_new->>'capacity' in ('Plt.', 'Plh.') and p_new->>'letter_since' = ''
     or p_new->>'decided_on' < p_new->>'letter_since'
     or p_new->>'letter_until' <> '' and p_new->>'decided_on' > p_new->>'letter_until' then
    raise exception 'who signs for somebody does so by a letter that holds on that day' using errcode = '42501'; end if;
  if p_new->>'medium' = 'program' and p_new->>'evidence_id' = '' and p_new->>'scan_owed' <> 'true' then
    raise exception 'the scan of the letter comes along, or is owed' using errcode = '42501'; end if;
end $$;

-- In the program decides with a key of one's own, which has not ended, whoever has or had one
-- (docs/decisions/0008-keys-of-people.md); elsewhere nobody's key signs.
create or replace function hub.check_key(p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
begin
  if p_new->>'signature' = '' and p_new->>'key_id' = '' then
    if p_new->>'medium' = 'program' and exists (select 1 from hub.signing_key k
        where k.person_id = p_new->>'person_id' and not k.deleted) then
      raise exception 'who has a key, or had one, decides with a key' using errcode = '42501'; end if;
  elsif p_new->>'medium' <> 'program' or p_new->>'signature' = '' or not exists (select 1 from hub.signing_key k
      where k.id = p_new->>'key_id' and k.person_id = p_new->>'person_id' and k.ended_at = '' and not k.deleted) then
    raise exception 'a decision is signed with a key of one''s own that has not ended' using errcode = '42501';
  end if;
end $$;

-- SHA-1, which uuid5 is made with and PostgreSQL itself does not have (FIPS 180-4, 6.1). It proves nothing
-- here; it names.
create or replace function hub.sha1(p_data bytea) returns bytea
language plpgsql immutable set search_path = pg_catalog, hub, pg_temp as $$
declare v_all bytea := p_data || '\x80'::bytea; v_full bigint := 4294967295; w bigint[]; v_it bigint; v_mix bigint;
  h bigint[] := array[1732584193, 4023233417, 2562383102, 271733878, 3285377520]; a bigint; b bigint; c bigint;
  d bigint; e bigint;
begin
  while length(v_all) % 64 <> 56 loop v_all := v_all || '\x00'::bytea; end loop;
  v_all := v_all || int8send(length(p_data)::bigint * 8);
  for v_block in 0 .. length(v_all) / 64 - 1 loop
    for i in 0 .. 79 loop
      if i < 16 then
        v_it := ('x' || encode(substr(v_all, v_block * 64 + i * 4 + 1, 4), 'hex'))::bit(32)::bigint;
      else
        v_it := w[i - 3] # w[i - 8] # w[i - 14] # w[i - 16];
        v_it := ((v_it << 1) | (v_it >> 31)) & v_full; end if;
      w[i] := v_it;
    end loop;
    a := h[1]; b := h[2]; c := h[3]; d := h[4]; e := h[5];
    for i in 0 .. 79 loop
      v_mix := case when i < 20 then ((b & c) | (~b & d)) + 1518500249 when i < 40 then (b # c # d) + 1859775393
        when i < 60 then ((b & c) | (b & d) | (c & d)) + 2400959708 else (b # c # d) + 3395469782 end;
      v_it := ((((a << 5) | (a >> 27)) & v_full) + v_mix + e + w[i]) & v_full;
      e := d; d := c; c := ((b << 30) | (b >> 2)) & v_full; b := a; a := v_it;
    end loop;
    h := array[(h[1] + a) & v_full, (h[2] + b) & v_full, (h[3] + c) & v_full, (h[4] + d) & v_full, (h[5] + e) & v_full];
  end loop;
  return (select string_agg(substr(int8send(x), 5), ''::bytea order by n) from unnest(h) with ordinality t(x, n));
end $$;

-- The id of a record with a natural key (`procedure/identity.py`).
create or replace function hub.natural_id(variadic p_key text[]) returns text
language plpgsql immutable set search_path = pg_catalog, hub, pg_temp as $$
declare v_made bytea := substr(hub.sha1('\x6f1d7a520f6b5a0e9c593c0a9d2b8e11'::bytea
    || convert_to(array_to_string(p_key, chr(31)), 'UTF8')), 1, 16);
begin
  v_made := set_byte(v_made, 6, get_byte(v_made, 6) & 15 | 80);
  v_made := set_byte(v_made, 8, get_byte(v_made, 8) & 63 | 128);
  return encode(v_made, 'hex')::uuid::text;
end $$;

-- Everybody registers their own key, which has not ended, and no other one; it is named after its public half.
create or replace function hub.check_new_key(p_me text, p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
begin
  if p_new->>'person_id' <> p_me then
    raise exception 'everybody registers their own key' using errcode = '42501'; end if;
  if p_new->>'id' <> hub.natural_id('signing_key', p_new->>'public') then
    raise exception 'a key is named after its public half' using errcode = '23514'; end if;
  if p_new->>'public' !~ '^[0-9a-f]{64}$' or p_new->>'ended_at' <> '' or p_new->>'deleted' = 'true'
     or exists (select 1 from hub.signing_key k where k.public = p_new->>'public') then
    raise exception 'a key is registered once, and has not ended' using errcode = '23514'; end if;
end $$;
