-- People with their rank and the posts they held, one row a post.
--
-- order: seniority IS NULL, seniority, sort_name, earliest_start NULLS FIRST, id
-- sort person: sort_name
-- example: --rank lieutenant-general
--
-- id (id, wide): the appointment, or the person where no post is told
-- person (name person_id): who
-- rank (word ranks): military rank before the name
-- title (text, wide): rank or title as printed
-- country (name country_id, wide): the state the person belongs to
-- post (name post_id): the office
-- capacity (text, wide): in what capacity
-- fact (prose, wide): the row in a sentence
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
