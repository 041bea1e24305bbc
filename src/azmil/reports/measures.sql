-- Measured figures: strength, budget, aid, casualties, area, range, price, share.
--
-- order: subject, kind, earliest_start IS NULL, latest_start, id
-- example: --unit person
-- sums: value
-- apart: kind, unit, date
-- together: kind
-- within: within_id
-- same: same_id
-- wholes: subject_id, counterpart_id
--
-- id (id, wide): id of the claim
-- subject (name subject_id, grouped): thing measured
-- kind (word measure_kinds): kind of measure
-- quantity (quantity value): quantity as stated
-- hedge (text, wide): hedge in words; empty for a plain assertion
-- unit (word measure_units, joined): unit of the figure
-- counterpart (name counterpart_id, wide): party that pays, gives, receives, trains, occupies, owns or does the work, if it is not the subject
-- counterpart_role (word participant_roles, wide): role of the counterpart
-- counterpart_country (name counterpart_country_id, wide): country of the counterpart, or the counterpart itself
-- value (decimal, wide): printed figure, for sums; only a bound if the wording is 'up to', 'more than' or similar; add only rows of the same kind and unit
-- lowest (decimal, wide): lowest figure that the wording allows, if any; not for sums, since 'about' sets no bounds
-- highest (decimal, wide): highest figure that the wording allows, if any; not for sums, since 'about' sets no bounds
-- qualifier (word qualifiers, wide): qualifier of the figure
-- fact (prose, wide): claim in a sentence
-- date (date): date or period, as EDTF
-- observed (flag, wide): whether the date only says when the state was observed, not when it began or ended
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
    m.id,
    COALESCE(thing.name, thing.id) AS subject,
    m.subject_id,
    (
        SELECT min(whole.id)
        FROM measures AS whole
        JOIN records AS of_whole ON of_whole.id = whole.id
        WHERE whole.subject_id = m.subject_id
            AND whole.unit = m.unit
            AND COALESCE(of_whole.date, '') = COALESCE(r.date, '')
            AND whole.measure_kind = CASE m.measure_kind
                WHEN 'area-cleared-mechanically' THEN 'area-cleared'
                WHEN 'procurement-budget' THEN 'military-budget'
                WHEN 'programme-share' THEN 'programme-budget'
            END
    ) AS within_id,
    m.subject_id || '|' || COALESCE(m.counterpart_id, '') AS same_id,
    m.measure_kind AS kind,
    m.value_said AS quantity,
    ev.hedge,
    m.unit,
    counterpart.name AS counterpart,
    m.counterpart_id,
    m.counterpart_role,
    country.name AS counterpart_country,
    p.country_id AS counterpart_country_id,
    m.value,
    m.value_lowest AS lowest,
    m.value_highest AS highest,
    m.value_qualifier AS qualifier,
    r.sentence AS fact,
    r.date,
    r.observed,
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
FROM measures AS m
JOIN records AS r ON r.id = m.id
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
JOIN evidence AS ev ON ev.record_id = m.id
JOIN records AS thing ON thing.id = m.subject_id
LEFT JOIN records AS counterpart ON counterpart.id = m.counterpart_id
LEFT JOIN parties AS p ON p.id = m.counterpart_id
LEFT JOIN records AS country ON country.id = p.country_id;
