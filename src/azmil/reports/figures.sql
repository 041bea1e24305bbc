-- Every figure of the source, whatever it counts, with how it is meant: exact, about, more than, up to.
--
-- order: first_line, subject, counted, id
-- example: --qualifier more-than --qualifier up-to
--
-- id (id, wide): the claim
-- subject (name subject_id): what is counted or measured
-- party (name party_id): who has it, gets it, is bound by it or takes part
-- counted (text): what the figure tells: held, the state of a transfer, the kind of a measure, limit, people
-- quantity (text): how much, as said
-- unit (word measure_units): the unit the figure counts in; none for pieces of equipment
-- value (number, wide): the figure as printed
-- lowest (number, wide): lowest figure the words allow, where they set one
-- highest (number, wide): highest figure the words allow, where they set one
-- qualifier (word qualifiers): how the figure is meant
-- fact (prose, wide): the claim in a sentence
-- date (date): when, as EDTF
-- modality (word modalities): how firmly the source says it
-- disputed (flag): whether an open conflict has it as a side
-- lines (lines): where the source says it
-- earliest_start (date, wide): first day on which it may have begun
-- latest_start (date, wide): last day on which it may have begun
-- earliest_end (date, wide): first day on which it may have ended
-- latest_end (date, wide): last day on which it may have ended
WITH figure AS (
    SELECT
        id, equipment_id AS subject_id, holder_id AS party_id, 'held' AS counted, count_said AS quantity,
        NULL AS unit, count AS value, count_lowest AS lowest, count_highest AS highest, count_qualifier AS qualifier
    FROM holdings
    UNION ALL
    SELECT
        id, equipment_id, recipient_id, status, count_said,
        NULL, count, count_lowest, count_highest, count_qualifier
    FROM transfers
    UNION ALL
    SELECT
        id, subject_id, NULL, measure_kind, value_said,
        unit, value, value_lowest, value_highest, value_qualifier
    FROM measures
    UNION ALL
    SELECT
        id, party_id, party_id, 'people', strength_said,
        'person', strength, strength_lowest, strength_highest, strength_qualifier
    FROM deployments
    UNION ALL
    SELECT
        event_id, event_id, party_id, 'people', strength_said,
        'person', strength, strength_lowest, strength_highest, strength_qualifier
    FROM participants
    UNION ALL
    SELECT id, equipment_id, party_id, 'limit', CAST(maximum AS TEXT), NULL, maximum, NULL, maximum, 'exact'
    FROM limits
)
SELECT
    figure.id,
    COALESCE(subject.name, subject.sentence) AS subject,
    figure.subject_id,
    party.name AS party,
    figure.party_id,
    figure.counted,
    figure.quantity,
    figure.unit,
    figure.value,
    figure.lowest,
    figure.highest,
    figure.qualifier,
    r.sentence AS fact,
    r.date,
    r.modality,
    ev.is_disputed AS disputed,
    ev.lines,
    ev.first_line,
    r.earliest_start,
    r.latest_start,
    r.earliest_end,
    r.latest_end
FROM figure
JOIN records AS r ON r.id = figure.id
JOIN evidence AS ev ON ev.record_id = figure.id
JOIN records AS subject ON subject.id = figure.subject_id
LEFT JOIN records AS party ON party.id = figure.party_id
WHERE figure.qualifier NOT IN ('collective', 'unstated');
