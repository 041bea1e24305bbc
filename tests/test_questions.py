"""Questions about the real seeds, each answered by a command or an SQL statement, with the complete result.

The results were derived by hand from the document, with the lines that state them. A docstring says which values are
computed and not stated in the source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Result

    Run = Callable[..., Result]

JSON = ("--format", "json")


def values(ended: Result, *columns: str) -> list[Any]:
    """Return some columns of a result: values if there is one column, tuples otherwise."""
    assert ended.code == 0, ended.err
    rows = [tuple(row[column] for column in columns) for row in ended.rows]
    return [row[0] for row in rows] if len(columns) == 1 else rows


# Equipment


def test_the_drones_of_june_2008_are_15_in_each_revision(azmil: Run) -> None:
    """How many drones did Azerbaijan acquire in June 2008, by type and in total, according to each revision?

    The sums are computed. In the first revision, six may be the number of each type or of both together.
    """
    ended = azmil(
        "sql",
        """
        SELECT s.id AS revision, t.equipment, t.count, sum(t.count) OVER (PARTITION BY s.id) AS in_all, t.fact
        FROM transfers_report AS t
        JOIN citations AS c ON c.record_id = t.id AND c.role = 'states'
        JOIN sections AS s ON c.first_line BETWEEN s.first_line AND s.last_line
        WHERE t.category = 'unmanned-aircraft' AND t.date = '2008-06'
        ORDER BY s.id, t.count DESC, t.equipment
        """,
        *JSON,
    )
    types = [("Aerostar", 6, 15), ("Orbiter", 6, 15), ("IAI Searcher", 3, 15)]
    assert values(ended, "revision", "equipment", "count", "in_all") == [
        ("revision-1", "Orbiter and Aerostar unmanned aircraft", 6, 6),
        *[("revision-2", *row) for row in types],
        *[("revision-3", *row) for row in types],
    ]
    assert ended.rows[0]["fact"].startswith("By one reading, ")


def test_the_drones_of_two_revisions_are_added_once(azmil: Run) -> None:
    """How many drones were acquired in June 2008, if repeated claims count once?"""
    ended = azmil("query", "transfers", "--since", "2008-06", "--until", "2008-06", "--by", "lines", *JSON)
    assert values(ended, "lines", "at_least", "at_most") == [("99, 237", 15, 15), ("28", None, None)]


def test_manned_aeroplanes_are_listed_with_their_holders(azmil: Run) -> None:
    """Which types of manned aeroplane does Azerbaijan have, and who holds each?

    The JF-17 is only under negotiation.
    """
    ended = azmil(
        "query", "equipment", "--country", "azerbaijan", "--category", "fixed-wing-aircraft", "--status", "held", *JSON
    )
    listed = "24-25, 96, 234"
    assert values(ended, "holder", "equipment", "lines") == [
        ("Voluntary Society of Defense, Patriotism and Sport", "Yakovlev light assault aircraft", "104, 242"),
        ("Azerbaijani Air Force", "Il-76", listed),
        ("Azerbaijani Air Force", "L-29", "103, 241"),
        ("Azerbaijani Air Force", "L-39", "103, 241"),
        ("Azerbaijani Air Force", "MiG-21", listed),
        ("Azerbaijani Air Force", "MiG-23", listed),
        ("Azerbaijani Air Force", "MiG-25", listed),
        ("Azerbaijani Air Force", "MiG-29", listed),
        ("Azerbaijani Air Force", "Su-24", listed),
        ("Azerbaijani Air Force", "Su-25", listed),
        ("Azerbaijani Air Force", "Tu-16", "25"),
        ("Border Guard", "Yakovlev light assault aircraft", "104, 242"),
    ]


def test_designations_are_listed_as_aliases(azmil: Run) -> None:
    """Which equipment has two designations? "Mi-8Mi-17" is two types printed as one word."""
    ended = azmil("query", "aliases", "--kind", "nato-reporting-name", "--kind", "original-designation", *JSON)
    assert values(ended, "name", "alias", "kind", "lines") == [
        ("S-75", "SA-2", "nato-reporting-name", "139, 277"),
        ("S-75", "SA-2 Guideline", "nato-reporting-name", "139, 277"),
        ("S-75", "S-75", "original-designation", "139, 277"),
    ]


def test_the_navy_has_24_craft(azmil: Run) -> None:
    """How many craft does the Navy have, by type and in total?

    Classes are parts of their type and are not added. The total of 24 is computed.
    """
    ended = azmil(
        "query", "equipment", "--branch", "navy", "--status", "held", "--no-scope", "part", "--by", "equipment", *JSON
    )
    craft = values(ended, "equipment", "at_least", "at_most")
    assert craft == [
        ("landing craft", 6, 6),
        ("landing cutters", 2, 2),
        ("minesweepers", 7, 7),
        ("patrol boats", 7, 7),
        ("special-purpose cutter", 1, 1),
        ("special-purpose warship", 1, 1),
    ]
    assert sum(most for _, _, most in craft) == 24


def test_stocks_are_compared_with_treaty_limits(azmil: Run) -> None:
    """Are aircraft and helicopters within the stated limits?

    The helicopters exceed theirs by at least 26. The 220 aircraft are of all kinds and the limit is on fighter jets, so
    nothing is computed.
    """
    ended = azmil("query", "limits", *JSON)
    assert values(
        ended, "equipment", "maximum", "held_equipment", "held", "excess_at_least", "lines", "held_lines"
    ) == [
        ("fighter jets", 100, "aircraft", "over 220", None, "95, 233", "54, 192"),
        ("helicopters", 50, "helicopters", "more than 75", 26, "95, 233", "54, 192"),
    ]
    assert values(ended, "agreement", "modality") == [("European Lateral Treaty on Conventional Arms", "permitted")] * 2


def test_air_defence_weapons_are_listed_with_range_and_place(azmil: Run) -> None:
    """Which air defence missiles and guns are named, what is their range, and where are they deployed?"""
    ended = azmil(
        "sql",
        """
        SELECT t.equipment, t.aggregate, s.fact AS said, d.place, t.lines
        FROM types_report AS t
        LEFT JOIN statements_report AS s ON s.subject_id = t.id AND s.topic IN ('range-class', 'description')
        LEFT JOIN deployments_report AS d ON d.equipment_id = t.id
        WHERE t.category IN ('surface-to-air-missile', 'anti-aircraft-gun')
        ORDER BY t.equipment, d.place
        """,
        *JSON,
    )
    assert values(ended, "equipment", "aggregate", "place", "lines") == [
        ("S-75", 0, "Baku", "139, 277"),
        ("S-75", 0, "border of Azerbaijan with Dagestan", "139, 277"),
        ("S-75", 0, "border of Azerbaijan with Iran", "139, 277"),
        ("SA-13", 0, None, "140, 278"),
        ("SA-4", 0, None, "140, 278"),
        ("SA-8", 0, None, "140, 278"),
        ("light anti-aircraft guns", 1, None, "141, 279"),
        ("missile system covering the air space", 1, "border of Azerbaijan with Dagestan", "138, 276"),
        ("missile system covering the air space", 1, "border of Azerbaijan with Iran", "138, 276"),
        ("shoulder-launched surface-to-air missiles", 1, None, "141, 279"),
    ]
    said = dict(values(ended, "equipment", "said"))
    assert "mobile vehicle" in said["SA-13"]
    assert "medium-range" in said["SA-4"]
    assert "short-range" in said["SA-8"]
    assert [name for name, words in said.items() if words is None] == [
        "S-75",
        "light anti-aircraft guns",
        "missile system covering the air space",
        "shoulder-launched surface-to-air missiles",
    ]


def test_no_model_of_tank_submarine_or_nuclear_weapon_is_listed(azmil: Run) -> None:
    """Which models of tank, submarine or nuclear weapon does the source name? None, only two classes."""
    ended = azmil(
        "sql",
        """
        SELECT equipment, aggregate, lines
        FROM types_report
        WHERE category = 'tank' OR equipment LIKE '%submarine%' OR equipment LIKE '%nuclear%'
        ORDER BY equipment
        """,
        *JSON,
    )
    assert values(ended, "equipment", "aggregate", "lines") == [
        ("main battle tanks", 1, "53, 191"),
        ("nuclear weapons", 1, "58, 196"),
    ]
    for invented in ("submarine", "T-72"):
        assert values(azmil("search", invented, *JSON), "id") == []


# Dates


def test_the_timeline_of_2005_is_in_order(azmil: Run) -> None:
    """Which claims does the source date to 2005, in order?"""
    dated = values(azmil("timeline", "2005", *JSON), "date", "observed", "lines")
    assert list(dict.fromkeys(dated)) == [
        ("2005-05", False, "346"),
        ("2005-05/..", False, "352"),
        ("2005", False, "6"),
        ("2005", False, "8"),
        ("2005", False, "17"),
        ("2005", False, "86, 218"),
        ("2005", False, "150, 280"),
        ("2005/2006-12", False, "9"),
        ("2005/2009", False, "52, 86, 190, 218"),
    ]


def test_exact_days_are_listed_in_order(azmil: Run) -> None:
    """Which exact days does the source give, in order, and on which line first?"""
    ended = azmil(
        "sql",
        """
        SELECT day, min(first_line) AS line
        FROM (
            SELECT earliest_start AS day, first_line FROM facts_report WHERE earliest_start = latest_start
            UNION
            SELECT latest_end, first_line FROM facts_report WHERE earliest_end = latest_end
        )
        WHERE day BETWEEN '1000' AND '3000'
        GROUP BY day
        ORDER BY day
        """,
        *JSON,
    )
    assert values(ended, "day", "line") == [
        ("1918-06-26", 65),
        ("1919-12-10", 68),
        ("1920-04-28", 70),
        ("1994-05-04", 325),
        ("2004-12-29", 62),
        ("2006-05-19", 170),
        ("2006-06-05", 183),
        ("2006-10-09", 143),
        ("2007-05-19", 355),
    ]


def test_claims_dated_to_a_month_are_found_by_precision(azmil: Run) -> None:
    """Which actions and events are dated to a month only, or from one month to another?"""
    ended = azmil("query", "facts", "--precision", "month", "--no-kind", "statement", *JSON)
    assert list(dict.fromkeys(values(ended, "date", "lines"))) == [
        ("2008-06", "28"),
        ("2008-09/..", "48"),
        ("1992-07", "56, 194"),
        ("1997-05", "57, 195"),
        ("1992-05/1992-10", "82"),
        ("1991-09/1991-12", "82"),
        ("2002-04/..", "83-84"),
        ("2008-06", "99, 237"),
        ("2001-09/", "149, 293"),
        ("2003-05", "342"),
        ("2004-05", "343-344"),
        ("2005-05", "346"),
        ("2007-08", "350"),
        ("2008-03", "351"),
    ]


def test_the_months_between_actions_are_computed(azmil: Run) -> None:
    """How long did the IPAP take from application to approval, and its first cycle? The months are computed."""
    ended = azmil(
        "sql",
        """
        SELECT action, date, lines, months - lag(months) OVER (ORDER BY months) AS months_later
        FROM (
            SELECT *, 12 * CAST(substr(date, 1, 4) AS INTEGER) + CAST(substr(date, 6, 2) AS INTEGER) AS months
            FROM agreements_report
            WHERE (agreement_id = 'ipap' AND party_id = 'azerbaijan' AND action <> 'elaborated')
                OR agreement_id = 'second-ipap-document'
        ) AS actions
        ORDER BY months
        """,
        *JSON,
    )
    assert values(ended, "action", "date", "lines", "months_later") == [
        ("applied", "2003-05", "342", None),
        ("approved", "2005-05", "346", 24),
        ("completed", "2007-08", "350", 27),
        ("approved", "2008-03", "351", 7),
    ]
    cycle = azmil("query", "measures", "--subject", "ipap", "--kind", "cycle-length", *JSON)
    assert values(cycle, "quantity", "unit", "lines") == [("2", "year", "348")]


# People and posts


def test_one_chief_of_staff_is_certain_in_november_1919(azmil: Run) -> None:
    """Who was chief of staff of the army of the Democratic Republic in November 1919?"""
    ended = azmil("query", "people", "--post", "Chief of Staff of the ADR Army", "--as-of", "1919-11", *JSON)
    assert values(ended, "person", "rank", "date", "holds", "lines") == [
        ("Mamedbey Sulkevich", "lieutenant-general", "1919-03/1919-12-10", "certain", "68, 206")
    ]


def test_both_chiefs_of_staff_are_listed_on_the_day_between_their_terms(azmil: Run) -> None:
    """Who was chief of staff on 10 December 1919, and on the day of the invasion?

    Two terms meet on the first day. The second ends on an unknown day in April 1920.
    """
    ended = azmil(
        "sql",
        """
        SELECT asked, person, CASE WHEN latest_start <= asked AND earliest_end >= asked THEN 'certain'
            ELSE 'possible' END AS holds, lines
        FROM (SELECT '1919-12-10' AS asked UNION SELECT date FROM events_report WHERE kind = 'invasion')
        JOIN people_report ON earliest_start <= asked AND latest_end >= asked
        WHERE post = 'Chief of Staff of the ADR Army'
        ORDER BY asked, person
        """,
        *JSON,
    )
    assert values(ended, "asked", "person", "holds", "lines") == [
        ("1919-12-10", "Abdulhamid bey Gaitabashi", "certain", "68, 206"),
        ("1919-12-10", "Mamedbey Sulkevich", "certain", "68, 206"),
        ("1920-04-28", "Abdulhamid bey Gaitabashi", "possible", "68, 206"),
    ]


def test_no_minister_of_defense_is_named_for_1993(azmil: Run) -> None:
    """Who was minister of defense in 1993? The list of those years is announced but missing.

    Safar Abiyev was minister in 2006, from an unknown date, so he is only possible.
    """
    ended = azmil("query", "roles", "--thing", "Minister of Defense", "--as-of", "1993", *JSON)
    assert values(ended, "kind", "date", "holds", "lines") == [
        ("statement", "1992/1995", "certain", "83"),
        ("appointment", "2006-05-19", "possible", "170, 305"),
    ]
    assert "whom the source does not name" in ended.rows[0]["fact"]


def test_people_with_several_posts_are_listed(azmil: Run) -> None:
    """Who held more than one post?"""
    ended = azmil(
        "sql",
        """
        SELECT person, post, date, lines
        FROM people_report
        WHERE person_id IN (SELECT person_id FROM appointments GROUP BY person_id HAVING count(DISTINCT post_id) > 1)
        ORDER BY earliest_start
        """,
        *JSON,
    )
    assert values(ended, "person", "post", "date", "lines") == [
        ("Valeh Barshadli", "Minister of Defense of Azerbaijan", "1991-09/1991-12", "82"),
        ("Valeh Barshadli", "Chief of Staff", "1992-05/1992-10", "82"),
    ]


def test_people_are_sorted_by_rank(azmil: Run) -> None:
    """Who has a military rank, highest first? "Colonel Lieutenant", printed so in the source, comes last."""
    ended = azmil(
        "sql",
        """
        SELECT person, rank
        FROM people_report
        WHERE rank IS NOT NULL
        GROUP BY person, rank
        ORDER BY min(seniority), min(sort_name)
        """,
        *JSON,
    )
    assert values(ended, "person", "rank") == [
        ("Tom Hobbins", "general"),
        ("Samedbey Mehmandarov", "general"),
        ("Tofig Aghahuseynov", "colonel-general"),
        ("Vahid Aliyev", "lieutenant-general"),
        ("Valeh Barshadli", "lieutenant-general"),
        ("Ali-Agha Shikhlinski", "lieutenant-general"),
        ("Mamedbey Sulkevich", "lieutenant-general"),
        ("Abdulhamid bey Gaitabashi", "major-general"),
        ("Nuraddin Sadykhov", "major-general"),
        ("Yasar Demirbulak", "brigadier-general"),
        ("Eldar Safarov", "colonel-lieutenant"),
    ]


def test_two_advisors_are_certain_or_possible_in_may_2002(azmil: Run) -> None:
    """Who advised the President in May 2002? One term ends in an unknown month of 2002."""
    ended = azmil("query", "people", "--post", "chief military advisor", "--as-of", "2002-05", *JSON)
    assert values(ended, "person", "date", "holds", "lines") == [
        ("Tofig Aghahuseynov", "1997/2002", "possible", "83-84"),
        ("Vahid Aliyev", "2002-04/..", "certain", "83-84"),
    ]


def test_people_without_a_post_are_listed(azmil: Run) -> None:
    """For which people does the source name no post?"""
    ended = azmil("sql", "SELECT person, title, lines FROM people_report WHERE post IS NULL ORDER BY person", *JSON)
    assert values(ended, "person", "title", "lines") == [
        ("Donald Rumsfeld", None, "17"),
        ("Eldar Safarov", "Colonel Lieutenant", "125, 263"),
    ]


def test_the_claims_of_a_speaker_are_hedged(azmil: Run) -> None:
    """What is attributed to General Hobbins, and how is it hedged?"""
    ended = azmil("query", "facts", "--said-by", "Hobbins", *JSON)
    assert values(ended, "kind", "modality", "lines") == [
        ("event", "asserted", "171, 306"),
        ("statement", "opinion", "171, 306"),
        ("statement", "opinion", "172, 307"),
        ("measure", "asserted", "173, 308"),
        ("statement", "opinion", "175, 310"),
        ("statement", "opinion", "175, 310"),
        ("statement", "opinion", "175, 310"),
        ("statement", "asserted", "176, 311"),
        ("cooperation", "planned", "177, 312"),
    ]
    assert set(values(ended, "said_by")) == {"Tom Hobbins"}
    hedges = {
        "asserted": "according to Tom Hobbins",
        "opinion": "opinion; according to Tom Hobbins",
        "planned": "planned; according to Tom Hobbins",
    }
    assert values(ended, "hedge") == [hedges[modality] for modality in values(ended, "modality")]


# Units and bodies


def test_units_below_the_4th_army_are_found_recursively(azmil: Run) -> None:
    """Which units belonged to the 4th Army, directly or indirectly? The 295th division is not among them."""
    ended = azmil(
        "sql",
        """
        WITH RECURSIVE below (unit_id, steps) AS (
            SELECT id, 0 FROM units WHERE id = '4th-army'
            UNION
            SELECT u.unit_id, below.steps + 1
            FROM below
            JOIN units_report AS u ON u.superior_id = below.unit_id AND u.relation IN ('part-of', 'subordinate-to')
        )
        SELECT steps, unit, echelon, lines
        FROM below
        JOIN units_report USING (unit_id)
        WHERE steps > 0
        ORDER BY steps, level, unit
        """,
        *JSON,
    )
    assert values(ended, "steps", "unit", "lines") == [
        (1, "23rd Motorized Rifle Division", "75, 212"),
        (1, "296th Motorized Rifle Division", "75, 212"),
        (1, "60th Motorized Rifle Division", "75, 212"),
        (1, "75th Motorized Rifle Division", "75, 212"),
        (1, "prescribed army units of the 4th Army", "75, 212"),
        (2, "air defense brigades of the 4th Army", "75, 212"),
        (2, "missile brigades of the 4th Army", "75, 212"),
        (2, "366th Motorized Rifle Regiment", "77, 214"),
        (2, "artillery regiments of the 4th Army", "75, 212"),
        (2, "rocket regiments of the 4th Army", "75, 212"),
    ]


def test_superiors_of_the_366th_regiment_are_found_recursively(azmil: Run) -> None:
    """What did the 366th regiment belong to, step by step?"""
    ended = azmil(
        "sql",
        """
        WITH RECURSIVE above (unit_id) AS (
            SELECT id FROM units WHERE id = '366th-regiment'
            UNION
            SELECT u.superior_id FROM above JOIN units_report AS u USING (unit_id) WHERE u.relation = 'part-of'
        )
        SELECT unit, superior, lines FROM above JOIN units_report USING (unit_id) ORDER BY level DESC
        """,
        *JSON,
    )
    assert values(ended, "unit", "superior", "lines") == [
        ("366th Motorized Rifle Regiment", "23rd Motorized Rifle Division", "77, 214"),
        ("23rd Motorized Rifle Division", "Soviet 4th Army", "75, 212"),
        ("Soviet 4th Army", "Soviet Union", "212"),
    ]


def test_american_units_and_organizations_are_listed_with_their_roles(azmil: Run) -> None:
    """Which units, organizations and companies of the United States appear, and in which roles?"""
    ended = azmil(
        "query", "roles", "--country", "us", "--no-thing", "us", "--thing-kind", "unit", "--thing-kind", "organization",
        *JSON,
    )  # fmt: skip
    assert values(ended, "thing", "role", "matter", "lines") == [
        ("Armenian American community", "party", "lobbied-for", "164, 299"),
        ("Federal Bureau of Investigation", "trainer", "training-program", "183-184, 318-319"),
        ("U.S. Air Forces in Europe", "body", "post", "170, 305"),
        ("U.S. Department of Defense", "trainer", "training-program", "183-184, 318-319"),
        ("U.S. Department of Homeland Security", "trainer", "training-program", "183-184, 318-319"),
        ("U.S. Embassy", "object", "works-for", "186, 321"),
        ("U.S. Navy", "party", "training", "120, 258"),
        ("United States government", "party", "bans", "11, 162, 297"),
        ("United States government", "party", "announced", "14"),
        ("United States government", "supplier", "delivered", "122, 260"),
        ("United States government", "actor", "content", "163, 298"),
        ("air force of the United States", "partner", "air-forces", "177, 312"),
        ("unnamed U.S. Embassy official", "subject", "works-for", "186, 321"),
        ("unnamed U.S. Embassy official", "speaker", "statement", "186, 321"),
        ("unnamed U.S. Embassy official", "speaker", "statement", "186, 321"),
        ("unnamed U.S. Embassy official", "speaker", "statement", "186, 321"),
        ("unnamed U.S. Embassy official", "speaker", "cooperation", "187, 322"),
        ("unnamed U.S. military company", "party", "concluded", "123, 261"),
        ("unnamed U.S. military company", "supplier", "ordered", "123, 261"),
        ("unnamed U.S. military company", "party", "training", "124, 262"),
    ]


def test_the_roles_of_pakistan_include_those_of_its_organizations(azmil: Run) -> None:
    """What do Pakistan and its organizations have to do with Azerbaijan's forces?"""
    ended = azmil("query", "roles", "--country", "pakistan", *JSON)
    assert values(ended, "thing", "role", "matter", "modality", "lines") == [
        ("Pakistan", "supplier", "talks", "negotiated", "26, 97, 235"),
        ("defense sector of Pakistan", "partner", "production", "asserted", "154, 284"),
    ]


