-- Who or what is where: based, installed, stationed, sent there for an operation.
--
-- order: place IS NULL, place, facility NULLS FIRST, party NULLS FIRST, equipment NULLS FIRST, latest_start NULLS FIRST, id
-- example: --place baku
--
-- id (id, wide): the claim
-- party (name party_id): who is there, or whose the equipment is
-- equipment (name equipment_id): what is there
-- place (name place_id): where
-- within (name within_id, wide): the place that this one lies in, as the source says
-- facility (name facility_id): in which works
-- kind (word deployment_kinds): in what way
-- strength (quantity people): how many people, as said
-- hedge (text, wide): how it is hedged, in words; empty for a plain assertion
-- people (number, wide): the figure as printed, the column for adding up; with 'up to', 'more than' and the like it is only a bound
-- lowest (number, wide): lowest number the words allow, where they set one; not for adding up, since 'about' sets none
-- highest (number, wide): highest number the words allow, where they set one; not for adding up, since 'about' sets none
-- fact (prose, wide): the claim in a sentence
-- date (date): when, as EDTF
-- observed (flag, wide): whether the date is only when a state was seen, its start and end unknown
-- date_wording (text, wide): how the source puts a time that cannot be resolved
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
    d.id,
    party.name AS party,
    d.party_id,
    thing.name AS equipment,
    d.equipment_id,
    place.name AS place,
    place.id AS place_id,
    within.name AS within,
    within.id AS within_id,
    facility.name AS facility,
    d.facility_id,
    d.deployment_kind AS kind,
    d.strength_said AS strength,
    ev.hedge,
    d.strength AS people,
    d.strength_lowest AS lowest,
    d.strength_highest AS highest,
    r.sentence AS fact,
    r.date,
    r.observed,
    r.date_wording,
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
FROM deployments AS d
JOIN records AS r ON r.id = d.id
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
JOIN evidence AS ev ON ev.record_id = d.id
LEFT JOIN facilities AS f ON f.id = d.facility_id
LEFT JOIN records AS facility ON facility.id = d.facility_id
LEFT JOIN places AS p ON p.id = COALESCE(d.place_id, f.place_id)
LEFT JOIN records AS place ON place.id = p.id
LEFT JOIN records AS within ON within.id = p.within_id
LEFT JOIN records AS party ON party.id = d.party_id
LEFT JOIN records AS thing ON thing.id = d.equipment_id;
