-- Figures about things: strength, budget, aid, casualties, area, range, price, share.
--
-- order: subject, kind, earliest_start IS NULL, latest_start, id
-- example: --unit person
--
-- id (id, wide): the claim
-- subject (name subject_id): what is measured
-- kind (word measure_kinds): what the figure tells of it
-- quantity (quantity value): how much, as said
-- unit (word measure_units): the unit the figure counts in
-- value (number, wide): the figure as printed
-- lowest (number, wide): lowest figure the words allow, where they set one
-- highest (number, wide): highest figure the words allow, where they set one
-- qualifier (word qualifiers, wide): how the figure is meant
-- fact (prose, wide): the claim in a sentence
-- date (date): when, as EDTF
-- modality (word modalities): how firmly the source says it
-- disputed (flag): whether an open conflict has it as a side
-- lines (lines): where the source says it
-- earliest_start (date, wide): first day on which it may have begun
-- latest_start (date, wide): last day on which it may have begun
-- earliest_end (date, wide): first day on which it may have ended
-- latest_end (date, wide): last day on which it may have ended
SELECT
    m.id,
    COALESCE(thing.name, thing.sentence) AS subject,
    m.subject_id,
    m.measure_kind AS kind,
    m.value_said AS quantity,
    m.unit,
    m.value,
    m.value_lowest AS lowest,
    m.value_highest AS highest,
    m.value_qualifier AS qualifier,
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
FROM measures AS m
JOIN records AS r ON r.id = m.id
JOIN evidence AS ev ON ev.record_id = m.id
JOIN records AS thing ON thing.id = m.subject_id;
