-- Treaties, programmes, contracts, laws and plans, with what each party did with them, one row an act.
--
-- order: agreement, earliest_start IS NULL, latest_start, id
-- example: --agreement ipap
--
-- id (id, wide): the act, or the agreement itself where no act is told
-- agreement (name agreement_id): the agreement
-- part_of (name part_of_id, wide): the agreement it is part of or belongs to
-- body (name body_id, wide): the body whose programme, plan, law or process it is
-- kind (word agreement_kinds): what sort of undertaking it is
-- party (name party_id): who acted
-- action (word actions): what was done
-- person (name person_id, wide): by whose hand
-- fact (prose, wide): the act, or the agreement, in a sentence
-- hedge (text, wide): how it is hedged, in words; empty for a plain assertion
-- date (date): when, as EDTF
-- observed (flag, wide): whether the date is only when a state was seen, its start and end unknown
-- said_by (name attribution_id, wide): who is quoted, where the source does not speak for itself
-- modality (word modalities): how firmly the source says it
-- disputed (flag): whether another passage denies it, in an open conflict
-- in_tension (flag, wide): whether it and another passage can both be true, but need an explanation
-- doubtful (flag, wide): whether its reading is doubted
-- lines (lines): where the source says it
-- earliest_start (date, wide): first day on which it may have begun
-- latest_start (date, wide): last day on which it may have begun
-- earliest_end (date, wide): first day on which it may have ended
-- latest_end (date, wide): last day on which it may have ended
SELECT
    act.id,
    agreement.name AS agreement,
    act.agreement_id,
    whole.name AS part_of,
    a.parent_id AS part_of_id,
    body.name AS body,
    a.body_id,
    a.agreement_kind AS kind,
    party.name AS party,
    act.party_id,
    act.action,
    person.name AS person,
    act.person_id,
    r.sentence AS fact,
    ev.hedge,
    r.date,
    r.observed,
    said_by.name AS said_by,
    r.attribution_id,
    r.modality,
    ev.is_disputed AS disputed,
    ev.is_in_tension AS in_tension,
    ev.is_doubtful AS doubtful,
    ev.lines,
    ev.first_line,
    r.earliest_start,
    r.latest_start,
    r.earliest_end,
    r.latest_end
FROM agreement_actions AS act
JOIN records AS r ON r.id = act.id
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
JOIN evidence AS ev ON ev.record_id = act.id
JOIN agreements AS a ON a.id = act.agreement_id
JOIN records AS agreement ON agreement.id = act.agreement_id
LEFT JOIN records AS whole ON whole.id = a.parent_id
LEFT JOIN records AS body ON body.id = a.body_id
LEFT JOIN records AS party ON party.id = act.party_id
LEFT JOIN records AS person ON person.id = act.person_id
UNION ALL
SELECT
    a.id,
    r.name AS agreement,
    a.id AS agreement_id,
    whole.name AS part_of,
    a.parent_id AS part_of_id,
    body.name AS body,
    a.body_id,
    a.agreement_kind AS kind,
    NULL AS party,
    NULL AS party_id,
    NULL AS action,
    NULL AS person,
    NULL AS person_id,
    r.sentence AS fact,
    ev.hedge,
    r.date,
    r.observed,
    said_by.name AS said_by,
    r.attribution_id,
    r.modality,
    ev.is_disputed AS disputed,
    ev.is_in_tension AS in_tension,
    ev.is_doubtful AS doubtful,
    ev.lines,
    ev.first_line,
    r.earliest_start,
    r.latest_start,
    r.earliest_end,
    r.latest_end
FROM agreements AS a
JOIN records AS r ON r.id = a.id
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
JOIN evidence AS ev ON ev.record_id = a.id AND (ev.first_line IS NOT NULL OR r.seed_file NOT LIKE 'seeds/world/%')
LEFT JOIN records AS whole ON whole.id = a.parent_id
LEFT JOIN records AS body ON body.id = a.body_id
WHERE NOT EXISTS (SELECT 1 FROM agreement_actions AS act WHERE act.agreement_id = a.id);
