-- What the source announces and leaves out, or leaves open where a reader would look for it.
--
-- order: kind, first_line, id
-- example: --kind missing-list
--
-- id (id, wide): the gap
-- kind (word gap_kinds): what sort of gap it is
-- gap (prose): what is missing
-- hedge (text, wide): how it is hedged, in words; empty for a plain assertion
-- expects (word record_kinds, wide): the kind of record that is missing
-- expected (number, wide): how many are announced
-- after_words (prose, wide): the last words before the gap
-- subject (name subject_id, wide): the record that the gap is in
-- said_by (name attribution_id, wide): who is quoted, where the source does not speak for itself
-- modality (word modalities, wide): how firmly the source says what it says
-- disputed (flag, wide): whether another passage denies it, in an open conflict
-- in_tension (flag, wide): whether it and another passage can both be true, but need an explanation
-- doubtful (flag, wide): whether its reading is doubted
-- lines (lines): where the gap is
SELECT
    g.id,
    g.gap_kind AS kind,
    r.sentence AS gap,
    ev.hedge,
    g.expects,
    g.expected,
    g.after_words,
    COALESCE(subject.name, subject.id) AS subject,
    g.subject_id,
    said_by.name AS said_by,
    r.attribution_id,
    r.modality,
    ev.is_disputed AS disputed,
    ev.is_in_tension AS in_tension,
    ev.is_doubtful AS doubtful,
    ev.lines,
    ev.first_line
FROM gaps AS g
JOIN records AS r ON r.id = g.id
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
JOIN evidence AS ev ON ev.record_id = g.id
LEFT JOIN records AS subject ON subject.id = g.subject_id;
