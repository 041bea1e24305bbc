-- Who makes what, or in which country it is made.
--
-- order: country NULLS FIRST, maker, equipment, id
-- example: --country "soviet union" --category helicopter
--
-- id (id, wide): the claim
-- equipment (name equipment_id): type or class
-- category (tree equipment_categories): what sort of equipment it is
-- maker (name maker_id): the company that makes it or the country it is made in
-- country (name country_id): the state that the maker is or belongs to
-- fact (prose, wide): the claim in a sentence
-- hedge (text, wide): how it is hedged, in words; empty for a plain assertion
-- date (date, wide): when, as EDTF
-- said_by (name attribution_id, wide): who is quoted, where the source does not speak for itself
-- modality (word modalities): how firmly the source says it
-- disputed (flag): whether another passage denies it, in an open conflict
-- in_tension (flag, wide): whether it and another passage can both be true, but need an explanation
-- doubtful (flag, wide): whether its reading is doubted
-- lines (lines): where the source says it
SELECT
    m.id,
    thing.name AS equipment,
    m.equipment_id,
    e.category,
    maker.name AS maker,
    m.maker_id,
    country.name AS country,
    p.country_id,
    r.sentence AS fact,
    ev.hedge,
    r.date,
    said_by.name AS said_by,
    r.attribution_id,
    r.modality,
    ev.is_disputed AS disputed,
    ev.is_in_tension AS in_tension,
    ev.is_doubtful AS doubtful,
    ev.lines,
    ev.first_line
FROM productions AS m
JOIN records AS r ON r.id = m.id
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
JOIN evidence AS ev ON ev.record_id = m.id
JOIN equipment AS e ON e.id = m.equipment_id
JOIN records AS thing ON thing.id = m.equipment_id
JOIN records AS maker ON maker.id = m.maker_id
JOIN parties AS p ON p.id = m.maker_id
LEFT JOIN records AS country ON country.id = p.country_id;