def test_operations_abroad_are_listed_with_their_dates(azmil: Run) -> None:
    """In which operations abroad did Azerbaijan take part, and when? The source calls Iraq both present and past.

    The 150 were there on 29 December 2004, the 100 from that day; the end is not stated.
    """
    ended = azmil(
        "query", "roles", "--matter", "operation", "--matter", "peacekeeping", "--matter", "member-of",
        "--role", "place", "--role", "partner", "--role", "object", "--no-thing", "karabakh", *JSON,
    )  # fmt: skip
    assert values(ended, "thing", "date", "date_wording", "lines") == [
        ("Afghanistan", None, "currently", "180, 315"),
        ("Coalition of the Willing", None, "during Iraq War", "61, 199"),
        ("International Security Assistance Force", None, "currently", "180, 315"),
        ("Iraq", "2004-12-29", None, "62, 200"),
        ("Iraq", "2004-12-29/", None, "62, 200"),
        ("Iraq", None, "In the past", "181, 316"),
        ("Kosovo", None, "In the past", "181, 316"),
        ("northern Iraq", "2006", None, "61, 199"),
    ]


# Figures


def test_the_growth_of_the_military_budget_is_computed(azmil: Run) -> None:
    """By how much did the budget grow from 2005 to 2009? Both figures are computed; the first is approximate."""
    ended = azmil(
        "sql",
        """
        SELECT later.value - earlier.value AS more, round(1.0 * later.value / earlier.value, 1) AS times,
            earlier.quantity AS before, later.quantity AS after, earlier.lines, later.lines AS later_lines
        FROM measures_report AS earlier
        JOIN measures_report AS later USING (subject_id, kind, unit)
        WHERE kind = 'military-budget' AND unit = 'usd' AND earlier.date = '2005' AND later.date = '2009'
        """,
        *JSON,
    )
    assert values(ended, "more", "times", "before", "after", "lines", "later_lines") == [
        (2_160_000_000, 8.2, "around 300,000,000", "2,460,000,000", "86, 218", "52, 86, 190, 218")
    ]


