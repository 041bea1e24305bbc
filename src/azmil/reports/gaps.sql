-- Information that the source announces or is expected to contain, but omits.
--
-- order: kind, first_line, id
-- example: --kind missing-list
--
-- id (id, wide): id of the gap
-- kind (word gap_kinds, grouped): kind of gap
-- gap (prose): missing information
-- hedge (text, wide): hedge in words; empty for a plain assertion
-- expects (word record_kinds, wide): kind of record that is missing
-- expected (number, wide): number of records announced
-- after_words (prose, wide): last words before the gap
-- subject (name subject_id, wide): record that contains the gap
-- said_by (name attribution_id, wide): speaker quoted or reported by the source, if any
-- modality (word modalities, wide): how firmly the source makes the statement
-- disputed (flag, wide): whether another passage contradicts the statement, in an open conflict
-- in_tension (flag, wide): whether the statement and another passage can both be true, but need an explanation
-- doubtful (flag, wide): whether the reading of the passage is doubtful
-- lines (lines): cited lines of the source
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
