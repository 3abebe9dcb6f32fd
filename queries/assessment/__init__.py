"""How parks are judged: rule sets as dated data, and what follows from them."""
