-- The most that an agreement lets a party have, beside what the source says the party has.
--
-- order: agreement, equipment, held_equipment NULLS FIRST, holding NULLS FIRST, id
-- example: --equipment helicopters
--
-- id (id, wide): the limit
-- agreement (name agreement_id): the agreement that sets it
-- party (name party_id): whom it binds
-- equipment (name equipment_id): of what
-- maximum (number): how many at the most
-- hedge (text, wide): how it is hedged, in words; empty for a plain assertion
-- holder (name holder_id, wide): the party, or the body of that state, that has some
-- held_equipment (name held_equipment_id): what is counted as held: the same class, or a wider one it belongs to
-- held (quantity lowest): how many are held, as said
-- lowest (number, wide): lowest number held that the words allow
-- excess_at_least (number): by how many the lowest number held is above the maximum, where the same class is counted
-- holding (id, wide): the claim that tells of the holding
-- held_lines (text): where the source says what is held
-- fact (prose, wide): the limit in a sentence
-- date (date, wide): when the limit holds, as EDTF
-- said_by (name attribution_id, wide): who is quoted, where the source does not speak for itself
-- modality (word modalities): how firmly the source says it
-- disputed (flag): whether another passage denies it, in an open conflict
-- in_tension (flag, wide): whether it and another passage can both be true, but need an explanation
-- doubtful (flag, wide): whether its reading is doubted
-- lines (lines): where the source says what the limit is
SELECT
    l.id,
    agreement.name AS agreement,
    l.agreement_id,
    party.name AS party,
    l.party_id,
    thing.name AS equipment,
    l.equipment_id,
    l.maximum,
    ev.hedge,
    holder.name AS holder,
    held.holder_id,
    held_thing.name AS held_equipment,
    held.equipment_id AS held_equipment_id,
    held.count_said AS held,
    held.count_lowest AS lowest,
    CASE
        WHEN held.equipment_id = l.equipment_id AND held.count_lowest > l.maximum THEN held.count_lowest - l.maximum
    END AS excess_at_least,
    held.id AS holding,
    held_ev.lines AS held_lines,
    r.sentence AS fact,
    r.date,
    said_by.name AS said_by,
    r.attribution_id,
    r.modality,
    ev.is_disputed AS disputed,
    ev.is_in_tension AS in_tension,
    ev.is_doubtful AS doubtful,
    ev.lines,
    ev.first_line
FROM limits AS l
JOIN records AS r ON r.id = l.id
LEFT JOIN records AS said_by ON said_by.id = r.attribution_id
JOIN evidence AS ev ON ev.record_id = l.id
JOIN records AS agreement ON agreement.id = l.agreement_id
JOIN records AS party ON party.id = l.party_id
JOIN equipment AS e ON e.id = l.equipment_id
JOIN records AS thing ON thing.id = l.equipment_id
LEFT JOIN holdings AS held
    ON held.equipment_id IN (l.equipment_id, e.parent_id)
    AND held.holder_id IN (SELECT p.id FROM parties AS p WHERE p.id = l.party_id OR p.country_id = l.party_id)
LEFT JOIN evidence AS held_ev ON held_ev.record_id = held.id
LEFT JOIN records AS holder ON holder.id = held.holder_id
LEFT JOIN records AS held_thing ON held_thing.id = held.equipment_id;
