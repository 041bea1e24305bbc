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
-- hedge (text, wide): how it is hedged, in words; empty for a plain assertion
-- date (date): when, as EDTF
-- observed (flag, wide): whether the date is only when a state was seen, its start and end unknown
-- date_wording (text, wide): how the source puts a time that cannot be resolved
-- said_by (name attribution_id, wide): who is quoted, where the source does not speak for itself
-- modality (word modalities): how firmly the source says it
-- disputed (flag): whether another passage denies it, in an open conflict
-- in_tension (flag, wide): whether it and another passage can both be true, but need an explanation
-- doubtful (flag, wide): whether its reading is doubted
-- lines (lines): where the source says it
-- earliest_start (date, wide): first day on which it may have begun
-- latest_start (date, wide): last day on which it may have begun
-- earliest_end (date, wide): first day on which it may have ended
-- latest_end (date, wide): last day on which it may have ended
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
