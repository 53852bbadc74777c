"""The names of the invented boards, and who sits on them."""

from __future__ import annotations

STRATEGIC, PLACE, PROGRAMME = (
    "Strategic Partnership Board",
    "People and Place Board",
    "Programme Board",
)
PREVENTION, GROUP = "Prevention Board", "Development Group"
PANEL, FORUM = "Community Advisory Panel", "Joint Forum with the Health and Wellbeing Boards"
SEATS = {
    STRATEGIC: (
        ("commissioner", "Rosalind Marsh", "Commissioner"),
        ("police", "Tobias Wren", "Chief constable"),
        ("city", "Una Fairlie", "Chief executive"),
        ("county", "Dev Marlowe", "Director"),
        ("icb", "Vikram Stone", "Chief executive"),
    ),
    PROGRAMME: (
        ("commissioner", "Rosalind Marsh", "Commissioner"),
        ("police", "Tobias Wren", "Chief constable"),
        ("city", "Una Fairlie", "Chief executive"),
        ("county", "Dev Marlowe", "Director"),
        ("rural", "Wilf Harker", "Director of children's services"),
        ("icb", "Vikram Stone", "Chief executive"),
        ("ohid", "Xanthe Brook", "Regional lead"),
        ("youth-justice", "Yusuf Lorne", "Head of service"),
        ("hospital", "Edie Rowan", "Consultant in emergency medicine"),
    ),
    PREVENTION: (
        ("commissioner", "Petra Nolan", "Chief executive"),
        ("public-health", "Jonah Reed", "Director of public health"),
        ("city-public-health", "Kit Fenwick", "Director of public health"),
        ("city", "Orla Penn", "Director of adult social care"),
        ("county", "Dev Marlowe", "Director of adult social care"),
        ("rural", "Wilf Harker", "Director of people"),
        ("police", "Zara Quint", "Strategic lead for prevention"),
        ("districts", "Bea Thorpe", "Strategic lead for community safety"),
        ("ohid", "Xanthe Brook", "Regional lead"),
        ("icb", "Vikram Stone", "Chief executive"),
        ("hospital", "Edie Rowan", "Consultant in emergency medicine"),
        ("mental-health", "Cyrus Vane", "Medical director"),
        ("ambulance", "Farid Ashby", "Head of information"),
        ("probation", "Della Croft", "Strategic lead for community safety"),
        ("voluntary", "Ewan Sparrow", "Chief officer"),
        ("university", "Fern Aldous", "Professor of criminology"),
        ("residents", "Hari Sedge", "Community leader"),
    ),
    GROUP: (
        ("police", "Zara Quint", "Champion"),
        ("city", "Gwen Hollis", "Champion"),
        ("voluntary", "Ewan Sparrow", "Champion"),
        ("schools", "Gil Hartwell", "Champion"),
    ),
    PANEL: (
        ("residents", "Hari Sedge", "Member"),
        ("residents", "Ivy Dunmore", "Member"),
        ("voluntary", "Ewan Sparrow", "Member"),
    ),
    FORUM: (
        ("commissioner", "Rosalind Marsh", "Commissioner"),
        ("icb", "Vikram Stone", "Chief executive"),
        ("public-health", "Jonah Reed", "Director of public health"),
    ),
}
"""Who sits where; the first of each chairs. The fire service's seat and the schools' stay vacant."""
