-- Equipment that a body has, has received, has ordered or is discussing; one row per claim.
--
-- order: branch NULLS FIRST, holder, COALESCE(part_of, equipment), scope DESC NULLS LAST, equipment, status, id
-- example: --branch navy
-- sums: count
-- apart: status
-- within: within_id, beyond_id
-- same: same_id
-- wholes: holder_id, equipment_id
--
-- id (id, wide): id of the claim
-- holder (name holder_id, grouped): party that has, gets or wants the equipment
-- country (name country_id, wide): country of the holder, or the holder itself
-- branch (word branches, wide): branch of the armed forces
-- equipment (name equipment_id): type or class of equipment
-- category (tree equipment_categories, wide): category of equipment
-- quantity (quantity count): number of items, as stated
-- hedge (text, wide): hedge in words; empty for a plain assertion
-- count (number, wide): printed figure, for sums; only a bound if the wording is 'up to', 'more than' or similar; omit rows whose scope is 'part' or 'same'
-- lowest (number, wide): lowest number that the wording allows, if any; not for sums, since 'about' sets no bounds
-- highest (number, wide): highest number that the wording allows, if any; not for sums, since 'about' sets no bounds
-- scope (text): 'total' if other rows are parts of it, 'part' if a total includes it, 'same' if another row describes the same transfer
-- part_of (text, wide): class whose total already includes it
-- status (text): 'held', or the status of the transfer
-- fact (prose, wide): claim in a sentence
-- date (date): date or period, as EDTF
-- observed (flag, wide): whether the date only says when the state was observed, not when it began or ended
-- said_by (name attribution_id, wide): speaker quoted or reported by the source, if any
-- modality (word modalities): how firmly the source states the claim
-- disputed (flag): whether another passage contradicts the claim, in an open conflict
-- in_tension (flag, wide): whether the claim and another passage can both be true, but need an explanation
-- doubtful (flag, wide): whether the reading of the passage is doubtful
-- lines (lines): cited lines of the source
-- earliest_start (date, wide): earliest possible first day
-- latest_start (date, wide): latest possible first day
-- earliest_end (date, wide): earliest possible last day
-- latest_end (date, wide): latest possible last day
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
    h.part_of_id AS within_id,
    whole.part_of_id AS beyond_id,
    h.holder_id || '|' || h.equipment_id AS same_id,
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
    NULL AS within_id,
    NULL AS beyond_id,
    COALESCE(t.same_as_id, t.id) AS same_id,
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
