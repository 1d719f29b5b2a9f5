-- What each kind of event changes of a record that is there, and nothing else of it.

-- What each kind of event changes of a micro-credential.
create or replace function hub.card_columns(p_kind text) returns text[]
language sql immutable set search_path = pg_catalog, hub, pg_temp as $$
  select coalesce((case
    when p_kind = 'CardChanged' then '{title_en,title_id,short_title,programme_id,opening_on,'
      'essentials}'
    when p_kind in ('CardMoved', 'ExceptionGranted') then '{stage,stage_since,held_days,round,loop,'
      'entered_at,back_from,back_reason,back_by,back_on}'
    when p_kind = 'CardCompleted' then '{status,status_since,back_from,back_reason,back_by,back_on}'
    when p_kind in ('CardHeld', 'CardHalted', 'CardCancelled')
      then '{status,status_reason,status_since,resume_on}'
    when p_kind in ('CardResumed', 'CardReopened')
      then '{status,status_reason,status_since,resume_on,held_days,archived_on}'
    when p_kind in ('CardArchived', 'CardRetrieved', 'PeriodClosed', 'PeriodReopened')
      then '{archived_on}'
    when p_kind = 'DefinitionsAdopted' then '{definitions,procedure_id}'
    end)::text[], '{}')
$$;

-- Which columns a kind of event changes of a record that is there (`application/handlers`), beside its version; null where
-- that is judged elsewhere: what is filled (`check_open`), and what is never altered, or as `check_decision` says. What is
-- named nowhere stays as it is. A record that an undo took away comes again by what makes it.
create or replace function hub.free_columns(p_kind text, p_table text, p_now jsonb, p_new jsonb, p_day text)
returns text[] language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select case
    when p_kind = 'EntriesMatched' then hub.matched_columns(p_table)
    when p_table in ('form_value', 'form_row', 'milestone', 'component', 'condition', 'finding', 'sign_off', 'revision',
      'redaction') then null
    when p_table = 'person' and p_kind = 'PersonChanged'
      then array['name', 'titles_before', 'titles_after', 'position', 'number_kind', 'number', 'email', 'login']
    when p_table = 'faculty' and p_kind = 'FacultyChanged' or p_table = 'programme' and p_kind = 'ProgrammeChanged'
      then array['code', 'name_en', 'name_id', 'faculty_id']
    when (p_table = 'faculty' and p_kind = 'FacultyAdded' or p_table = 'programme' and p_kind = 'ProgrammeAdded')
      and p_now->>'deleted' = 'true' then array['code', 'name_en', 'name_id', 'faculty_id', 'deleted']
    when p_table = 'setting' and p_kind in ('SettingSet', 'LogoSet')
      then array['value'] || case when p_now->>'deleted' = 'true' then array['deleted'] else array[]::text[] end
    when p_table = 'team' and p_kind in ('TeamJoined', 'DutiesHandedOver') and p_now->>'deleted' = 'true'
      then array['since', 'until', 'lead', 'deleted']
    when p_table = 'team' and p_kind = 'TeamJoined' then array['since', 'until', 'lead']
    when p_table = 'team' and p_kind = 'DutiesHandedOver' and p_new->>'since' > p_now->>'since'
      then array['since']  -- who takes over holds the role later again (`duties.taken_over`)
    when p_table = 'team' and p_kind in ('TeamLeft', 'DutiesHandedOver') then array['until']
    when p_table = 'assignment' and p_kind = 'CardCovered' then array['deleted']
    when p_table = 'external' and p_kind in ('CardMoved', 'ExceptionGranted') then array['deleted']
    when p_table = 'external' and p_kind = 'ExternalRecorded'
      then array['state', 'number', 'dated', 'signed_by', 'file_id', 'note', 'facts']
        || case when p_now->>'deleted' = 'true' then array['deleted'] else array[]::text[] end
    when p_table = 'signing_key' and p_kind = 'KeyEnded' then array['ended_at', 'ended_reason']
    when p_table = 'comment' and p_kind in ('CommentClosed', 'FormFrozen') then array['done']
    when p_table = 'settlement' then array['how', 'deleted']
    when p_table = 'card' then hub.card_columns(p_kind)
    when p_table = 'form' and p_kind = 'FormReopened' then array['revision_id']
    when p_table = 'form' and p_kind = 'SigningChosen'
      then array['superseded', 'deleted', 'basis_id', 'fallen_version']
    when p_table = 'form' and p_kind = 'FormFrozen' then array['revision_id', 'basis_id', 'version', 'number',
      'fallen_version']
    when p_table = 'form' and p_kind = 'DefinitionsAdopted' then array['definition_id']
    when p_table = 'form' and p_kind in ('CardMoved', 'ExceptionGranted')
      then array['revision_id', 'basis_id', 'fallen_version', 'superseded']
    when p_table = 'form' and p_kind = 'CardCovered' then array['superseded']
    when p_table = 'form' and (hub.is_part(p_new->>'scope') or p_kind = 'SheetRemoved') then array['superseded', 'deleted']
    when p_table = 'debt' and p_kind = 'DebtPaid' then array['paid_on', 'paid_note', 'paid_by']
    when p_table = 'office' and p_kind = 'OfficeEnded' then array['until']
    when p_table = 'absence' and p_kind = 'AbsenceEnded' then array['until', 'deleted']
    when p_table = 'idea' and p_kind = 'CardCreated' then array['state', 'card_id']
    when p_table = 'idea' and p_kind = 'IdeaPutAway' then array['state', 'note']
    when p_table = 'file' and p_kind = 'FileRemoved' then array['deleted']
    when p_table = 'file' and p_kind = 'ScanSettled' and p_now->>'purpose' = 'unfiled' then array['deleted', 'note']
    when p_table = 'file' and p_kind in ('PeriodSigned', 'PeriodScanFiled') and p_now->>'card_id' = ''
      then array['name', 'size', 'added_by', 'added_at', 'deleted']
    when p_table = 'booklet' then array['printed_by', 'printed_at']
    when p_table = 'closed_period' and p_kind = 'PeriodReopened' then array['reopened_on', 'reopened_by', 'reopened_reason']
    when p_table = 'definition' and p_kind = 'DefinitionWithdrawn' then array['deleted']
    when p_table = 'definition' and p_now->>'deleted' = 'true' and p_new->>'published_on' >= p_day
      then array['published_on', 'deleted']
    when p_table = 'number_block' then array['used', 'first', 'last']
    else array[]::text[] end
