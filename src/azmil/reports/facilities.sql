-- Airfields, radar stations, bases and other facilities, with their places.
--
-- order: kind, facility, id
-- example: --kind radar-station
--
-- id (id, wide): id of the facility
-- facility (name facility_id): name of the facility
-- hedge (text, wide): hedge in words; empty for a plain assertion
-- kind (word facility_kinds, grouped): kind of facility
-- place (name place_id): place of the facility
-- within (name within_id, wide): wider place that contains the place, according to the source
-- fact (prose, wide): facility in a sentence
-- said_by (name attribution_id, wide): speaker quoted or reported by the source, if any
-- modality (word modalities, wide): how firmly the source attests the facility
-- disputed (flag, wide): whether another passage contradicts the facility, in an open conflict
-- in_tension (flag, wide): whether the facility and another passage can both be true, but need an explanation
-- doubtful (flag, wide): whether the reading of the passage is doubtful
-- lines (lines): cited lines of the source
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
