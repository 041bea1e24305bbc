-- Questions that passages answer differently; one row per side.
--
-- order: first_line, conflict, side_line, claim
-- sort lines: side_line, lines
-- example: --state open
-- counts: conflicts by id
--
-- id (id, wide): id of the conflict
-- question (prose, grouped): question that the passages answer differently
-- kind (word conflict_kinds, grouped): aspect in which the passages differ
-- state (word conflict_states, grouped): state of the conflict: open, explained or resolved
-- says (prose): answer of this side
-- hedge (text, wide): hedge in words; empty for a plain assertion
-- claim (id, wide): id of the claim on this side
-- said_by (name attribution_id, wide): speaker quoted or reported by the source, if any
-- modality (word modalities): how firmly the source states this side
-- disputed (flag, wide): whether another passage contradicts this side, in an open conflict
-- in_tension (flag, wide): whether this side and another passage can both be true, but need an explanation
-- doubtful (flag, wide): whether the reading of the passage is doubtful
-- lines (lines): cited lines of this side
-- reason (prose, below): explanation or resolution of the conflict
-- fact (prose, wide): claim of this side in a sentence
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
