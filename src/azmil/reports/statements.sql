-- Statements that no other report covers: roles, aims, opinions, threats, denials.
--
-- order: first_line, lines, id
-- example: --topic opinion --said-by "tom hobbins"
--
-- id (id, wide): id of the claim
-- subject (name subject_id): subject of the statement
-- topic (word topics): topic of the statement
-- object (name object_id): other thing most affected
-- actor (name actor_id, wide): party that acts or would act, if it is neither subject nor object
-- said_by (name attribution_id, wide): speaker quoted or reported by the source, if any
-- fact (prose, wide): claim in a sentence
-- hedge (text, wide): hedge in words; empty for a plain assertion
-- date (date): date or period, as EDTF
-- observed (flag, wide): whether the date only says when the state was observed, not when it began or ended
-- date_wording (text, wide): source's wording of a date that is vague or cannot be resolved
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
