"""Where somebody is at home: a small place or a street, where the words around say that a person lives there."""
