-- Words kept as printed, with what is probably meant and why.
--
-- order: first_line, id
-- example: --subject mi-8
--
-- id (id, wide): the misprint
-- printed (prose): as printed
-- meant (prose): what is probably meant
-- reason (prose): why we think so
-- outside (flag, wide): whether the reason rests on knowledge from outside the source
-- subject (name subject_id, wide): the record it touches
-- modality (word modalities, wide): how firmly the source says it
-- disputed (flag, wide): whether an open conflict has it as a side
-- lines (lines): where it is printed
SELECT
    m.id,
    m.printed,
    m.meant,
    m.reason,
    m.is_outside_knowledge AS outside,
    COALESCE(subject.name, subject.sentence) AS subject,
    m.subject_id,
    r.modality,
    ev.is_disputed AS disputed,
    ev.lines,
    ev.first_line
FROM misprints AS m
JOIN records AS r ON r.id = m.id
JOIN evidence AS ev ON ev.record_id = m.id
LEFT JOIN records AS subject ON subject.id = m.subject_id;
