-- Other names and spellings of what the source names, one row a name.
--
-- order: name, kind, alias
-- example: --kind nato-reporting-name
--
-- id (id, wide): the record
-- name (name record_id): the name azmil uses
-- thing (word record_kinds): what sort of record it is
-- alias (text): the other name
-- hedge (text, wide): how it is hedged, in words; empty for a plain assertion
-- kind (word alias_kinds): what sort of name that is
-- note (prose, wide): what is meant, and how we know
-- said_by (name attribution_id, wide): who is quoted, where the source does not speak for itself
-- modality (word modalities, wide): how firmly the source speaks of it
-- disputed (flag, wide): whether another passage denies it, in an open conflict
-- in_tension (flag, wide): whether it and another passage can both be true, but need an explanation
-- doubtful (flag, wide): whether its reading is doubted
-- lines (lines): where the source speaks of it
SELECT
    r.id,
    COALESCE(r.name, r.id) AS name,
    a.record_id,
    r.kind AS thing,
    a.name AS alias,
    ev.hedge,
    a.kind,
    a.note,
    said_by.name AS said_by,
    r.attribution_id,
    r.modality,
    ev.is_disputed AS disputed,
    ev.is_in_tension AS in_tension,
    ev.is_doubtful AS doubtful,
    ev.lines,
    ev.first_line
FROM aliases AS a
JOIN records AS r ON r.id = a.record_id
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
JOIN evidence AS ev ON ev.record_id = a.record_id AND (ev.first_line IS NOT NULL OR r.seed_file NOT LIKE 'seeds/world/%');
