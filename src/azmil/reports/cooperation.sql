-- Who works with or for whom, and in what: training, exercises, modernization, production.
--
-- order: party, partner, field, latest_start NULLS FIRST, id
-- example: --field training --partner-country azerbaijan
--
-- id (id, wide): the claim
-- party (name party_id): who works with or for the other
-- party_country (name party_country_id, wide): the state that party is or belongs to
-- partner (name partner_id): with or for whom
-- partner_country (name partner_country_id, wide): the state that partner is or belongs to
-- field (word cooperation_fields): in what
-- subject (name subject_id): what they work on
-- agreement (name agreement_id, wide): under which agreement
-- said_by (name attribution_id, wide): who is quoted, where the source does not speak for itself
-- fact (prose, wide): the claim in a sentence
-- hedge (text, wide): how it is hedged, in words; empty for a plain assertion
-- date (date): when, as EDTF
-- observed (flag, wide): whether the date is only when a state was seen, its start and end unknown
-- date_wording (text, wide): how the source puts a time that cannot be resolved
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
    c.id,
    party.name AS party,
    c.party_id,
    party_country.name AS party_country,
    p.country_id AS party_country_id,
    partner.name AS partner,
    c.partner_id,
    partner_country.name AS partner_country,
    q.country_id AS partner_country_id,
    c.field,
    COALESCE(subject.name, subject.id) AS subject,
    c.subject_id,
    agreement.name AS agreement,
    c.agreement_id,
    said_by.name AS said_by,
    r.attribution_id,
    r.sentence AS fact,
    ev.hedge,
    r.date,
    r.observed,
    r.date_wording,
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
FROM cooperation AS c
JOIN records AS r ON r.id = c.id
JOIN evidence AS ev ON ev.record_id = c.id
JOIN records AS party ON party.id = c.party_id
JOIN parties AS p ON p.id = c.party_id
LEFT JOIN records AS party_country ON party_country.id = p.country_id
JOIN records AS partner ON partner.id = c.partner_id
JOIN parties AS q ON q.id = c.partner_id
LEFT JOIN records AS partner_country ON partner_country.id = q.country_id
LEFT JOIN records AS subject ON subject.id = c.subject_id
LEFT JOIN records AS agreement ON agreement.id = c.agreement_id
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id;
