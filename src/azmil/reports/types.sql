-- Types and classes of equipment that the source names, whether anybody has them or not.
--
-- order: category, COALESCE(class, equipment), aggregate DESC, equipment, id
-- example: --category helicopter --no-aggregate
--
-- id (id, wide): the type or class
-- equipment (name equipment_id): its name
-- hedge (text, wide): how it is hedged, in words; empty for a plain assertion
-- category (tree equipment_categories): what sort of equipment it is
-- class (name class_id): the wider class it belongs to
-- aggregate (flag): whether it names a class of several types and no type or model
-- fact (prose, wide): the type in a sentence
-- said_by (name attribution_id, wide): who is quoted, where the source does not speak for itself
-- modality (word modalities, wide): how firmly the source speaks of it
-- disputed (flag, wide): whether another passage denies it, in an open conflict
-- in_tension (flag, wide): whether it and another passage can both be true, but need an explanation
-- doubtful (flag, wide): whether its reading is doubted
-- lines (lines): where the source speaks of it
SELECT
    e.id,
    r.name AS equipment,
    ev.hedge,
    e.id AS equipment_id,
    e.category,
    class.name AS class,
    e.parent_id AS class_id,
    e.is_aggregate AS aggregate,
    r.sentence AS fact,
    said_by.name AS said_by,
    r.attribution_id,
    r.modality,
    ev.is_disputed AS disputed,
    ev.is_in_tension AS in_tension,
    ev.is_doubtful AS doubtful,
    ev.lines,
    ev.first_line
FROM equipment AS e
JOIN records AS r ON r.id = e.id
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
JOIN evidence AS ev ON ev.record_id = e.id AND (ev.first_line IS NOT NULL OR r.seed_file NOT LIKE 'seeds/world/%')
LEFT JOIN records AS class ON class.id = e.parent_id;
