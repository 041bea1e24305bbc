-- Every claim as a self-contained sentence.
--
-- order: first_line, lines, id
-- example: --modality rumoured
--
-- id (id, wide): id of the claim
-- kind (word record_kinds, wide): kind of claim
-- fact (prose): claim in a sentence
-- hedge (text, wide): hedge in words; empty for a plain assertion
-- said_by (name attribution_id, wide): speaker quoted or reported by the source, if any
-- date (date): date or period, as EDTF
-- observed (flag, wide): whether the date only says when the state was observed, not when it began or ended
-- precision (text, wide): precision of the date: day, month, season, year or decade; for a period, the precision of its more precise end
-- date_wording (text, wide): source's wording of a date that is vague or cannot be resolved
-- modality (word modalities): how firmly the source states the claim
-- standing (word standings, wide): assessment of the claim in relation to other claims
-- disputed (flag): whether another passage contradicts the claim, in an open conflict
-- in_tension (flag, wide): whether the claim and another passage can both be true, but need an explanation
-- doubtful (flag, wide): whether the reading of the passage is doubtful
-- lines (lines): cited lines of the source
-- same_event_as (id, wide): id of the lead claim, if several state one event: same lines, date and hedge
-- witnesses (number, wide): number of passages that state the claim, including repetitions
-- wordings (number, wide): number of different wordings of these passages
-- note (prose, wide): further remarks
-- earliest_start (date, wide): earliest possible first day
-- latest_start (date, wide): latest possible first day
-- earliest_end (date, wide): earliest possible last day
-- latest_end (date, wide): latest possible last day
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
        WHEN r.date LIKE '____-__-__%' OR r.date LIKE '%/____-__-__%' THEN 'day'
        WHEN r.date LIKE '____-2_%' OR r.date LIKE '%/____-2_%' THEN 'season'
        WHEN r.date LIKE '____-__%' OR r.date LIKE '%/____-__%' THEN 'month'
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
