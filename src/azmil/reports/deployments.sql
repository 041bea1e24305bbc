-- Locations of forces and equipment: based, installed, stationed, sent for an operation.
--
-- order: place IS NULL, place, facility NULLS FIRST, party NULLS FIRST, equipment NULLS FIRST, latest_start NULLS FIRST, id
-- example: --place baku
-- sums: people
-- apart: kind
-- wholes: party_id, place_id
--
-- id (id, wide): id of the claim
-- party (name party_id): party at the location, or holder of the equipment there
-- equipment (name equipment_id): equipment at the location
-- place (name place_id, grouped): place of the deployment
-- within (name within_id, wide): wider place that contains the place, according to the source
-- facility (name facility_id, wide): facility of the deployment
-- kind (word deployment_kinds): kind of deployment
-- strength (quantity people): number of people, as stated
-- hedge (text, wide): hedge in words; empty for a plain assertion
-- people (number, wide): printed figure, for sums; only a bound if the wording is 'up to', 'more than' or similar
-- lowest (number, wide): lowest number that the wording allows, if any; not for sums, since 'about' sets no bounds
-- highest (number, wide): highest number that the wording allows, if any; not for sums, since 'about' sets no bounds
-- fact (prose, wide): claim in a sentence
-- date (date): date or period, as EDTF
-- observed (flag, wide): whether the date only says when the state was observed, not when it began or ended
-- date_wording (text, wide): source's wording of a date that is vague or cannot be resolved
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