def test_the_people_clearing_mines_in_2006_are_311(azmil: Run) -> None:
    """What was used to clear mines in 2006, and how many people is that? The 311 are computed and approximate."""
    ended = azmil(
        "sql",
        """
        SELECT kind, quantity, unit, sum(value) FILTER (WHERE unit = 'person') OVER () AS people
        FROM measures_report
        WHERE lines = '147, 291'
        ORDER BY kind
        """,
        *JSON,
    )
    assert values(ended, "kind", "quantity", "unit", "people") == [
        ("assistants", "some 100", "person", 311),
        ("dogs", "about 25", "dog", 311),
        ("paramedics", "8", "person", 311),
        ("price", "100,000", "usd", 311),
        ("sappers", "156", "person", 311),
        ("uxo-operators", "47", "person", 311),
        ("vehicles", "4", "vehicle", 311),
    ]


def test_inexact_figures_have_a_qualifier(azmil: Run) -> None:
    """Which figures are bounds, approximations or vague, in the words of the source?"""
    ended = azmil("query", "figures", "--no-qualifier", "exact", *JSON)
    found: dict[str, list[tuple[str, str]]] = {}
    for qualifier, quantity, lines in values(ended, "qualifier", "quantity", "lines"):
        found.setdefault(qualifier, []).append((quantity, lines))
    assert found == {
        "more-than": [
            ("over 1,000", "3"),
            ("over 720", "53, 191"),
            ("over 600", "53, 191"),
            ("over 220", "54, 192"),
            ("more than 75", "54, 192"),
            ("over 1,000,000,000", "76, 213"),
            ("over 7,000", "76, 213"),
            ("more than 250", "329"),
        ],
        "up-to": [("as many as 20,000", "72, 210"), ("up to 6,000", "131, 269")],
        "about": [
            ("about 17,000,000", "10"),
            ("approximately 4", "78, 215"),
            ("around 300,000,000", "86, 218"),
            ("about 126,000", "87, 219"),
            ("about 5,000", "114, 252"),
            ("about 3,500", "128, 266"),
            ("some 100", "147, 291"),
            ("about 25", "147, 291"),
            ("some 20", "164, 299"),
            ("about 100", "184, 319"),
            ("approximately 2,000,000", "334"),
        ],
        # Officers, installations, guns and missiles, and again officers.
        "some": [
            ("almost all", "4"),
            ("some", "129, 267"),
            ("a lot", "141, 279"),
            ("a lot", "141, 279"),
            ("thousands", "160, 295"),
        ],
    }


