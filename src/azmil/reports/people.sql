-- People with their rank and the posts they held; one row per post.
--
-- order: seniority IS NULL, seniority, sort_name, earliest_start NULLS FIRST, id
-- sort person: sort_name
-- example: --rank lieutenant-general
-- counts: people by person_id
--
-- id (id, wide): id of the appointment, or of the person if there is none
-- person (name person_id): name of the person
-- rank (word ranks): military rank
-- title (text, wide): rank or title as printed
-- country (name country_id, wide): country of the person
-- post (name post_id): name of the post
-- capacity (text, wide): capacity in which the person held the post
-- fact (prose, wide): person or appointment in a sentence
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
    COALESCE(a.id, person.id) AS id,
    named.name AS person,
    person.id AS person_id,
    person.rank,
    rank.position AS seniority,
    COALESCE(p.sort_name, named.name) AS sort_name,
    person.title,
    country.name AS country,
    p.country_id,
    post.name AS post,
    a.post_id,
    a.capacity,
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
FROM people AS person
JOIN records AS named ON named.id = person.id
JOIN parties AS p ON p.id = person.id
LEFT JOIN ranks AS rank ON rank.code = person.rank
LEFT JOIN records AS country ON country.id = p.country_id
LEFT JOIN appointments AS a ON a.person_id = person.id
LEFT JOIN records AS post ON post.id = a.post_id
JOIN records AS r ON r.id = COALESCE(a.id, person.id)
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
JOIN evidence AS ev ON ev.record_id = r.id AND (ev.first_line IS NOT NULL OR r.seed_file NOT LIKE 'seeds/world/%');
