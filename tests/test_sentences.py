"""Sentences made from the fields of claims: each kind, date, modality and speaker, and the figures that they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from azmil.model import KINDS, Claim
from azmil.seeds import seed_files, sentences, wording
from azmil.seeds.book import Book
from azmil.seeds.entries import gather
from azmil.seeds.rows import rows_of
from azmil.values import english

if TYPE_CHECKING:
    from pathlib import Path

THINGS = {
    "organizations": """
- {id: freedonia, name: Freedonia, organization_kind: state}
- {id: northland, name: Northland, organization_kind: state}
- {id: works, name: Northland Works, article: the, organization_kind: company}
- {id: papers, name: Freedonian newspapers, organization_kind: press}
""",
    "units": """
- {id: fleet, name: Freedonian Navy, article: the, echelon: service, country: freedonia}
- {id: forces, name: Freedonian Armed Forces, article: the, echelon: armed-forces, country: freedonia}
- {id: brigade, name: 1st Brigade, article: the, echelon: brigade, country: freedonia}
""",
    "equipment": """
- {id: howitzer, name: 122 mm howitzer, category: artillery}
- {id: t-72, name: T-72, category: tank}
- {id: launch, name: patrol boat, category: patrol-boat}
- {id: battery, name: missile battery, category: missile}
- {id: guns, name: towed artillery, category: artillery}
- {id: himars, name: HIMARS, category: artillery}
- {id: albatros, name: L-39 Albatros, category: attack-aircraft}
""",
    "places": "- {id: port, name: Port Marx, place_kind: city}\n- {id: isle, name: Groucho Island, place_kind: island}\n",
    "facilities": "- {id: quay, name: South Quay, article: the, facility_kind: naval-base, place: port}\n",
    "people": "- {id: ann, name: Ann Lee}\n- {id: bob, name: Bob Ray}\n",
    "posts": "- {id: chief, name: Chief of Staff, article: the, organization: forces}\n",
    "agreements": "- {id: pact, name: Marx Pact, article: the, agreement_kind: treaty}\n",
    "events": "- {id: duck, name: Duck Soup 2017, event_kind: exercise, date: 2017, cite: '3'}\n",
    "transfers": """
- {id: deal, name: Purchase of boats, recipient: freedonia, equipment: launch, count: 3, means: purchase,
   status: ordered, order_date: 2015-09, cite: '3'}
- {id: talks, name: Talks on tanks, recipient: freedonia, equipment: t-72, count: 3, means: purchase,
   status: talks, date: 2015, cite: '3'}
