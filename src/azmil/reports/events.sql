-- Single events, past or planned: visits, meetings, exercises, programmes, invasions.
--
-- order: earliest_start IS NULL, latest_start, earliest_start DESC, id
-- example: --kind meeting
--
-- id (id, wide): id of the event
-- kind (word event_kinds): kind of event
-- event (prose): event in a sentence
-- hedge (text, wide): hedge in words; empty for a plain assertion
-- place (name place_id, wide): place of the event
-- agreement (name agreement_id, wide): agreement under which the event takes place
-- date (date): date or period, as EDTF
-- observed (flag, wide): whether the date only says when the state was observed, not when it began or ended
-- precision (text, wide): precision of the date: day, month, season, year or decade; for a period, the precision of its more precise end
-- date_wording (text, wide): source's wording of a date that is vague or cannot be resolved
-- said_by (name attribution_id, wide): speaker quoted or reported by the source, if any
-- modality (word modalities): how firmly the source attests the event
-- disputed (flag): whether another passage contradicts the event, in an open conflict
-- in_tension (flag, wide): whether the event and another passage can both be true, but need an explanation
-- doubtful (flag, wide): whether the reading of the passage is doubtful
-- lines (lines): cited lines of the source
-- earliest_start (date, wide): earliest possible first day
-- latest_start (date, wide): latest possible first day
-- earliest_end (date, wide): earliest possible last day
-- latest_end (date, wide): latest possible last day
SELECT
    e.id,
    e.event_kind AS kind,
    r.sentence AS event,
    ev.hedge,
    place.name AS place,
    e.place_id,
    agreement.name AS agreement,
    e.agreement_id,
    r.date,
    r.observed,
    CASE
        WHEN r.date LIKE '____-__-__%' OR r.date LIKE '%/____-__-__%' THEN 'day'
        WHEN r.date LIKE '____-2_%' OR r.date LIKE '%/____-2_%' THEN 'season'
        WHEN r.date LIKE '____-__%' OR r.date LIKE '%/____-__%' THEN 'month'
        WHEN r.date LIKE '%X%' THEN 'decade'
        WHEN r.date IS NOT NULL THEN 'year'
    END AS precision,
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
FROM events AS e
JOIN records AS r ON r.id = e.id
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
JOIN evidence AS ev ON ev.record_id = e.id
LEFT JOIN records AS place ON place.id = e.place_id
LEFT JOIN records AS agreement ON agreement.id = e.agreement_id;
