"""Whether a description that names a nation, such as “the Indian company”, fits an entity of the register."""

from graph.extract.lexicon import Lexicon
from graph.extract.scene import Scene

_NATIONS = {
    "Chinese": "country/china", "Indian": "country/india", "Russian": "country/russia", "Indonesian": "country/indonesia",
    "American": "country/united-states", "US": "country/united-states", "U.S.": "country/united-states", "Vietnamese": "country/vietnam",
    "Singaporean": "country/singapore", "Korean": "country/south-korea", "Japanese": "country/japan", "Brazilian": "country/brazil",
}  # fmt: skip


def is_company(lexicon: Lexicon, entity: str) -> bool:
    """Tell whether an entity is a company, or a market that goes by the name of its company."""
    if lexicon.is_a(entity, "OnlineMarket"):
        return f"company/{entity.rpartition('/')[2]}" in lexicon.entities
    return lexicon.is_a(entity, "Company")


def fits(scene: Scene, entity: str, words: str) -> bool:
    """Tell whether an entity is of the nation that a description names, as far as the register tells."""
    nation = next((country for word, country in _NATIONS.items() if f" {word} " in words), "")
    return not nation or scene.lexicon.entities[entity].country == nation
