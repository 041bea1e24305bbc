-- Documents that claims are taken from, with the verdicts on their lines.
--
-- order: source
-- example: --format vertical
--
-- source (text): id of the source
-- title (text): description of the document
-- kind (word source_kinds, wide): kind of document
-- publisher (text, wide): publisher of the document
-- published (date, wide): date of publication, as EDTF
-- covers_from (date, wide): start of the period covered, as EDTF
-- covers_until (date, wide): end of the period covered, as EDTF
-- line_count (number): number of lines, including blank ones
-- cited (number): number of lines that claims cite
-- judged (number): number of lines that are judged to state nothing
-- proposed (number): number of lines for which that is only proposed, and has to be confirmed
-- open (number): number of lines that are neither cited nor judged
-- claims (number): number of claims that the source states
-- reliability (word reliabilities, wide): reliability of the source, on the Admiralty scale
-- licence (text, wide): licence of the text
-- url (text, wide): web address of the document
-- archived_url (text, wide): web address of an archived copy
-- retrieved (date, wide): date of retrieval, as EDTF
-- latest_url (text, wide): web address of the newest edition
-- note (prose, wide): further information on the source
SELECT
    s.id AS source,
    s.title,
    s.kind,
    s.publisher,
    s.date AS published,
    s.covers_from,
    s.covers_until,
    s.line_count,
    COALESCE(verdicts.cited, 0) AS cited,
    COALESCE(verdicts.judged, 0) AS judged,
    COALESCE(verdicts.proposed, 0) AS proposed,
    COALESCE(verdicts.open, 0) AS open,
    COALESCE(stated.claims, 0) AS claims,
    s.reliability,
    s.licence,
    s.url,
    s.archived_url,
    s.retrieved,
    s.latest_url,
    s.note
FROM sources AS s
LEFT JOIN (
    SELECT
        p.source_id,
        sum(CASE WHEN p.verdict = 'cited' THEN 1 ELSE 0 END) AS cited,
        sum(CASE WHEN p.verdict = 'nothing' AND p.proposed = 0 THEN 1 ELSE 0 END) AS judged,
        sum(CASE WHEN p.proposed = 1 THEN 1 ELSE 0 END) AS proposed,
        sum(CASE WHEN p.verdict = 'open' THEN 1 ELSE 0 END) AS open
    FROM passages AS p
    GROUP BY p.source_id
) AS verdicts ON verdicts.source_id = s.id
LEFT JOIN (
    SELECT
        c.source_id,
        count(DISTINCT c.record_id) AS claims
    FROM citations AS c
    JOIN records AS r ON r.id = c.record_id
    JOIN record_kinds AS k ON k.code = r.kind AND k.is_claim = 1
    WHERE c.role = 'states'
    GROUP BY c.source_id
) AS stated ON stated.source_id = s.id;
