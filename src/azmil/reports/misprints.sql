-- Misprints kept as printed, with the probable meaning and the reason.
--
-- order: first_line, id
-- example: --subject mi-8
--
-- id (id, wide): id of the misprint
-- printed (prose): printed words
-- meant (prose): words probably intended
-- hedge (text, wide): hedge in words; empty for a plain assertion
-- reason (prose, wide): reason for the correction
-- outside (flag, wide): whether the reason relies on knowledge from outside the source
-- subject (name subject_id, wide): record affected by the misprint
-- said_by (name attribution_id, wide): speaker quoted or reported by the source, if any
-- modality (word modalities, wide): how firmly the source makes the statement
-- disputed (flag, wide): whether another passage contradicts the statement, in an open conflict
-- in_tension (flag, wide): whether the statement and another passage can both be true, but need an explanation
-- doubtful (flag, wide): whether the reading of the passage is doubtful
-- lines (lines): cited lines of the source
SELECT
    m.id,
    m.printed,
    m.meant,
    ev.hedge,
    m.reason,
    m.is_outside_knowledge AS outside,
    COALESCE(subject.name, subject.id) AS subject,
    m.subject_id,
    said_by.name AS said_by,
    r.attribution_id,
    r.modality,
    ev.is_disputed AS disputed,
    ev.is_in_tension AS in_tension,
    ev.is_doubtful AS doubtful,
    ev.lines,
    ev.first_line
FROM misprints AS m
JOIN records AS r ON r.id = m.id
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
JOIN evidence AS ev ON ev.record_id = m.id
LEFT JOIN records AS subject ON subject.id = m.subject_id;
