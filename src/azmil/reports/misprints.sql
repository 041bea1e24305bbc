-- Words kept as printed, with what is probably meant and why.
--
-- order: first_line, id
-- example: --subject mi-8
--
-- id (id, wide): the misprint
-- printed (prose): as printed
-- meant (prose): what is probably meant
-- hedge (text, wide): how it is hedged, in words; empty for a plain assertion
-- reason (prose): why we think so
-- outside (flag, wide): whether the reason rests on knowledge from outside the source
-- subject (name subject_id, wide): the record it touches
-- said_by (name attribution_id, wide): who is quoted, where the source does not speak for itself
-- modality (word modalities, wide): how firmly the source says it
-- disputed (flag, wide): whether another passage denies it, in an open conflict
-- in_tension (flag, wide): whether it and another passage can both be true, but need an explanation
-- doubtful (flag, wide): whether its reading is doubted
-- lines (lines): where it is printed
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
