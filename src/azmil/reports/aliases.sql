-- Other names and spellings of what the source names, one row a name.
--
-- order: name, kind, alias
-- example: --kind nato-reporting-name
--
-- id (id, wide): the record
-- name (name record_id): the name azmil uses
-- thing (word record_kinds): what sort of record it is
-- alias (text): the other name
-- kind (word alias_kinds): what sort of name that is
-- note (prose, wide): what is meant, and how we know
-- modality (word modalities, wide): how firmly the source speaks of it
-- disputed (flag, wide): whether an open conflict has it as a side
-- lines (lines): where the source speaks of it
SELECT
    r.id,
    COALESCE(r.name, r.sentence) AS name,
    a.record_id,
    r.kind AS thing,
    a.name AS alias,
    a.kind,
    a.note,
    r.modality,
    ev.is_disputed AS disputed,
    ev.lines,
    ev.first_line
FROM aliases AS a
JOIN records AS r ON r.id = a.record_id
JOIN evidence AS ev ON ev.record_id = a.record_id;
