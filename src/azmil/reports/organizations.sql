-- States, ministries, agencies, companies, alliances, schools and groups, with their relations.
--
-- order: kind, organization, relation NULLS FIRST, other NULLS FIRST, id, lines NULLS FIRST, fact
-- example: --kind ministry
-- counts: organizations by organization_id
--
-- id (id, wide): id of the organization
-- organization (name organization_id): name of the organization
-- kind (word organization_kinds, grouped): kind of organization
-- country (name country_id): country of the organization
-- relation (word relations): relation to the other party
-- other (name other_id): other party of the relation
-- placeholder (flag, wide): whether the source gives no name for the organization
-- fact (prose, wide): organization or relation in a sentence
-- hedge (text, wide): hedge in words; empty for a plain assertion
-- date (date): date or period, as EDTF
-- observed (flag, wide): whether the date only says when the state was observed, not when it began or ended
-- said_by (name attribution_id, wide): speaker quoted or reported by the source, if any
-- modality (word modalities): how firmly the source makes the statement
-- disputed (flag): whether another passage contradicts the statement, in an open conflict
-- in_tension (flag, wide): whether the statement and another passage can both be true, but need an explanation
-- doubtful (flag, wide): whether the reading of the passage is doubtful
-- lines (lines): cited lines of the source
-- earliest_start (date, wide): earliest possible first day
-- latest_start (date, wide): latest possible first day
-- earliest_end (date, wide): earliest possible last day
-- latest_end (date, wide): latest possible last day
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
