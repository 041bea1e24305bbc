-- Every claim as one sentence that reads alone.
--
-- order: first_line, lines, id
-- example: --kind transfer
--
-- id (id, wide): the claim
-- kind (word record_kinds): what sort of claim it is
-- fact (prose): what is claimed
-- hedge (text, wide): how it is hedged, in words; empty for a plain assertion
-- said_by (name attribution_id, wide): who is quoted, where the source does not speak for itself
-- date (date): when, as EDTF
-- observed (flag, wide): whether the date is only when a state was seen, its start and end unknown
-- precision (text, wide): how exact the date is, of a span its finer end: day, month, season, year, decade
-- date_wording (text, wide): how the source puts a time that cannot be resolved
-- modality (word modalities): how firmly the source says it
-- standing (word standings, wide): what azmil makes of it beside other claims
-- disputed (flag): whether another passage denies it, in an open conflict
-- in_tension (flag, wide): whether it and another passage can both be true, but need an explanation
-- doubtful (flag, wide): whether its reading is doubted
-- lines (lines): where the source says it
-- same_event_as (id, wide): the lead claim, where several come from one sentence with the same date and hedge
-- witnesses (number, wide): how many places state it, repeats included
-- wordings (number, wide): how many different wordings those places have
-- note (prose, wide): what else a reader should know
-- earliest_start (date, wide): first day on which it may have begun
-- latest_start (date, wide): last day on which it may have begun
-- earliest_end (date, wide): first day on which it may have ended
-- latest_end (date, wide): last day on which it may have ended
SELECT
    r.id,
    r.kind,
    r.sentence AS fact,
    ev.hedge,
    said_by.name AS said_by,
    r.attribution_id,
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
    r.modality,
    r.standing,
    ev.is_disputed AS disputed,
    ev.is_in_tension AS in_tension,
    ev.is_doubtful AS doubtful,
    ev.same_event_as,
    ev.lines,
    ev.first_line,
    ev.witnesses,
    ev.wordings,
    r.note,
    r.earliest_start,
    r.latest_start,
    r.earliest_end,
    r.latest_end
FROM records AS r
JOIN record_kinds AS k ON k.code = r.kind AND k.is_claim = 1
JOIN evidence AS ev ON ev.record_id = r.id
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id;
