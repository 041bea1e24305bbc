-- Limits that an agreement sets for a party, compared with its holdings in the source.
--
-- order: agreement, equipment, held_equipment NULLS FIRST, holding NULLS FIRST, id
-- example: --equipment helicopters
-- counts: limits by id
--
-- id (id, wide): id of the limit
-- agreement (name agreement_id, grouped): agreement that sets the limit
-- party (name party_id, grouped): party bound by the limit
-- equipment (name equipment_id): type or class of equipment that is limited
-- maximum (number): maximum number allowed
-- hedge (text, wide): hedge in words; empty for a plain assertion
-- holder (name holder_id, wide): holder of the equipment: the party or a body of that country
-- held_equipment (name held_equipment_id): equipment counted as held: the same class or a wider one
-- held (quantity lowest): number held, as stated
-- held_hedge (text, wide): hedge of the holding in words; empty for a plain assertion
-- lowest (number, wide): lowest number held that the wording allows
-- excess_at_least (number): minimum excess of the number held over the maximum, if the same class is counted
-- holding (id, wide): id of the claim that states the holding
-- held_lines (text): cited lines of the holding
-- fact (prose, wide): limit in a sentence
-- date (date, wide): date or period of the limit, as EDTF
-- said_by (name attribution_id, wide): speaker quoted or reported by the source, if any
-- modality (word modalities): how firmly the source states the limit
-- disputed (flag): whether another passage contradicts the limit, in an open conflict
-- in_tension (flag, wide): whether the limit and another passage can both be true, but need an explanation
-- doubtful (flag, wide): whether the reading of the passage is doubtful
-- lines (lines): cited lines of the source
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
    held_ev.hedge AS held_hedge,
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
