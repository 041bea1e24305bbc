-- Questions on which passages differ, one row a side.
--
-- order: first_line, conflict, side_line, claim
-- sort lines: side_line, lines
-- example: --state open
--
-- id (id, wide): the conflict
-- question (prose, grouped): what the passages answer differently
-- kind (word conflict_kinds, grouped): in what they differ
-- state (word conflict_states, grouped): open, explained or resolved
-- says (prose): what this side answers
-- hedge (text, wide): how it is hedged, in words; empty for a plain assertion
-- claim (id, wide): the claim of this side
-- said_by (name attribution_id, wide): who is quoted, where the source does not speak for itself
-- modality (word modalities): how firmly the source says this side
-- disputed (flag, wide): whether another passage denies this side, in an open conflict
-- in_tension (flag, wide): whether it and another passage can both be true, but need an explanation
-- doubtful (flag, wide): whether its reading is doubted
-- lines (lines): where the source says this side
-- reason (prose, wide): what explains or resolves it
-- fact (prose, wide): the claim of this side, in a sentence
SELECT
    c.id,
    c.id AS conflict,
    c.question,
    c.conflict_kind AS kind,
    c.state,
    COALESCE(side.says, r.sentence) AS says,
    ev.hedge,
    side.claim_id AS claim,
    said_by.name AS said_by,
    r.attribution_id,
    r.modality,
    ev.is_disputed AS disputed,
    ev.is_in_tension AS in_tension,
    ev.is_doubtful AS doubtful,
    ev.lines,
    ev.first_line AS side_line,
    whole.first_line,
    c.reason,
    r.sentence AS fact
FROM conflicts AS c
JOIN conflict_sides AS side ON side.conflict_id = c.id
JOIN records AS r ON r.id = side.claim_id
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
JOIN evidence AS ev ON ev.record_id = side.claim_id
JOIN evidence AS whole ON whole.record_id = c.id;
