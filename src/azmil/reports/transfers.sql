-- Equipment that passed, is to pass or may pass from one party to another.
--
-- order: earliest_start IS NULL, latest_start, supplier NULLS FIRST, equipment, id
-- example: --supplier-country "united states"
-- sums: count
--
-- id (id, wide): the claim
-- supplier (name supplier_id): who gives it up
-- supplier_country (name supplier_country_id, wide): the state that the supplier is or belongs to
-- maker (name maker_id, wide): who made it, if the source says so there
-- maker_country (name maker_country_id, wide): the state that the maker is or belongs to
-- recipient (name recipient_id): who gets it
-- equipment (name equipment_id): what passes
-- category (tree equipment_categories, wide): what sort of equipment it is
-- quantity (quantity count): how many, as said
-- hedge (text, wide): how it is hedged, in words; empty for a plain assertion
-- count (number, wide): the figure as printed, the column for adding up; with 'up to', 'more than' and the like it is only a bound; leave out rows whose scope is same
-- lowest (number, wide): lowest number the words allow, where they set one; not for adding up, since 'about' sets none
-- highest (number, wide): highest number the words allow, where they set one; not for adding up, since 'about' sets none
-- scope (text): 'same' where another row tells the same transfer in other words or figures
-- means (word transfer_means): how it changes hands
-- status (word transfer_statuses): how far it has come
-- fact (prose, wide): the claim in a sentence
-- order_date (date, wide): when it was ordered
-- delivery_date (date, wide): when it was handed over
-- date_wording (text, wide): how the source puts a time that cannot be resolved
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
