-- What each person, body, place, type of equipment or agreement has to do with, one row a claim and part in it.
--
-- order: thing, first_line, lines, id, role
-- example: --country "united states" --no-thing "united states"
--
-- id (id, wide): the claim
-- thing (name thing_id): who, what or where
-- thing_kind (word record_kinds, wide): what sort of thing that is
-- country (name country_id, wide): the state that a party is or belongs to
-- role (text): its part in the claim: supplier, partner, trainee, place, speaker
-- kind (word record_kinds, wide): what sort of claim it is
-- matter (text): what the claim tells: the field, topic, action, relation, status or kind in its own table
-- fact (prose): the claim in a sentence
-- date (date): when, as EDTF
-- date_wording (text, wide): how the source puts a time that cannot be resolved
-- modality (word modalities): how firmly the source says it
-- disputed (flag): whether an open conflict has it as a side
-- lines (lines): where the source says it
-- earliest_start (date, wide): first day on which it may have begun
-- latest_start (date, wide): last day on which it may have begun
-- earliest_end (date, wide): first day on which it may have ended
-- latest_end (date, wide): last day on which it may have ended
WITH part AS (
    SELECT id, holder_id AS thing_id, 'holder' AS role, 'held' AS matter FROM holdings
    UNION ALL
    SELECT id, equipment_id, 'equipment', 'held' FROM holdings
    UNION ALL
    SELECT id, supplier_id, 'supplier', status FROM transfers
    UNION ALL
    SELECT id, recipient_id, 'recipient', status FROM transfers
    UNION ALL
    SELECT id, equipment_id, 'equipment', status FROM transfers
    UNION ALL
    SELECT id, person_id, 'person', 'post' FROM appointments
    UNION ALL
    SELECT id, post_id, 'post', 'post' FROM appointments
    UNION ALL
    SELECT a.id, p.organization_id, 'body', 'post' FROM appointments AS a JOIN posts AS p ON p.id = a.post_id
    UNION ALL
    SELECT id, subject_id, 'subject', relation FROM unit_relations
    UNION ALL
    SELECT id, object_id, 'object', relation FROM unit_relations
    UNION ALL
    SELECT id, party_id, 'party', deployment_kind FROM deployments
    UNION ALL
    SELECT id, equipment_id, 'equipment', deployment_kind FROM deployments
    UNION ALL
    SELECT id, place_id, 'place', deployment_kind FROM deployments
    UNION ALL
    SELECT id, facility_id, 'facility', deployment_kind FROM deployments
    UNION ALL
    SELECT id, subject_id, 'subject', measure_kind FROM measures
    UNION ALL
    SELECT id, agreement_id, 'agreement', 'limit' FROM limits
    UNION ALL
    SELECT id, party_id, 'party', 'limit' FROM limits
    UNION ALL
    SELECT id, equipment_id, 'equipment', 'limit' FROM limits
    UNION ALL
    SELECT id, agreement_id, 'agreement', action FROM agreement_actions
    UNION ALL
    SELECT id, party_id, 'party', action FROM agreement_actions
    UNION ALL
    SELECT id, person_id, 'person', action FROM agreement_actions
    UNION ALL
    SELECT id, place_id, 'place', event_kind FROM events
    UNION ALL
    SELECT id, agreement_id, 'agreement', event_kind FROM events
    UNION ALL
    SELECT p.event_id, p.party_id, p.role, e.event_kind FROM participants AS p JOIN events AS e ON e.id = p.event_id
    UNION ALL
    SELECT id, party_id, 'party', field FROM cooperation
    UNION ALL
    SELECT id, partner_id, 'partner', field FROM cooperation
    UNION ALL
    SELECT id, subject_id, 'subject', field FROM cooperation
    UNION ALL
    SELECT id, agreement_id, 'agreement', field FROM cooperation
    UNION ALL
    SELECT id, maker_id, 'maker', 'production' FROM productions
    UNION ALL
    SELECT id, equipment_id, 'equipment', 'production' FROM productions
    UNION ALL
    SELECT id, subject_id, 'subject', topic FROM statements
    UNION ALL
    SELECT id, object_id, 'object', topic FROM statements
    UNION ALL
    SELECT id, attribution_id, 'speaker', kind FROM records
)
SELECT
    part.id,
    COALESCE(thing.name, thing.sentence) AS thing,
    part.thing_id,
    thing.kind AS thing_kind,
    country.name AS country,
    p.country_id,
    part.role,
    r.kind,
    part.matter,
    r.sentence AS fact,
    r.date,
    r.date_wording,
    r.modality,
    ev.is_disputed AS disputed,
    ev.lines,
    ev.first_line,
    r.earliest_start,
    r.latest_start,
    r.earliest_end,
    r.latest_end
FROM part
JOIN records AS r ON r.id = part.id
JOIN evidence AS ev ON ev.record_id = part.id
JOIN records AS thing ON thing.id = part.thing_id
LEFT JOIN parties AS p ON p.id = part.thing_id
LEFT JOIN records AS country ON country.id = p.country_id;
