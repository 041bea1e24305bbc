-- Airfields, radar stations, bases and other works, with where they are.
--
-- order: kind, facility, id
-- example: --kind radar-station
--
-- id (id, wide): the facility
-- facility (name facility_id): its name
-- hedge (text, wide): how it is hedged, in words; empty for a plain assertion
-- kind (word facility_kinds): what sort of works it is
-- place (name place_id): where it is
-- within (name within_id, wide): the place that this one lies in, as the source says
-- fact (prose, wide): the facility in a sentence
-- said_by (name attribution_id, wide): who is quoted, where the source does not speak for itself
-- modality (word modalities, wide): how firmly the source speaks of it
-- disputed (flag, wide): whether another passage denies it, in an open conflict
-- in_tension (flag, wide): whether it and another passage can both be true, but need an explanation
-- doubtful (flag, wide): whether its reading is doubted
-- lines (lines): where the source speaks of it
SELECT
    f.id,
    r.name AS facility,
    ev.hedge,
    f.id AS facility_id,
    f.facility_kind AS kind,
    place.name AS place,
    f.place_id,
    within.name AS within,
    p.within_id,
    r.sentence AS fact,
    said_by.name AS said_by,
    r.attribution_id,
    r.modality,
    ev.is_disputed AS disputed,
    ev.is_in_tension AS in_tension,
    ev.is_doubtful AS doubtful,
    ev.lines,
    ev.first_line
FROM facilities AS f
JOIN records AS r ON r.id = f.id
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
JOIN evidence AS ev ON ev.record_id = f.id AND (ev.first_line IS NOT NULL OR r.seed_file NOT LIKE 'seeds/world/%')
LEFT JOIN places AS p ON p.id = f.place_id
LEFT JOIN records AS place ON place.id = f.place_id
LEFT JOIN records AS within ON within.id = p.within_id;
