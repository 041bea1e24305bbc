-- Other names and spellings of things in the source; one row per name.
--
-- order: name, kind, alias, record_id
-- example: --kind nato-reporting-name
--
-- id (id, wide): id of the record
-- name (name record_id, grouped): main name of the record
-- thing (word record_kinds, grouped): kind of record
-- alias (text): other name or spelling
-- hedge (text, wide): hedge in words; empty for a plain assertion
-- kind (word alias_kinds): kind of name
-- note (prose, wide): what the name refers to, and the evidence for it
-- said_by (name attribution_id, wide): speaker quoted or reported by the source, if any
-- modality (word modalities, wide): how firmly the source attests the record
-- disputed (flag, wide): whether another passage contradicts the record, in an open conflict
-- in_tension (flag, wide): whether the record and another passage can both be true, but need an explanation
-- doubtful (flag, wide): whether the reading of the passage is doubtful
-- lines (lines): cited lines of the source
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
