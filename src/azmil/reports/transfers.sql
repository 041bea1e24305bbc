-- Equipment that was, will be or may be transferred from one party to another.
--
-- order: earliest_start IS NULL, latest_start, supplier NULLS FIRST, equipment, id
-- example: --supplier-country "united states"
-- sums: count
-- apart: status
-- same: same_id
--
-- id (id, wide): id of the claim
-- supplier (name supplier_id, grouped): party that gives up the equipment
-- supplier_country (name supplier_country_id, wide): country of the supplier, or the supplier itself
-- maker (name maker_id, wide): maker, if the passage names one
-- maker_country (name maker_country_id, wide): country of the maker, or the maker itself
-- recipient (name recipient_id): party that receives the equipment
-- equipment (name equipment_id): type or class of equipment
-- category (tree equipment_categories, wide): category of equipment
-- quantity (quantity count): number of items, as stated
-- hedge (text, wide): hedge in words; empty for a plain assertion
-- count (number, wide): printed figure, for sums; only a bound if the wording is 'up to', 'more than' or similar; omit rows whose scope is 'same'
-- lowest (number, wide): lowest number that the wording allows, if any; not for sums, since 'about' sets no bounds
-- highest (number, wide): highest number that the wording allows, if any; not for sums, since 'about' sets no bounds
-- scope (text, joined): 'same' if another row describes the same transfer in other words or figures
-- means (word transfer_means, wide): means of transfer
-- status (word transfer_statuses): status of the transfer
-- fact (prose, wide): claim in a sentence
-- order_date (date, wide): date of the order, as EDTF
-- delivery_date (date, wide): date of delivery, as EDTF
-- date_wording (text, wide): source's wording of a date that is vague or cannot be resolved
-- date (date): date or period, as EDTF
-- observed (flag, wide): whether the date only says when the state was observed, not when it began or ended
-- said_by (name attribution_id, wide): speaker quoted or reported by the source, if any
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
    t.id,
    supplier.name AS supplier,
    t.supplier_id,
    country.name AS supplier_country,
    p.country_id AS supplier_country_id,
    maker.name AS maker,
    t.maker_id,
    maker_country.name AS maker_country,
    m.country_id AS maker_country_id,
    recipient.name AS recipient,
    t.recipient_id,
    thing.name AS equipment,
    t.equipment_id,
    e.category,
    t.count_said AS quantity,
    ev.hedge,
    t.count,
    t.count_lowest AS lowest,
    t.count_highest AS highest,
    CASE WHEN t.same_as_id IS NOT NULL THEN 'same' END AS scope,
    COALESCE(t.same_as_id, t.id) AS same_id,
    t.means,
    t.status,
    r.sentence AS fact,
    t.order_date,
    t.delivery_date,
    r.date_wording,
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
FROM transfers AS t
JOIN records AS r ON r.id = t.id
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
JOIN evidence AS ev ON ev.record_id = t.id
LEFT JOIN records AS supplier ON supplier.id = t.supplier_id
LEFT JOIN parties AS p ON p.id = t.supplier_id
LEFT JOIN records AS country ON country.id = p.country_id
LEFT JOIN records AS maker ON maker.id = t.maker_id
LEFT JOIN parties AS m ON m.id = t.maker_id
LEFT JOIN records AS maker_country ON maker_country.id = m.country_id
JOIN records AS recipient ON recipient.id = t.recipient_id
JOIN equipment AS e ON e.id = t.equipment_id
JOIN records AS thing ON thing.id = t.equipment_id;
