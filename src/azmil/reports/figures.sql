-- Every figure of the source, whatever it counts, with how it is meant: exact, about, more than, up to.
--
-- order: first_line, subject NULLS FIRST, counted, id
-- example: --qualifier more-than --qualifier up-to
--
-- id (id, wide): the claim
-- subject (name subject_id): what is counted or measured
-- party (name party_id): who has it, gets it, is bound by it or takes part
-- counted (text): what the figure tells: held, the state of a transfer, the kind of a measure, limit, people
-- quantity (quantity value): how much, as said
-- hedge (text, wide): how it is hedged, in words; empty for a plain assertion
-- unit (word measure_units): the unit the figure counts in; none for pieces of equipment
-- value (number, wide): the figure as printed, the column for adding up; with 'up to', 'more than' and the like it is only a bound; add only rows that count one thing in one unit
-- lowest (number, wide): lowest figure the words allow, where they set one; not for adding up, since 'about' sets none
-- highest (number, wide): highest figure the words allow, where they set one; not for adding up, since 'about' sets none
-- qualifier (word qualifiers): how the figure is meant
-- fact (prose, wide): the claim in a sentence
-- date (date): when, as EDTF
-- observed (flag, wide): whether the date is only when a state was seen, its start and end unknown
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
    figure.id,
    COALESCE(subject.name, subject.id) AS subject,
    figure.subject_id,
    party.name AS party,
    figure.party_id,
    figure.counted,
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
WHERE figure.qualifier NOT IN ('collective', 'unstated');
