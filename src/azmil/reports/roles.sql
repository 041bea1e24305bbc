-- Roles of each thing in claims: people, bodies, places, equipment, agreements; one row per claim and role.
--
-- order: thing, first_line, lines, id, role
-- example: --country united-states --no-thing united-states
--
-- id (id, wide): id of the claim
-- thing (name thing_id, grouped): person, body, place, equipment or agreement
-- thing_kind (word record_kinds, wide): kind of thing
-- country (name country_id, wide): country of a party, or the party itself
-- role (text): role in the claim: supplier, partner, trainee, place, speaker
-- kind (word record_kinds, wide): kind of claim
-- matter (text): content of the claim: its field, topic, action, relation, status or kind
-- fact (prose, wide): claim in a sentence
-- hedge (text, wide): hedge in words; empty for a plain assertion
-- date (date): date or period, as EDTF
-- observed (flag, wide): whether the date only says when the state was observed, not when it began or ended
-- date_wording (text, wide): source's wording of a date that is vague or cannot be resolved
-- said_by (name attribution_id, wide): speaker quoted or reported by the source, if any
-- modality (word modalities): how firmly the source states the claim
-- disputed (flag): whether another passage contradicts the claim, in an open conflict
-- in_tension (flag, wide): whether the claim and another passage can both be true, but need an explanation
-- doubtful (flag, wide): whether the reading of the passage is doubtful
-- lines (lines): cited lines of the source
-- earliest_start (date, wide): earliest possible first day
-- latest_start (date, wide): latest possible first day
-- earliest_end (date, wide): earliest possible last day
-- latest_end (date, wide): latest possible last day
SELECT
    part.id,
    COALESCE(thing.name, thing.id) AS thing,
    part.thing_id,
    thing.kind AS thing_kind,
    country.name AS country,
    p.country_id,
    part.role,
    r.kind,
    part.matter,
    r.sentence AS fact,
    ev.hedge,
    r.date,
    r.observed,
    r.date_wording,
    said_by.name AS said_by,
    r.attribution_id,
    r.modality,
    ev.is_disputed AS disputed,
    ev.is_in_tension AS in_tension,
    ev.is_doubtful AS doubtful,
    ev.lines,
    ev.first_line,
    r.earliest_start,
    r.latest_start,
    r.earliest_end,
    r.latest_end
FROM all_roles AS part
JOIN records AS r ON r.id = part.id
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
JOIN evidence AS ev ON ev.record_id = part.id
JOIN records AS thing ON thing.id = part.thing_id
LEFT JOIN parties AS p ON p.id = part.thing_id
LEFT JOIN records AS country ON country.id = p.country_id;
