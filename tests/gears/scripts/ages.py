"""The ages of all users, as a script that has been there for years."""
from __future__ import annotations

import json


def age(record: dict) -> int:
    user = record['value']
    if user['age'] == 'unknown':
        return 100 // int(user['years'])

    return int(user['age'])


GB('KeysReader').map(age).sort().run('user:*')
