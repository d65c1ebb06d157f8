"""The subjects of a plan d'action commercial, a room each; `tables` holds those that every plan has."""
