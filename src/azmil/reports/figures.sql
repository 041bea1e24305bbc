-- Every figure of the source, with its qualifier: exact, about, more than, up to.
--
-- order: first_line, subject NULLS FIRST, counted, id
-- example: --qualifier more-than --qualifier up-to
-- sums: value
-- apart: counted, unit, date
-- within: within_id, beyond_id
-- same: same_id
-- wholes: subject_id, party_id
--
-- id (id, wide): id of the claim
-- subject (name subject_id, grouped): thing counted or measured
-- party (name party_id): party that has or gets the thing, is bound by the limit, or takes part
-- counted (text): kind of figure: holding, status of a transfer, kind of a measure, limit or people
-- quantity (quantity value): quantity as stated
-- hedge (text, wide): hedge in words; empty for a plain assertion
-- unit (word measure_units, joined): unit of the figure; empty for pieces of equipment
-- value (decimal, wide): printed figure, for sums; only a bound if the wording is 'up to', 'more than' or similar; add only rows that count the same thing in the same unit
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
    figure.id,
    COALESCE(subject.name, subject.id) AS subject,
    figure.subject_id,
    party.name AS party,
    figure.party_id,
    figure.counted,
    h.part_of_id AS within_id,
    whole.part_of_id AS beyond_id,
    CASE r.kind
        WHEN 'transfer' THEN COALESCE(t.same_as_id, t.id)
        WHEN 'deployment' THEN figure.id
        ELSE figure.subject_id || '|' || COALESCE(figure.party_id, '')
    END AS same_id,
    figure.quantity,
    ev.hedge,
    figure.unit,
    figure.value,
    figure.lowest,
    figure.highest,
    figure.qualifier,
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
FROM all_figures AS figure
JOIN records AS r ON r.id = figure.id
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
JOIN evidence AS ev ON ev.record_id = figure.id
LEFT JOIN records AS subject ON subject.id = figure.subject_id
LEFT JOIN records AS party ON party.id = figure.party_id
LEFT JOIN holdings AS h ON h.id = figure.id
LEFT JOIN holdings AS whole ON whole.id = h.part_of_id
LEFT JOIN transfers AS t ON t.id = figure.id
WHERE figure.qualifier NOT IN ('collective', 'unstated');
