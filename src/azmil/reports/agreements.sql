-- Treaties, programmes, contracts, laws and plans, with the actions of each party; one row per action.
--
-- order: agreement, earliest_start IS NULL, latest_start, id
-- example: --agreement ipap
-- counts: agreements by agreement_id
--
-- id (id, wide): id of the action, or of the agreement if it has no actions
-- agreement (name agreement_id, grouped): name of the agreement
-- part_of (name part_of_id, wide): wider agreement to which it belongs
-- body (name body_id, wide): body responsible for the programme, plan, law or process
-- kind (word agreement_kinds, grouped): kind of agreement
-- party (name party_id): party that acted
-- action (word actions): action of the party
-- person (name person_id, wide): person who acted for the party
-- fact (prose, wide): action or agreement in a sentence
-- hedge (text, wide): hedge in words; empty for a plain assertion
-- date (date): date or period, as EDTF
-- observed (flag, wide): whether the date only says when the state was observed, not when it began or ended
-- said_by (name attribution_id, wide): speaker quoted or reported by the source, if any
-- modality (word modalities): how firmly the source makes the statement
-- disputed (flag): whether another passage contradicts the statement, in an open conflict
-- in_tension (flag, wide): whether the statement and another passage can both be true, but need an explanation
-- doubtful (flag, wide): whether the reading of the passage is doubtful
-- lines (lines): cited lines of the source
-- earliest_start (date, wide): earliest possible first day
-- latest_start (date, wide): latest possible first day
-- earliest_end (date, wide): earliest possible last day
-- latest_end (date, wide): latest possible last day
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
