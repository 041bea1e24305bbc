-- States, ministries, agencies, companies, alliances, schools and groups, with how they stand to others.
--
-- order: kind, organization, relation NULLS FIRST, other NULLS FIRST, id
-- example: --kind ministry
--
-- id (id, wide): the organization
-- organization (name organization_id): its name
-- kind (word organization_kinds): what sort of body it is
-- country (name country_id): the state it belongs to
-- relation (word relations): how it stands to the other
-- other (name other_id): the other party
-- placeholder (flag, wide): whether the source leaves it without a name
-- fact (prose, wide): the row in a sentence
-- hedge (text, wide): how it is hedged, in words; empty for a plain assertion
-- date (date): when, as EDTF
-- observed (flag, wide): whether the date is only when a state was seen, its start and end unknown
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
    o.id,
    o.id AS organization_id,
    named.name AS organization,
    o.organization_kind AS kind,
    country.name AS country,
    p.country_id,
    rel.relation,
    other.name AS other,
    rel.object_id AS other_id,
    p.is_placeholder AS placeholder,
    r.sentence AS fact,
    ev.hedge,
    r.date,
    r.observed,
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
FROM organizations AS o
JOIN records AS named ON named.id = o.id
JOIN parties AS p ON p.id = o.id
LEFT JOIN records AS country ON country.id = p.country_id
LEFT JOIN unit_relations AS rel ON rel.subject_id = o.id
LEFT JOIN records AS other ON other.id = rel.object_id
JOIN records AS r ON r.id = COALESCE(rel.id, o.id)
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
JOIN evidence AS ev ON ev.record_id = r.id AND (ev.first_line IS NOT NULL OR r.seed_file NOT LIKE 'seeds/world/%');
