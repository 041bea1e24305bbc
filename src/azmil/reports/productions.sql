-- Who makes what, or in which country it is made.
--
-- order: country NULLS FIRST, maker, equipment, id
-- example: --country "soviet union" --category helicopter
--
-- id (id, wide): the claim
-- equipment (name equipment_id): type or class
-- category (word equipment_categories): what sort of equipment it is
-- maker (name maker_id): the company that makes it or the country it is made in
-- country (name country_id): the state that the maker is or belongs to
-- fact (prose, wide): the claim in a sentence
-- date (date, wide): when, as EDTF
-- modality (word modalities): how firmly the source says it
-- disputed (flag): whether an open conflict has it as a side
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
    r.date,
    r.modality,
    ev.is_disputed AS disputed,
    ev.lines,
    ev.first_line
FROM productions AS m
JOIN records AS r ON r.id = m.id
JOIN evidence AS ev ON ev.record_id = m.id
JOIN equipment AS e ON e.id = m.equipment_id
JOIN records AS thing ON thing.id = m.equipment_id
JOIN records AS maker ON maker.id = m.maker_id
JOIN parties AS p ON p.id = m.maker_id
LEFT JOIN records AS country ON country.id = p.country_id;
