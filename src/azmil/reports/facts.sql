-- Every claim as one sentence that reads alone.
--
-- order: first_line, lines, id
-- example: --kind transfer
--
-- id (id, wide): the claim
-- kind (word record_kinds): what sort of claim it is
-- fact (prose): what is claimed
-- said_by (name attribution_id, wide): who says it, where the source reports somebody's words
-- date (date): when, as EDTF
-- precision (text, wide): how exact the date is, of a span its finer end: day, month, season, year, decade
-- date_wording (text, wide): how the source puts a time that cannot be resolved
-- modality (word modalities): how firmly the source says it
-- standing (word standings, wide): what azmil makes of it beside other claims
-- disputed (flag): whether an open conflict has it as a side
-- lines (lines): where the source says it
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
    said_by.name AS said_by,
    r.attribution_id,
    r.date,
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
