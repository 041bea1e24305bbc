-- Types and classes of equipment that the source names, whether anybody has them or not.
--
-- order: category, COALESCE(class, equipment), aggregate DESC, equipment, id
-- example: --category helicopter --no-aggregate
--
-- id (id, wide): the type or class
-- equipment (name equipment_id): its name
-- category (word equipment_categories): what sort of equipment it is
-- class (name class_id): the wider class it belongs to
-- aggregate (flag): whether it names a class of several types and no type or model
-- fact (prose, wide): the type in a sentence
-- modality (word modalities, wide): how firmly the source speaks of it
-- disputed (flag, wide): whether an open conflict has it as a side
-- lines (lines): where the source speaks of it
SELECT
    e.id,
    r.name AS equipment,
    e.id AS equipment_id,
    e.category,
    class.name AS class,
    e.parent_id AS class_id,
    e.is_aggregate AS aggregate,
    r.sentence AS fact,
    r.modality,
    ev.is_disputed AS disputed,
    ev.lines,
    ev.first_line
FROM equipment AS e
JOIN records AS r ON r.id = e.id
JOIN evidence AS ev ON ev.record_id = e.id
LEFT JOIN records AS class ON class.id = e.parent_id;
