-- Changes to claims from one section of a source to the next, or from an earlier edition of it to the present one.
--
-- order: later_line, change, first_line, id, earlier
-- example: --change dropped
--
-- id (id, wide): id of the claim
-- earlier (text, wide): earlier section, or earlier edition
-- later (text, grouped): section that follows it, or source in its present edition
-- change (text, grouped): between sections: kept word for word, reworded, dropped (only in the earlier one) or added (only in the later one); between editions: same, moved, changed, lost, choose or added lines
-- fact (prose): claim in a sentence
-- hedge (text, wide): hedge in words; empty for a plain assertion
-- said_by (name attribution_id, wide): speaker quoted or reported by the source, if any
-- modality (word modalities): how firmly the source states the claim
-- disputed (flag): whether another passage contradicts the claim, in an open conflict
-- in_tension (flag, wide): whether the claim and another passage can both be true, but need an explanation
-- doubtful (flag, wide): whether the reading of the passage is doubtful
-- lines (lines): cited lines of the source
-- earlier_lines (text, wide): lines of the earlier edition; empty between sections
-- later_lines (text, wide): their lines in the present edition; empty between sections
SELECT
    r.id,
    v.from_section_id AS earlier,
    v.to_section_id AS later,
    v.change,
    r.sentence AS fact,
    ev.hedge,
    said_by.name AS said_by,
    r.attribution_id,
    r.modality,
    ev.is_disputed AS disputed,
    ev.is_in_tension AS in_tension,
    ev.is_doubtful AS doubtful,
    ev.lines,
    ev.first_line,
    s.first_line AS later_line,
    NULL AS earlier_lines,
    NULL AS later_lines
FROM revisions AS v
JOIN records AS r ON r.id = v.claim_id
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
JOIN evidence AS ev ON ev.record_id = v.claim_id
JOIN sections AS s ON s.id = v.to_section_id
UNION ALL
SELECT
    r.id,
    v.edition AS earlier,
    v.source_id AS later,
    v.change,
    r.sentence AS fact,
    ev.hedge,
    said_by.name AS said_by,
    r.attribution_id,
    r.modality,
    ev.is_disputed AS disputed,
    ev.is_in_tension AS in_tension,
    ev.is_doubtful AS doubtful,
    ev.lines,
    ev.first_line,
    0 AS later_line,
    v.earlier_lines,
    v.later_lines
FROM edition_changes AS v
JOIN records AS r ON r.id = v.record_id
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
JOIN evidence AS ev ON ev.record_id = v.record_id;
