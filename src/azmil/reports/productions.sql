-- Makers of equipment: companies, or countries of production.
--
-- order: country NULLS FIRST, maker, equipment, id
-- example: --country "soviet union" --category helicopter
--
-- id (id, wide): id of the claim
-- equipment (name equipment_id): type or class of equipment
-- category (tree equipment_categories): category of equipment
-- maker (name maker_id): company that makes the equipment, or country in which it is made
-- country (name country_id, grouped): country of the maker, or the maker itself
-- fact (prose, wide): claim in a sentence
-- hedge (text, wide): hedge in words; empty for a plain assertion
-- date (date, wide): date or period, as EDTF
-- said_by (name attribution_id, wide): speaker quoted or reported by the source, if any
-- modality (word modalities): how firmly the source states the claim
-- disputed (flag): whether another passage contradicts the claim, in an open conflict
-- in_tension (flag, wide): whether the claim and another passage can both be true, but need an explanation
-- doubtful (flag, wide): whether the reading of the passage is doubtful
-- lines (lines): cited lines of the source
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
