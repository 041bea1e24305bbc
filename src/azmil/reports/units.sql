-- Military bodies in a chain of command, from services to regiments, with what each belongs to.
--
-- order: country IS NULL, country, level, number IS NULL, length(number), number, unit, superior NULLS FIRST, id
-- sort unit: length(number), number, unit
-- example: --superior "4th army"
--
-- id (id, wide): the unit
-- unit (name unit_id): its name
-- echelon (word echelons): its level
-- number (ordinal, wide): its number
-- branch (word branches): the armed service
-- country (name country_id): the state it belongs to
-- relation (word relations): how it stands to the superior
-- superior (name superior_id): the body it stands under or belongs to
-- placeholder (flag, wide): whether the source leaves it without a name or number
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