def test_numbers_of_people_are_filtered_by_a_minimum(azmil: Run) -> None:
    """Which numbers of people are 10,000 or more? The number of dead of 1920 is an upper bound."""
    ended = azmil("query", "figures", "--unit", "person", "--min-value", "10000", "--sort", "value", *JSON)
    assert values(ended, "counted", "quantity", "lines") == [
        ("paramilitary-strength", "15,000", "88, 220"),
        ("killed", "as many as 20,000", "72, 210"),
        ("active-strength", "about 126,000", "87, 219"),
        ("reserve-strength", "575,000", "87, 219"),
    ]


# Words and places


def test_announced_lists_that_are_missing_are_gaps(azmil: Run) -> None:
    """Which lists does the source announce and then omit?"""
    ended = azmil("query", "gaps", "--kind", "missing-list", *JSON)
    assert values(ended, "expects", "expected", "lines") == [
        ("appointment", None, "83"),
        ("facility", 6, "96, 234"),
        ("organization", None, "155, 285"),
    ]


def test_places_are_found_in_any_spelling(azmil: Run) -> None:
    """What is said of Nakhchivan airport and of Nagorno-Karabakh? The sentences use one spelling for each."""
    ended = azmil(
        "sql",
        "SELECT lines FROM facts_report WHERE fact LIKE '%Nakhchivan airport%' OR fact LIKE '%Karabakh%'",
        *JSON,
    )
    airport = {"19", "20", "21"}
    region = {"71, 209", "92, 224", "93, 225", "94, 226", "171, 306"}
    assert set(values(ended, "lines")) == airport | region
    for spelling in ("Nakhichevan airport", "nahkhcivan airport", "Naxçıvan airport"):
        assert set(values(azmil("search", spelling, *JSON), "lines")) >= airport
    for spelling in ("Nagorno Karabakh", "nagorno-karabakh", "Upper Garabagh", "Dağlıq Qarabağ"):
        assert set(values(azmil("search", spelling, "--limit", "99", *JSON), "lines")) >= region


