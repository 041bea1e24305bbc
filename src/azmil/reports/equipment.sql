-- What equipment a body has, was given, has ordered or talks about, one row a claim.
--
-- order: branch NULLS FIRST, holder, COALESCE(part_of, equipment), scope DESC NULLS LAST, equipment, status, id
-- example: --branch navy
-- sums: count
--
-- id (id, wide): the claim
-- holder (name holder_id): who has it, gets it or wants it
-- country (name country_id, wide): the state that the holder is or belongs to
-- branch (word branches, wide): the armed service of the holder
-- equipment (name equipment_id): type or class
-- category (tree equipment_categories, wide): what sort of equipment it is
-- quantity (quantity count): how many, as said
-- hedge (text, wide): how it is hedged, in words; empty for a plain assertion
-- count (number, wide): the figure as printed, the column for adding up; with 'up to', 'more than' and the like it is only a bound; leave out rows whose scope is part or same
-- lowest (number, wide): lowest number the words allow, where they set one; not for adding up, since 'about' sets none
-- highest (number, wide): highest number the words allow, where they set one; not for adding up, since 'about' sets none
-- scope (text): 'total' where other rows are its parts, 'part' where a total counts it, 'same' where another row tells the same transfer
-- part_of (text, wide): the class whose total counts it already
-- status (text): held, or how far a transfer has come
-- fact (prose, wide): the claim in a sentence
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
    h.id,
    holder.name AS holder,
    h.holder_id,
    country.name AS country,
    p.country_id,
    p.branch,
    thing.name AS equipment,
    h.equipment_id,
    e.category,
    h.count_said AS quantity,
    ev.hedge,
    h.count,
    h.count_lowest AS lowest,
    h.count_highest AS highest,
    CASE
        WHEN h.part_of_id IS NOT NULL THEN 'part'
        WHEN EXISTS (SELECT 1 FROM holdings AS part WHERE part.part_of_id = h.id) THEN 'total'
    END AS scope,
    whole_thing.name AS part_of,
    'held' AS status,
    r.sentence AS fact,
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
FROM holdings AS h
JOIN records AS r ON r.id = h.id
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
JOIN evidence AS ev ON ev.record_id = h.id
JOIN parties AS p ON p.id = h.holder_id
JOIN records AS holder ON holder.id = h.holder_id
LEFT JOIN records AS country ON country.id = p.country_id
JOIN equipment AS e ON e.id = h.equipment_id
JOIN records AS thing ON thing.id = h.equipment_id
LEFT JOIN holdings AS whole ON whole.id = h.part_of_id
LEFT JOIN records AS whole_thing ON whole_thing.id = whole.equipment_id
UNION ALL
SELECT
    t.id,
    recipient.name AS holder,
    t.recipient_id AS holder_id,
    country.name AS country,
    p.country_id,
    p.branch,
    thing.name AS equipment,
    t.equipment_id,
    e.category,
    t.count_said AS quantity,
    ev.hedge,
    t.count,
    t.count_lowest AS lowest,
    t.count_highest AS highest,
    CASE WHEN t.same_as_id IS NOT NULL THEN 'same' END AS scope,
    NULL AS part_of,
    t.status,
    r.sentence AS fact,
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
FROM transfers AS t
JOIN records AS r ON r.id = t.id
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
JOIN evidence AS ev ON ev.record_id = t.id
JOIN parties AS p ON p.id = t.recipient_id
JOIN records AS recipient ON recipient.id = t.recipient_id
LEFT JOIN records AS country ON country.id = p.country_id
JOIN equipment AS e ON e.id = t.equipment_id
JOIN records AS thing ON thing.id = t.equipment_id;
