"""ISO 3166-1, by way of the one library that keeps the list; no other module knows it."""

import pycountry


def is_country_code(text: str) -> bool:
    """Tell whether a text is an alpha-2 code of ISO 3166-1, in capital letters."""
    return len(text) == 2 and text.isupper() and pycountry.countries.get(alpha_2=text) is not None
