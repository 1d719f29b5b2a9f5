-- The master course: what of its builds shows in the tables (domain.md, 10 to 12; decisions.md, 5).

-- Whether a tested build is there, of the present loop or an earlier one of its round, or was before the card was
-- taken over. Which components were sent back since then the rules know (`guards_production.tested_build`).
create or replace function hub.is_built(p_card hub.card, p_kind text, p_facts jsonb) returns boolean
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select coalesce(p_card.entered_at <> '' and (p_facts->'stages'->>'master_course')::int < least(
      (p_facts->'stages'->>p_card.entered_at)::int, (p_facts->'stages'->>p_card.stage)::int), false)
    or exists (select 1 from hub.form f where f.card_id = p_card.id and f.kind = p_kind and not f.deleted
      and (f.round = p_card.round or not coalesce(hub.facts(p_card.definitions::jsonb->>p_kind)->'per' ? 'round', false))
      and (f.basis_id <> '' and hub.why_not_signed(p_card, f, true) = '' or f.basis_id = '' and exists (
        select 1 from hub.external x where x.form_id = f.id and not x.deleted)))
$$;
