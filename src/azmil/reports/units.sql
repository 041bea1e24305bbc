-- Military bodies in a chain of command, from services to regiments, with their superiors.
--
-- order: country IS NULL, country, level, number IS NULL, length(number), number, unit, superior NULLS FIRST, id
-- sort unit: length(number), number, unit
-- example: --superior 4th-army
-- counts: units by unit_id
--
-- id (id, wide): id of the unit
-- unit (name unit_id): name of the unit
-- echelon (word echelons): echelon of the unit
-- number (ordinal, wide): number of the unit
-- branch (word branches): branch of the armed forces
-- country (name country_id, grouped): country of the unit
-- relation (word relations, wide): relation to the superior
-- superior (name superior_id): body to which the unit reports or belongs
-- placeholder (flag, wide): whether the source gives no name or number for the unit
-- fact (prose, wide): unit or relation in a sentence
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
    u.id,
    u.id AS unit_id,
    named.name AS unit,
    u.echelon,
    echelon.position AS level,
    u.number,
    p.branch,
    country.name AS country,
    p.country_id,
    rel.relation,
    superior.name AS superior,
    rel.object_id AS superior_id,
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
FROM units AS u
JOIN records AS named ON named.id = u.id
JOIN parties AS p ON p.id = u.id
JOIN echelons AS echelon ON echelon.code = u.echelon
LEFT JOIN records AS country ON country.id = p.country_id
LEFT JOIN unit_relations AS rel
    ON rel.subject_id = u.id AND rel.relation IN (SELECT upward.code FROM relations AS upward WHERE upward.is_upward = 1)
LEFT JOIN records AS superior ON superior.id = rel.object_id
JOIN records AS r ON r.id = COALESCE(rel.id, u.id)
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
JOIN evidence AS ev ON ev.record_id = r.id AND (ev.first_line IS NOT NULL OR r.seed_file NOT LIKE 'seeds/world/%');
