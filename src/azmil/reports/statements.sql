-- What is said of a thing that no other query has columns for: roles, aims, opinions, threats, denials.
--
-- order: first_line, lines, id
-- example: --topic opinion --said-by "tom hobbins"
--
-- id (id, wide): the claim
-- subject (name subject_id): what it is said of
-- topic (word topics): what it is about
-- object (name object_id, wide): the other thing that it touches most
-- actor (name actor_id, wide): who acts or would act, where it is neither
-- said_by (name attribution_id, wide): who is quoted, where the source does not speak for itself
-- fact (prose): what is said
-- hedge (text, wide): how it is hedged, in words; empty for a plain assertion
-- date (date): when, as EDTF
-- observed (flag, wide): whether the date is only when a state was seen, its start and end unknown
-- date_wording (text, wide): how the source puts a time that cannot be resolved
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
    s.id,
    COALESCE(subject.name, subject.id) AS subject,
    s.subject_id,
    s.topic,
    COALESCE(object.name, object.id) AS object,
    s.object_id,
    actor.name AS actor,
    s.actor_id,
    said_by.name AS said_by,
    r.attribution_id,
    r.sentence AS fact,
    ev.hedge,
    r.date,
    r.observed,
    r.date_wording,
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
FROM statements AS s
JOIN records AS r ON r.id = s.id
JOIN evidence AS ev ON ev.record_id = s.id
JOIN records AS subject ON subject.id = s.subject_id
LEFT JOIN records AS actor ON actor.id = s.actor_id
LEFT JOIN records AS object ON object.id = s.object_id
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id;