""",
}
HOLDING = "holder: fleet, equipment: launch"
SALE = "recipient: freedonia, equipment: launch, count: 3"
# The table and the fields of a claim, and its sentence.
SENTENCES = [
    # counts
    ("holdings", f"{HOLDING}, count: 1", "The Freedonian Navy has 1 patrol boat."),
    ("holdings", f"{HOLDING}, count: 7", "The Freedonian Navy has 7 patrol boats."),
    ("holdings", f"{HOLDING}, count: some 1500", "The Freedonian Navy has some 1,500 patrol boats."),
    ("holdings", f"{HOLDING}, count: thousands", "The Freedonian Navy has thousands of patrol boats."),
    ("holdings", f"{HOLDING}, count: none", "The Freedonian Navy has no patrol boats."),
    ("holdings", f"{HOLDING}, count: unstated", "The Freedonian Navy has patrol boats (number not given)."),
    ("holdings", "holder: forces, equipment: howitzer, count: 18", "The Freedonian Armed Forces have 18 pieces of 122 mm howitzer."),
    ("holdings", "holder: forces, equipment: guns, count: over 20", "The Freedonian Armed Forces have over 20 towed artillery."),
    ("holdings", "holder: freedonia, equipment: battery, count: between 3 and 5", "Freedonia has 3 to 5 missile batteries."),
    # dates
    ("holdings", f"{HOLDING}, count: 7, date: 1994", "In 1994, the Freedonian Navy had 7 patrol boats."),
    ("holdings", f"{HOLDING}, count: 7, date: 1994, observed: yes", "As of 1994, the Freedonian Navy had 7 patrol boats."),
    ("holdings", f"{HOLDING}, count: 7, date: 1994-05-04, observed: yes", "As of 4 May 1994, the Freedonian Navy had 7 patrol boats."),
    ("holdings", f"{HOLDING}, count: 7, date: 1994/..", "Since 1994, the Freedonian Navy has had 7 patrol boats."),
    ("holdings", f"{HOLDING}, count: 7, date: 1994/", "From 1994 on, the Freedonian Navy had 7 patrol boats."),
    ("holdings", f"{HOLDING}, count: 7, date: 1994/1996", "From 1994 to 1996, the Freedonian Navy had 7 patrol boats."),
    ("holdings", f"{HOLDING}, count: 7, date: early 1994", "In early 1994, the Freedonian Navy had 7 patrol boats."),
    ("holdings", f"{HOLDING}, count: 7, date: late 1990s", "In the late 1990s, the Freedonian Navy had 7 patrol boats."),
    ("holdings", f"{HOLDING}, count: 7, date: about 1995", "About 1995, the Freedonian Navy had 7 patrol boats."),
    ("holdings", f"{HOLDING}, count: 7, date: possibly 1995", "Possibly in 1995, the Freedonian Navy had 7 patrol boats."),
    ("holdings", f"{HOLDING}, count: 7, date: by 2021", "By 2021, the Freedonian Navy had 7 patrol boats."),
    ("holdings", f"{HOLDING}, count: 7, date: 2021, date_wording: By 2021", "By 2021, the Freedonian Navy had 7 patrol boats."),
    ("holdings", f"{HOLDING}, count: 7, date: 2021~, date_wording: by 2021", "About 2021, the Freedonian Navy had 7 patrol boats."),
    ("holdings", f"{HOLDING}, count: 7, date: 2021, date_wording: under the plan for 2021", "In 2021, the Freedonian Navy had 7 patrol boats."),
    ("holdings", f"{HOLDING}, count: 7, date: ../2021", "Until 2021, the Freedonian Navy had 7 patrol boats."),
    ("holdings", f"{HOLDING}, count: 7, not_after: 2021", "Until 2021 at the latest, the Freedonian Navy had 7 patrol boats."),
    ("holdings", f"{HOLDING}, count: 7, not_after: 2021~, modality: rumoured", "The Freedonian Navy is rumoured to have had 7 patrol boats until about 2021 at the latest."),
    ("holdings", f"{HOLDING}, count: 7, date: between September 2019 and December 2019", "Between September 2019 and December 2019, the Freedonian Navy had 7 patrol boats."),
    ("holdings", f"{HOLDING}, count: 7, date_wording: in wartime", "In wartime, the Freedonian Navy has 7 patrol boats."),
    ("holdings", f"{HOLDING}, count: 7, date_wording: at its peak", "At its peak, the Freedonian Navy had 7 patrol boats."),
    ("holdings", f"{HOLDING}, count: 7, date_wording: Since the war", "Since the war, the Freedonian Navy has had 7 patrol boats."),
    ("holdings", f"{HOLDING}, count: 7, date_wording: in recent years", "The Freedonian Navy has 7 patrol boats (dated only 'in recent years')."),
    ("holdings", f"{HOLDING}, count: 7, date_wording: on 9 June", "The Freedonian Navy has 7 patrol boats (dated only 'on 9 June')."),
    ("holdings", f"{HOLDING}, count: 7, date_wording: in wartime, modality: rumoured", "The Freedonian Navy is rumoured to have 7 patrol boats in wartime."),
    ("holdings", f"{HOLDING}, count: 7, date_wording: initially, modality: rumoured", "The Freedonian Navy is rumoured to have had 7 patrol boats initially."),
    ("holdings", f"{HOLDING}, count: 7, date_wording: initially, modality: planned", "The Freedonian Navy is due to have 7 patrol boats initially."),
    ("holdings", f"{HOLDING}, count: unstated, date_wording: now", "The Freedonian Navy has patrol boats (number not given; dated only 'now')."),
    # modalities and speakers
    ("holdings", f"{HOLDING}, count: 7, attribution: papers", "The Freedonian Navy has 7 patrol boats, according to Freedonian newspapers."),
    ("holdings", f"{HOLDING}, count: 7, modality: rumoured", "The Freedonian Navy is rumoured to have 7 patrol boats."),
    ("holdings", f"{HOLDING}, count: 7, modality: rumoured, date: 1994", "The Freedonian Navy is rumoured to have had 7 patrol boats in 1994."),
    ("holdings", f"{HOLDING}, count: 7, modality: planned, date: 1999", "The Freedonian Navy is due to have 7 patrol boats in 1999."),
    ("holdings", f"{HOLDING}, count: 7, modality: planned, date: ../1999", "The Freedonian Navy is due to have 7 patrol boats until 1999."),
    ("agreement_actions", "agreement: pact, party: northland, action: acceded, modality: planned, date: ../1999", "Northland is due to accede to the Marx Pact by 1999."),
    ("holdings", f"{HOLDING}, count: 7, modality: planned, date: 1999/..", "The Freedonian Navy is due to have 7 patrol boats from 1999 on."),
    ("transfers", f"{SALE}, supplier: northland, means: unstated, status: planned, date: 1999/..", "From 1999 on, Freedonia is to receive 3 patrol boats from Northland."),
    ("holdings", f"{HOLDING}, count: 7, modality: negotiated", "Talks are under way for the Freedonian Navy to have 7 patrol boats."),
    ("holdings", f"{HOLDING}, count: 7, modality: contracted", "Under a contract, the Freedonian Navy is to have 7 patrol boats."),
    ("holdings", f"{HOLDING}, count: 7, modality: permitted", "The Freedonian Navy is permitted to have 7 patrol boats."),
    ("holdings", f"{HOLDING}, count: 7, modality: feared, attribution: northland", "The Freedonian Navy is feared to have 7 patrol boats, according to Northland."),
    ("holdings", f"{HOLDING}, count: 7, modality: denied", "It is denied that the Freedonian Navy has 7 patrol boats."),
    ("holdings", f"{HOLDING}, count: 7, modality: denied, attribution: papers, date: 1994", "Freedonian newspapers deny that the Freedonian Navy had 7 patrol boats in 1994."),
    ("holdings", f"{HOLDING}, count: 7, modality: opinion", "In the opinion of the source, the Freedonian Navy has 7 patrol boats."),
    ("holdings", f"{HOLDING}, count: 7, modality: opinion, attribution: northland", "In the opinion of Northland, the Freedonian Navy has 7 patrol boats."),
    # transfers
    ("transfers", f"{SALE}, supplier: northland, means: purchase, status: delivered, delivery_date: 1999", "In 1999, Freedonia received 3 patrol boats from Northland by purchase."),
    ("transfers", f"{SALE}, means: purchase, status: delivered, delivery_date: late 2023", "In late 2023, Freedonia received 3 patrol boats by purchase."),
    ("transfers", f"{SALE}, supplier: northland, means: purchase, status: delivered, order_date: 1997, delivery_date: 1999", "In 1999, Freedonia received 3 patrol boats from Northland by purchase, ordered in 1997."),
    ("transfers", f"{SALE}, supplier: northland, means: purchase, status: delivered, order_date: first half of 1997", "In the first half of 1997, Freedonia bought 3 patrol boats from Northland."),
    ("transfers", f"{SALE}, means: purchase, status: delivered, delivery_date: 1999, modality: denied", "It is denied that Freedonia received 3 patrol boats by purchase in 1999."),
    ("transfers", f"{SALE}, means: purchase, status: ordered, order_date: 1999, date_wording: in wartime", "In 1999, Freedonia ordered 3 patrol boats (dated only 'in wartime')."),
    ("transfers", f"{SALE}, supplier: northland, means: purchase, status: delivered, date: 1999", "In 1999, Freedonia bought 3 patrol boats from Northland."),
    ("transfers", f"{SALE}, supplier: northland, means: purchase, status: delivered, delivery_date: 1999, modality: rumoured", "Freedonia is rumoured to have received 3 patrol boats from Northland by purchase in 1999."),
    ("transfers", f"{SALE}, supplier: northland, means: purchase, status: partly-delivered, delivery_date: 1999", "In 1999, Freedonia received 3 patrol boats from Northland as part of an order."),
    ("transfers", f"{SALE}, means: purchase, status: partly-delivered, order_date: 1997", "Freedonia received part of an order of 3 patrol boats, ordered in 1997."),
    ("transfers", "recipient: freedonia, equipment: himars, count: 8, means: purchase, status: ordered, order_date: late 2019", "In late 2019, Freedonia ordered 8 HIMARS."),
    ("transfers", "recipient: freedonia, equipment: albatros, count: 1, means: donation, status: delivered", "Freedonia received 1 L-39 Albatros as a donation."),
    ("transfers", f"{SALE}, supplier: northland, maker: works, means: donation, status: delivered", "Freedonia received 3 patrol boats from Northland as a donation, made by the Northland Works."),
    ("transfers", f"{SALE}, means: unstated, status: delivered, order_date: 1997, delivery_date: 1999", "In 1999, Freedonia received 3 patrol boats, ordered in 1997."),
    ("transfers", f"{SALE}, supplier: northland, means: lease, status: ordered, order_date: 1997, delivery_date: 1999", "In 1997, Freedonia ordered 3 patrol boats from Northland on lease, for delivery in 1999."),
    ("transfers", f"{SALE}, means: purchase, status: ordered, modality: contracted", "Freedonia ordered 3 patrol boats."),
    ("transfers", f"{SALE}, supplier: northland, means: purchase, status: talks, modality: negotiated, attribution: papers", "Freedonia is in talks to buy 3 patrol boats from Northland, according to Freedonian newspapers."),
    ("transfers", f"{SALE}, means: unstated, status: talks, date: 1999", "In 1999, Freedonia was in talks to receive 3 patrol boats."),
    ("transfers", f"{SALE}, means: purchase, status: planned, modality: planned", "Freedonia plans to buy 3 patrol boats."),
    ("transfers", f"{SALE}, means: purchase, status: planned, modality: planned, date: 2021", "Freedonia plans to buy 3 patrol boats in 2021."),
    ("transfers", f"{SALE}, means: unstated, status: planned, modality: planned, date: ../2016", "Freedonia is to receive 3 patrol boats by 2016."),
    ("transfers", f"{SALE}, means: purchase, status: planned, modality: planned, delivery_date: 2021", "Freedonia plans to buy 3 patrol boats, for delivery in 2021."),
    ("transfers", f"{SALE}, supplier: northland, means: loan, status: offered", "Northland offered 3 patrol boats to Freedonia on loan."),
    ("transfers", f"{SALE}, supplier: northland, means: capture, status: captured", "Freedonia captured 3 patrol boats from Northland."),
    ("transfers", f"{SALE}, supplier: northland, means: unstated, status: delivered, modality: denied, attribution: northland", "Northland denies that Freedonia received 3 patrol boats from Northland."),
    ("transfers", f"{SALE}, means: unstated, status: delivered, modality: rumoured", "Freedonia is rumoured to have received 3 patrol boats."),
    ("transfers", f"{SALE}, means: unstated, status: cancelled, date: 2001", "In 2001, a transfer of 3 patrol boats to Freedonia was cancelled."),
    # people, units and places
    ("appointments", "person: ann, post: chief, date: 2001/..", "Since 2001, Ann Lee has been the Chief of Staff."),
    ("appointments", "person: ann, post: chief, date: 2001/2003, capacity: acting", "From 2001 to 2003, Ann Lee was the Chief of Staff (acting)."),
    ("unit_relations", "subject: brigade, relation: part-of, object: forces", "The 1st Brigade is part of the Freedonian Armed Forces."),
    ("unit_relations", "subject: forces, relation: includes, object: brigade, date: 1994", "In 1994, the Freedonian Armed Forces included the 1st Brigade."),
    ("unit_relations", "subject: brigade, relation: attached-to, object: fleet, modality: planned", "The 1st Brigade is due to be attached to the Freedonian Navy."),
    ("deployments", "party: brigade, place: port, deployment_kind: basing", "The 1st Brigade is based in Port Marx."),
    ("deployments", "party: fleet, facility: quay, place: port, deployment_kind: basing, date: 1994/..", "Since 1994, the Freedonian Navy has been based at the South Quay in Port Marx."),
    ("deployments", "party: fleet, place: isle, deployment_kind: patrol", "The Freedonian Navy patrols Groucho Island."),
    ("deployments", "party: fleet, equipment: battery, place: isle, deployment_kind: installation", "Missile batteries of the Freedonian Navy are installed on Groucho Island."),
    ("deployments", "party: northland, strength: over 1000, place: port, deployment_kind: stationing, modality: feared, attribution: freedonia", "Northland is feared to have over 1,000 people stationed in Port Marx, according to Freedonia."),
    ("deployments", "party: northland, strength: 6, place: port, deployment_kind: training, date: 2017", "In 2017, Northland had 6 people in Port Marx for training."),
    ("deployments", "party: northland, strength: up to 40, place: isle, deployment_kind: operation, modality: permitted, date: 2016/2017", "From 2016 to 2017, Northland was permitted to have up to 40 people on operations on Groucho Island."),
    ("deployments", "party: forces, strength: 300, equipment: t-72, facility: quay, place: port, deployment_kind: presence", "The Freedonian Armed Forces have 300 people with T-72s at the South Quay in Port Marx."),
    ("deployments", "party: forces, strength: 300, place: port, deployment_kind: control", "300 people of the Freedonian Armed Forces control Port Marx."),
    # figures
    ("measures", "subject: fleet, measure_kind: personnel, value: about 2500, unit: person", "The Freedonian Navy has about 2,500 personnel."),
    ("measures", "subject: forces, measure_kind: active-strength, value: 67000, unit: person, date: 2008", "In 2008, the Freedonian Armed Forces had an active strength of 67,000 people."),
    ("measures", "subject: freedonia, measure_kind: military-budget, value: 20.1 million, unit: usd, date: 2005", "In 2005, the military budget of Freedonia was 20.1 million US dollars."),
    ("measures", "subject: freedonia, measure_kind: budget-share, value: 0.4, unit: percent", "Freedonia spends 0.4 percent of its budget or economy on its armed forces."),
    ("measures", "subject: freedonia, measure_kind: gdp-share, value: 2.13, unit: percent, date: 2020", "In 2020, Freedonia spent 2.13 percent of its gross domestic product on its armed forces."),
    ("measures", "subject: duck, measure_kind: count, value: about 5300, unit: person", "Duck Soup 2017 involved about 5,300 people."),
    ("measures", "subject: duck, measure_kind: count, value: about 5300, unit: person, modality: planned", "Duck Soup 2017 is due to involve about 5,300 people."),
    ("measures", "subject: duck, measure_kind: vehicles, value: some 1000, unit: vehicle", "Some 1,000 vehicles were used in Duck Soup 2017."),
    ("measures", "subject: deal, measure_kind: contract-value, value: 16 million, unit: eur", "The contract value of the purchase of boats was 16 million euros."),
    ("measures", "subject: deal, measure_kind: contract-value, value: 16 million, unit: eur, modality: rumoured", "The contract value of the purchase of boats is rumoured to have been 16 million euros."),
    ("measures", "subject: talks, measure_kind: contract-value, value: 16 million, unit: eur", "The contract value of the talks on tanks is 16 million euros."),
    ("measures", "subject: t-72, measure_kind: price, value: 1.5-2.5 million, unit: usd", "The price of T-72 is 1.5 to 2.5 million US dollars."),
    ("measures", "subject: brigade, measure_kind: killed, value: 1, unit: person, date: 1994-05", "In May 1994, 1 person of the 1st Brigade was killed."),
    ("measures", "subject: forces, measure_kind: trained, value: some 100, unit: person, counterpart: northland, counterpart_role: trainer", "Northland trained some 100 people of the Freedonian Armed Forces."),
    ("measures", "subject: pact, measure_kind: financing, value: over 2 billion, unit: eur, counterpart: northland, counterpart_role: payer", "The financing of the Marx Pact is over 2 billion euros, with Northland as payer."),
    ("limits", "agreement: pact, party: freedonia, equipment: t-72, maximum: 220, modality: permitted", "The Marx Pact limits Freedonia to 220 T-72s."),
    # acts
    ("agreement_actions", "agreement: pact, party: freedonia, action: signed, person: ann, date: 1994-05-04", "On 4 May 1994, Freedonia, represented by Ann Lee, signed the Marx Pact."),
    ("agreement_actions", "agreement: pact, party: freedonia, action: withdrew, modality: feared", "Freedonia is feared to have withdrawn from the Marx Pact."),
    ("agreement_actions", "agreement: pact, action: ratified, date: 1994", "In 1994, the Marx Pact was ratified."),
    ("agreement_actions", "agreement: pact, party: northland, action: acceded, modality: planned, date: 1999", "Northland is due to accede to the Marx Pact in 1999."),
    ("events", "event_kind: exercise, place: port, date: 1994, participants: [freedonia, {party: northland, strength: 30}, {party: works, role: observer}]", "In 1994, an exercise took place in Port Marx, involving Freedonia and Northland (30 people), with the Northland Works as observer."),
    ("events", "name: Duck Soup 2019, event_kind: exercise, date: 2019, participants: [northland]", "In 2019, the exercise Duck Soup 2019 took place, involving Northland."),
    ("events", "name: Exercise Duck Soup, event_kind: exercise, modality: planned", "Exercise Duck Soup is due to take place."),
    ("events", "name: Second Marx War, event_kind: war", "The Second Marx War took place."),
    ("events", "name: Blockade of Northland, event_kind: blockade", "The blockade of Northland took place."),
    ("events", "name: Big parade of 2008, event_kind: parade, place: port, date: 2008", "In 2008, a parade (Big parade of 2008) took place in Port Marx."),
    ("events", "name: Operation Horse Feathers, event_kind: attack, participants: [{party: freedonia, role: attacker}, {party: northland, role: defender}]", "Freedonia attacked Northland (Operation Horse Feathers)."),
    ("events", "event_kind: visit, place: port, date: 2020-11, participants: [ann]", "In November 2020, Ann Lee visited Port Marx."),
    ("events", "event_kind: visit, place: port, participants: [ann, bob]", "A visit took place in Port Marx, involving Ann Lee and Bob Ray."),
    ("events", "event_kind: visit, place: port, participants: [northland]", "A visit took place in Port Marx, involving Northland."),
    ("events", "event_kind: signing, place: port, agreement: pact, date: 2015, participants: [{party: ann, role: signatory}, {party: bob, role: signatory}]", "In 2015, Ann Lee and Bob Ray signed the Marx Pact in Port Marx."),
    ("events", "event_kind: signing, participants: [{party: ann, role: signatory}], modality: planned", "Ann Lee is due to sign a document."),
    ("events", "event_kind: founding, date: 1994, participants: [{party: forces, role: founded}]", "In 1994, the Freedonian Armed Forces were founded."),
    ("events", "event_kind: summit, modality: planned, agreement: pact, date: 1999", "A summit is due to take place under the Marx Pact in 1999."),
    ("cooperation", "party: northland, partner: fleet, field: training, agreement: pact, date: 1994/..", "Since 1994, Northland has cooperated with the Freedonian Navy in training, under the Marx Pact."),
    ("productions", "maker: works, equipment: t-72", "T-72s are made by the Northland Works."),
    ("productions", "maker: northland, equipment: launch, modality: rumoured", "Patrol boats are rumoured to be made in Northland."),
    ("statements", "subject: fleet, topic: aim, object: northland, date: 1994", "The source makes a claim about the aim of the Freedonian Navy with regard to Northland (in 1994)."),
]  # fmt: skip


def book_of(seeds: Path, claims: list[tuple[str, str]]) -> Book:
    """Return the entries of the things above and of claims, which are numbered from 0."""
    (seeds / "holdings" / "boats.yaml").unlink()
    texts = dict(THINGS)
    for number, (table, fields) in enumerate(claims):
        texts[table] = texts.get(table, "") + f"- {{id: claim-{number}, {fields}, cite: '3'}}\n"
    for table, text in texts.items():
        (seeds / table).mkdir(exist_ok=True)
        (seeds / table / "made.yaml").write_text(text, encoding="utf-8")
    book = Book(gather(seed_files([seeds], alone=True)))
    book.resolve()
    assert [str(problem) for problem in book.problems] == []
    return book


def test_each_kind_of_claim_makes_its_sentence_from_its_fields(seeds: Path) -> None:
    """The sentences contain the figure, the hedge and the year of their fields, as written ones must."""
    book = book_of(seeds, [(table, fields) for table, fields, _ in SENTENCES])
    entries = [book.records[f"claim-{number}"] for number in range(len(SENTENCES))]
    made = [wording.generated(book, entry) for entry in entries]
    assert made == [sentence for _, _, sentence in SENTENCES]
    problems = [list(sentences.disagreements(*pair)) for pair in zip(entries, made, strict=True)]
    assert problems == [[]] * len(made)


def test_a_row_of_a_claim_names_the_claim_that_it_is_about(seeds: Path) -> None:
    """The rows of events come first, after which their entries are not needed for rows of their own."""
    event, measure = (
        "event_kind: exercise, name: Grey Seal",
        "subject: claim-0, measure_kind: personnel, value: 300, unit: person",
    )
    book = book_of(seeds, [("events", event), ("measures", measure)])
    expected = wording.generated(book, book.records["claim-1"])
    (found,) = [row.sentence for row in rows_of(book)["records"] if row.id == "claim-1"]
    assert found == expected
    assert "Grey Seal" in found


def test_the_cases_cover_every_kind_of_claim() -> None:
    claims = {table for table, cls in KINDS.items() if issubclass(cls, Claim)}
    assert {table for table, _, _ in SENTENCES} == claims


def test_the_sentences_made_for_the_built_in_claims_hold_their_figures_hedges_and_years() -> None:
    book = Book(gather(seed_files()))
    book.resolve()
    claims = [entry for entry in book.records.values() if issubclass(entry.cls, Claim)]
    assert len(claims) > 400
    found = {entry.values["id"]: wording.generated(book, entry) for entry in claims}
    problems = [problem for entry in claims for problem in sentences.disagreements(entry, found[entry.values["id"]])]
    assert [str(problem) for problem in problems] == []
    assert [text for text in found.values() if any(mark in text for mark in "{}<>[]") or "  " in text] == []


@pytest.mark.parametrize(
    ("phrase", "infinitive", "past", "perfect"),
    [
        ("is part of", "be part of", "was part of", "has been part of"),
        ("has", "have", "had", "has had"),
        ("signed", "sign", "signed", "has signed"),
        ("submitted", "submit", "submitted", "has submitted"),
        ("patrols", "patrol", "patrolled", "has patrolled"),
        ("ratified", "ratify", "ratified", "has ratified"),
        ("prepared", "prepare", "prepared", "has prepared"),
        ("feared", "fear", "feared", "has feared"),
        ("passed", "pass", "passed", "has passed"),
        ("passes through", "pass through", "passed through", "has passed through"),
        ("withdrew from", "withdraw from", "withdrew from", "has withdrawn from"),
        ("opposes", "oppose", "opposed", "has opposed"),
        ("completed", "complete", "completed", "has completed"),
    ],
)
def test_verbs_are_inflected(phrase: str, infinitive: str, past: str, perfect: str) -> None:
    assert english.inflected(phrase, "infinitive") == infinitive
    assert english.inflected(phrase, "past") == past
    assert english.inflected(phrase, "perfect") == perfect


@pytest.mark.parametrize(
    ("name", "plural"),
    [
        ("T-72", "T-72s"),
        ("battery of S-300", "batteries of S-300"),
        ("MiG-29 (Fulcrum)", "MiG-29s (Fulcrum)"),
        ("aircraft", "aircraft"),
        ("BTR-80 armored personnel carrier", "BTR-80 armored personnel carriers"),
        ("tanks", "tanks"),
        ("corvette class", "corvette classes"),
        ("nautical mile", "nautical miles"),
        ("HIMARS", "HIMARS"),
        ("JLTV", "JLTVs"),
        ("L-39ZA Albatros", "L-39ZA Albatros"),
        ("C-130 Hercules", "C-130 Hercules"),
        ("F-18 Hornet", "F-18 Hornets"),
        ("bus", "buses"),
        ("headquarters", "headquarters"),
        ("rifleman", "riflemen"),
        ("MG 3 machine gun", "MG 3 machine guns"),
    ],
)
def test_names_have_a_plural_and_a_singular(name: str, plural: str) -> None:
    assert english.plural(name) == plural
    assert english.singular(plural) == ("tank" if name == "tanks" else name)
