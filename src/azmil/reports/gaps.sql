-- What the source announces and leaves out, or leaves open where a reader would look for it.
--
-- order: kind, first_line, id
-- example: --kind missing-list
--
-- id (id, wide): the gap
-- kind (word gap_kinds): what sort of gap it is
-- gap (prose): what is missing
-- expects (word record_kinds, wide): the kind of record that is missing
-- expected (number, wide): how many are announced
-- after_words (prose, wide): the last words before the gap
-- subject (name subject_id, wide): the record that the gap is in
-- modality (word modalities, wide): how firmly the source says what it says
-- disputed (flag, wide): whether an open conflict has it as a side
-- lines (lines): where the gap is
SELECT
    g.id,
    g.gap_kind AS kind,
    r.sentence AS gap,
    g.expects,
    g.expected,
    g.after_words,
    COALESCE(subject.name, subject.sentence) AS subject,
    g.subject_id,
    r.modality,
    ev.is_disputed AS disputed,
    ev.lines,
    ev.first_line
FROM gaps AS g
JOIN records AS r ON r.id = g.id
JOIN evidence AS ev ON ev.record_id = g.id
LEFT JOIN records AS subject ON subject.id = g.subject_id;
