-- What happened, or is to happen, once: visits, meetings, exercises, programmes, invasions.
--
-- order: earliest_start IS NULL, latest_start, earliest_start DESC, id
-- example: --kind meeting
--
-- id (id, wide): the event
-- kind (word event_kinds): what sort of happening it is
-- event (prose): what happened
-- hedge (text, wide): how it is hedged, in words; empty for a plain assertion
-- place (name place_id): where
-- agreement (name agreement_id, wide): under which agreement
-- date (date): when, as EDTF
-- observed (flag, wide): whether the date is only when a state was seen, its start and end unknown
-- precision (text, wide): how exact the date is, of a span its finer end: day, month, season, year, decade
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
        WHEN r.date LIKE '____-__-__%' OR r.date LIKE '%/____-__-__' THEN 'day'
        WHEN r.date LIKE '____-2_%' OR r.date LIKE '%/____-2_' THEN 'season'
        WHEN r.date LIKE '____-__%' OR r.date LIKE '%/____-__' THEN 'month'
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
