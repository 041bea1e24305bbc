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
-- claim (id, wide): the claim of this side
-- modality (word modalities): how firmly the source says this side
-- disputed (flag, wide): whether an open conflict has this side
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
    side.claim_id AS claim,
    r.modality,
    ev.is_disputed AS disputed,
    ev.lines,
    ev.first_line AS side_line,
    whole.first_line,
    c.reason,
    r.sentence AS fact
FROM conflicts AS c
JOIN conflict_sides AS side ON side.conflict_id = c.id
JOIN records AS r ON r.id = side.claim_id
JOIN evidence AS ev ON ev.record_id = side.claim_id
JOIN evidence AS whole ON whole.record_id = c.id;