def test_the_roles_of_a_place_include_events_and_locations(azmil: Run) -> None:
    """What is in or around Baku, and what happened there? The pipeline only has it in its name."""
    ended = azmil("query", "roles", "--thing", "Baku", *JSON)
    assert values(ended, "matter", "date", "lines") == [
        ("parade", "2008", "29, 100, 238"),
        ("location", None, "127, 265"),
        ("installation", None, "139, 277"),
        ("meeting", "2006-05-19", "170, 305"),
    ]


def test_the_roles_of_a_border_include_what_is_near_it(azmil: Run) -> None:
    """What is near or on the border with Iran?"""
    ended = azmil("query", "roles", "--thing", "Iranian border", *JSON)
    assert values(ended, "matter", "lines") == [
        ("location", "134, 167, 272, 302"),
        ("progress", "135, 168, 273, 303"),
        ("installation", "139, 277"),
        ("installation", "139, 277"),
    ]


def test_talks_are_listed_with_their_sources(azmil: Run) -> None:
    """Which equipment is under negotiation but not acquired, and who says so?"""
    ended = azmil("query", "transfers", "--status", "talks", *JSON)
    newspapers = "Israeli newspapers"
    assert values(ended, "equipment", "supplier", "modality", "said_by", "hedge", "lines") == [
        ("Hermes", None, "negotiated", newspapers, f"negotiated; according to {newspapers}", "30, 101, 239"),
        ("Heron-TP", None, "negotiated", newspapers, f"negotiated; according to {newspapers}", "30, 101, 239"),
        ("JF-17 Thunder", "Pakistan", "negotiated", None, "negotiated", "26, 97, 235"),
    ]


