-- Cooperation between parties: training, exercises, modernization, production.
--
-- order: party, partner, field, latest_start NULLS FIRST, id
-- example: --field training --partner-country azerbaijan
--
-- id (id, wide): id of the claim
-- party (name party_id, grouped): party that works with or for the partner
-- party_country (name party_country_id, wide): country of the party, or the party itself
-- partner (name partner_id): party that it works with or for
-- partner_country (name partner_country_id, wide): country of the partner, or the partner itself
-- field (word cooperation_fields): field of cooperation
-- subject (name subject_id): subject of the cooperation
-- agreement (name agreement_id, wide): agreement under which they cooperate
-- said_by (name attribution_id, wide): speaker quoted or reported by the source, if any
-- fact (prose, wide): claim in a sentence
-- hedge (text, wide): hedge in words; empty for a plain assertion
-- date (date): date or period, as EDTF
-- observed (flag, wide): whether the date only says when the state was observed, not when it began or ended
-- date_wording (text, wide): source's wording of a date that is vague or cannot be resolved
-- modality (word modalities): how firmly the source states the claim
-- disputed (flag): whether another passage contradicts the claim, in an open conflict
-- in_tension (flag, wide): whether the claim and another passage can both be true, but need an explanation
-- doubtful (flag, wide): whether the reading of the passage is doubtful
-- lines (lines): cited lines of the source
-- earliest_start (date, wide): earliest possible first day
-- latest_start (date, wide): latest possible first day
-- earliest_end (date, wide): earliest possible last day
-- latest_end (date, wide): latest possible last day
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
