-- Figures about things: strength, budget, aid, casualties, area, range, price, share.
--
-- order: subject, kind, earliest_start IS NULL, latest_start, id
-- example: --unit person
--
-- id (id, wide): the claim
-- subject (name subject_id): what is measured
-- kind (word measure_kinds): what the figure tells of it
-- quantity (quantity value): how much, as said
-- hedge (text, wide): how it is hedged, in words; empty for a plain assertion
-- unit (word measure_units): the unit the figure counts in
-- counterpart (name counterpart_id, wide): who pays, gives, receives or trains, where it is not the subject
-- counterpart_role (word participant_roles, wide): what the counterpart does
-- counterpart_country (name counterpart_country_id, wide): the state that the counterpart is or belongs to
-- value (number, wide): the figure as printed, the column for adding up; with 'up to', 'more than' and the like it is only a bound; add only rows of one kind and unit
-- lowest (number, wide): lowest figure the words allow, where they set one; not for adding up, since 'about' sets none
-- highest (number, wide): highest figure the words allow, where they set one; not for adding up, since 'about' sets none
-- qualifier (word qualifiers, wide): how the figure is meant
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
    m.id,
    COALESCE(thing.name, thing.id) AS subject,
    m.subject_id,
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
