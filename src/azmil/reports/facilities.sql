-- Airfields, radar stations, bases and other works, with where they are.
--
-- order: kind, facility, id
-- example: --kind radar-station
--
-- id (id, wide): the facility
-- facility (name facility_id): its name
-- kind (word facility_kinds): what sort of works it is
-- place (name place_id): where it is
-- within (name within_id, wide): the place that this one lies in, as the source says
-- fact (prose, wide): the facility in a sentence
-- modality (word modalities, wide): how firmly the source speaks of it
-- disputed (flag, wide): whether an open conflict has it as a side
-- lines (lines): where the source speaks of it
SELECT
    f.id,
    r.name AS facility,
    f.id AS facility_id,
    f.facility_kind AS kind,
    place.name AS place,
    f.place_id,
    within.name AS within,
    p.within_id,
    r.sentence AS fact,
    r.modality,
    ev.is_disputed AS disputed,
    ev.lines,
    ev.first_line
FROM facilities AS f
JOIN records AS r ON r.id = f.id
JOIN evidence AS ev ON ev.record_id = f.id
LEFT JOIN places AS p ON p.id = f.place_id
LEFT JOIN records AS place ON place.id = f.place_id
LEFT JOIN records AS within ON within.id = p.within_id;