$$;

-- A kind of event changes its columns only, and some records belong to who made them.
create or replace function hub.check_columns(p_me text, p_kind text, p_table text, p_now jsonb, p_new jsonb, p_day text)
returns void language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_free text[];
begin
  if p_kind = 'EventUndone' or p_kind like 'Brought.%' or p_table = 'form' and p_now->>'deleted' = 'true' then return; end if;
  v_free := hub.free_columns(p_kind, p_table, p_now, p_new, p_day);
  if v_free is not null and (p_now - (v_free || array['row_version'])) is distinct from
      (p_new - (v_free || array['row_version'])) then
    raise exception '% does not change this of %', p_kind, p_table using errcode = '42501'; end if;
  if p_table = 'file' and p_kind = 'FileRemoved' and exists (select 1 from hub.external x
      where x.file_id = p_now->>'id' and not x.deleted) then
    raise exception 'this file is the original of a form' using errcode = '23514'; end if;
  if p_table = 'form' and p_kind = 'SigningChosen' and p_now->>'revision_id' <> '' then
    raise exception 'a part that is frozen is opened first' using errcode = '42501'; end if;
  if p_table = 'idea' and p_now->>'state' <> 'open' and p_kind in ('CardCreated', 'IdeaPutAway') then
    raise exception 'this idea was taken up or put away' using errcode = '23514'; end if;
  if p_kind = 'DefinitionWithdrawn' and p_table = 'definition' and p_now->>'published_on' <= hub.judged_on(p_day) then
    raise exception 'a definition that binds is not taken back' using errcode = '42501'; end if;
  if p_table = 'debt' and p_now->>'paid_on' <> '' then
    raise exception 'what was delivered was noted already' using errcode = '42501'; end if;
  if p_table = 'signing_key' and p_now->>'ended_at' <> '' then
    raise exception 'this key was ended already' using errcode = '42501'; end if;
  if p_table = 'signing_key' and hub.same(p_now->>'person_id') <> p_me
     and not hub.may(p_me, 'directory', '', p_day) then
    raise exception 'a key is ended by whose it is, or by who keeps the directory' using errcode = '42501';
  end if;
end $$;

-- What is made bears the moment of its event, or its day: it is worked out, not written (`handlers`). A booklet that came by
-- a packet keeps the earlier moment at which it was printed. Of a decision `check_decision` judges it, of a removal
-- `check_removal`.
create or replace function hub.check_moment(p_body jsonb, p_table text, p_old jsonb, p_new jsonb) returns void
language plpgsql immutable set search_path = pg_catalog, hub, pg_temp as $$
declare v_name text;
begin
  v_name := case p_table when 'comment' then 'at' when 'file' then 'added_at'
    when 'signing_key' then 'registered_at' when 'revision' then 'frozen_at' when 'closed_period' then 'closed_at' end;
  if p_new->>v_name is distinct from p_body->>'at' and p_new->>v_name is distinct from p_old->>v_name then
    raise exception 'what is made bears the moment of its event: %', v_name using errcode = '23514'; end if;
  if p_table = 'booklet' and p_new->>'printed_at' > p_body->>'at' then
    raise exception 'what is made bears the moment of its event: printed_at' using errcode = '23514'; end if;
  v_name := case p_table when 'idea' then 'received_on' when 'debt' then 'raised_on' when 'card' then 'created_on'
    when 'closed_period' then 'closed_on' end;
  if p_new->>v_name is distinct from p_body->>'today' and p_new->>v_name is distinct from p_old->>v_name then
    raise exception 'what is made bears the day of its event: %', v_name using errcode = '23514'; end if;
  if p_table = 'idea' and p_old is null and (p_new->>'state' <> 'open' or p_new->>'card_id' <> '') then
    raise exception 'an idea that is noted is open' using errcode = '23514'; end if;