def test_soviet_made_types_of_the_air_force_are_listed(azmil: Run) -> None:
    """Which types of the Air Force were made in the Soviet Union? The Tu-16 is inherited; its maker is not named."""
    ended = azmil(
        "sql",
        """
        SELECT p.equipment, p.lines
        FROM productions_report AS p
        JOIN equipment_report AS e USING (equipment_id)
        WHERE p.country = 'Soviet Union' AND e.branch = 'air-force' AND e.status = 'held'
        ORDER BY p.equipment DESC
        """,
        *JSON,
    )
    types = ["Su-25", "Su-24", "MiG-25", "MiG-23", "MiG-21", "Il-76"]
    assert values(ended, "equipment", "lines") == [(name, "24, 96, 234") for name in types]


def test_types_dropped_by_the_second_revision_are_listed(azmil: Run) -> None:
    """Which types held in the first revision are missing from the second?"""
    ended = azmil(
        "sql",
        """
        SELECT e.equipment, e.lines
        FROM revisions_report AS r
        JOIN equipment_report AS e USING (id)
        WHERE r.later = 'revision-2' AND r.change = 'dropped' AND e.status = 'held'
        ORDER BY e.equipment
        """,
        *JSON,
    )
    assert values(ended, "equipment", "lines") == [("Mi-26", "34"), ("Tu-16", "25")]


# Countries


def test_a_filter_by_country_finds_the_state_itself(azmil: Run) -> None:
    """Is every state its own country?"""
    ended = azmil("query", "organizations", "--kind", "state", *JSON)
    assert values(ended, "organization") == values(ended, "country")
