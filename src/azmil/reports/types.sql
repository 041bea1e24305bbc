-- Types and classes of equipment that the source names, even if nobody has them.
--
-- order: category, COALESCE(class, equipment), aggregate DESC, equipment, id
-- example: --category helicopter --no-aggregate
--
-- id (id, wide): id of the type or class
-- equipment (name equipment_id): name of the type or class
-- hedge (text, wide): hedge in words; empty for a plain assertion
-- category (tree equipment_categories, grouped): category of equipment
-- class (name class_id): wider class to which it belongs
-- aggregate (flag): whether the row is a class of several types instead of a type or model
-- fact (prose, wide): type or class in a sentence
-- said_by (name attribution_id, wide): speaker quoted or reported by the source, if any
-- modality (word modalities, wide): how firmly the source attests the type or class
-- disputed (flag, wide): whether another passage contradicts the type or class, in an open conflict
-- in_tension (flag, wide): whether the type or class and another passage can both be true, but need an explanation
-- doubtful (flag, wide): whether the reading of the passage is doubtful
-- lines (lines): cited lines of the source
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
