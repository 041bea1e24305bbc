-- Places, with the facilities, parties, equipment and events there; one row for each.
--
-- order: place, there IS NULL, earliest_start NULLS FIRST, there, id
-- example: --within 'Baku and its surroundings'
-- counts: places by place_id
--
-- id (id, wide): id of the facility or claim that the row is about, or of a place with nothing there
-- place (name place_id, grouped): name of the place
-- kind (word place_kinds, wide): kind of place
-- within (name within_id, wide): wider place that contains the place, according to the source
-- there (name there_id): facility, party, equipment or event at the place
-- thing (word record_kinds): kind of what is there
-- fact (prose, wide): what is there, in a sentence
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
    there.record_id AS id,
    place.name AS place,
    p.id AS place_id,
    p.place_kind AS kind,
    within.name AS within,
    p.within_id,
    COALESCE(found.name, found.id) AS there,
    there.thing_id AS there_id,
    found.kind AS thing,
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
FROM (
    SELECT f.place_id, f.id AS record_id, f.id AS thing_id
    FROM facilities AS f
    UNION ALL
    SELECT d.place_id, d.id AS record_id, d.party_id AS thing_id
    FROM deployments AS d
    WHERE d.party_id IS NOT NULL
    UNION ALL
    SELECT d.place_id, d.id AS record_id, d.equipment_id AS thing_id
    FROM deployments AS d
    WHERE d.equipment_id IS NOT NULL
    UNION ALL
    SELECT f.place_id, d.id AS record_id, d.party_id AS thing_id
    FROM facilities AS f
    JOIN deployments AS d ON d.facility_id = f.id AND d.place_id IS NULL AND d.party_id IS NOT NULL
    UNION ALL
    SELECT f.place_id, d.id AS record_id, d.equipment_id AS thing_id
    FROM facilities AS f
    JOIN deployments AS d ON d.facility_id = f.id AND d.place_id IS NULL AND d.equipment_id IS NOT NULL
    UNION ALL
    SELECT e.place_id, e.id AS record_id, e.id AS thing_id
    FROM events AS e
    UNION ALL
    SELECT alone.id AS place_id, alone.id AS record_id, NULL AS thing_id
    FROM places AS alone
    WHERE NOT EXISTS (SELECT 1 FROM facilities AS f WHERE f.place_id = alone.id)
    AND NOT EXISTS (SELECT 1 FROM deployments AS d WHERE d.place_id = alone.id)
    AND NOT EXISTS (SELECT 1 FROM events AS e WHERE e.place_id = alone.id)
) AS there
JOIN places AS p ON p.id = there.place_id
JOIN records AS place ON place.id = p.id
JOIN records AS r ON r.id = there.record_id
JOIN evidence AS ev ON ev.record_id = r.id AND (ev.first_line IS NOT NULL OR r.seed_file NOT LIKE 'seeds/world/%')
LEFT JOIN records AS found ON found.id = there.thing_id
LEFT JOIN records AS within ON within.id = p.within_id
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id;