end $$;

-- What ends or stops something says why (`resting.given_reason`, `signing.sign_form`).
create or replace function hub.check_reason(p_kind text, p_table text, p_new jsonb) returns void
language plpgsql immutable set search_path = pg_catalog, hub, pg_temp as $$
declare v_name text;
begin
  v_name := case when p_table = 'card' and p_kind in ('CardHeld', 'CardHalted', 'CardCancelled') then 'status_reason'
    when p_kind = 'KeyEnded' then 'ended_reason' when p_kind = 'PeriodReopened' and p_table = 'closed_period'
    then 'reopened_reason' when p_kind in ('FormSigned', 'PeriodSigned') and p_table = 'sign_off'
      and p_new->>'decision' in ('return', 'reject') then 'note'
    when p_kind = 'ScanSettled' and p_table = 'file' and p_new->>'deleted' = 'true' then 'note' end;
  if p_new->>v_name ~ '^\s*$' then
    raise exception 'this needs a reason: %', v_name using errcode = '23514'; end if;
end $$;

-- A setting is one that there is, with a value that it can have (`people.set_setting`, `setting_bounds.py`). Which guards
-- and rules have a level, and which time zones there are, the workspaces know. What a procedure of before does not tell of
-- its settings is not asked. A number is written plainly (`rules_types.PLAIN`).
create or replace function hub.check_setting(p_day text, p_kind text, p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
declare v_key text := p_new->>'key'; v_value jsonb; v_number numeric; v_default jsonb; v_fits boolean;
  v_known jsonb := hub.procedure_on(hub.judged_on(p_day))->'settings';
begin
  if not coalesce(p_new->>'value' is json, false) then return; end if;
  v_value := (p_new->>'value')::jsonb;
  v_default := coalesce('{own}'::jsonb->v_key, v_known->v_key);
  if (v_key = 'logo') <> (p_kind = 'LogoSet') or v_default is null and v_known is not null and v_key not like 'level:%'
      and v_key not in ('logo', 'profile', 'holidays', 'time_zone') then
    raise exception 'there is no such setting: %', left(v_key, 60) using errcode = '23514'; end if;
  if pg_input_is_valid(btrim(v_default#>>'{}'), 'numeric') and jsonb_typeof(v_default) <> 'boolean'
      and v_key not in ('name', 'university') then
    if jsonb_typeof(v_value) in ('number', 'string') and btrim(v_value#>>'{}') ~ '^[+-]?[0-9]{1,30}([.][0-9]{1,30})?$'
        and pg_input_is_valid(btrim(v_value#>>'{}'), 'numeric') then
      v_number := btrim(v_value#>>'{}')::numeric; end if;
    v_fits := v_number >= 0 and v_number <= case when v_key = any ('{shares}') then 100 else {most} end
      and (v_number > 0 or v_key <> all ('{above_nought}'));
  else
    v_fits := case when v_key like 'level:%' then v_value in ('"block"', '"warn"', '"off"')
      when v_key = 'profile' then v_value in ('"essential"', '"full"') when v_key = 'logo' then jsonb_typeof(v_value) = 'object'
      when v_key = 'holidays' or v_default is null and v_key <> 'time_zone' then true
      else jsonb_typeof(v_value) = coalesce(jsonb_typeof(v_default), 'string') end; end if;
  if not coalesce(v_fits, false) then
    raise exception 'this is no value of a setting: %', v_key using errcode = '23514'; end if;
end $$;

-- Both, of what is neither brought in nor put back.
create or replace function hub.check_made(p_body jsonb, p_table text, p_old jsonb, p_new jsonb) returns void
language plpgsql stable set search_path = pg_catalog, hub, pg_temp as $$
begin
  if p_body->>'kind' = 'EventUndone' or p_body->>'kind' like 'Brought.%' then return; end if;
  perform hub.check_moment(p_body, p_table, p_old, p_new);
  perform hub.check_reason(p_body->>'kind', p_table, p_new);
end $$;
