//! What the gears of the module beside it use.

use redis_gears::{gear, prelude::*};
use serde::{Deserialize, Serialize};

pub(super) type Scores = BTreeMap<String, i64>;

#[gear]
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct User {
    pub name: String,
    pub nick: Option<String>,
    pub scores: Scores,
    pub home: Address,
}

#[gear]
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Address {
    pub city: String,
    pub lines: Vec<String>,
}

/// From and to.
#[gear]
#[derive(Clone, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
pub(super) struct Span(pub(super) i64, pub(super) Option<String>);

#[gear]
impl Span {
    pub(super) fn wider(&self, by: i64) -> Self {
        Self(self.0 + by, self.1.clone())
    }
}

#[gear]
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Rank {
    Guest,
    Member { since: u16, badges: Vec<String> },
    Staff(Option<String>),
}

pub(super) const LIMITS: [i64; 2] = [3, 5];

#[gear]
impl User {
    pub(super) fn initial(&self) -> Option<char> {
        self.name.chars().next()
    }

    pub(super) fn best(&self) -> Option<(String, i64)> {
        self.scores.iter().max_by_key(|(_, score)| **score).map(|(name, score)| (name.clone(), *score))
    }
}

#[gear]
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ')
}

#[gear]
pub(super) fn rank(user: &User) -> Rank {
    match user.scores.len() {
        0 => Rank::Guest,
        1 | 2 => Rank::Staff(user.nick.clone()),
        _ => Rank::Member { since: 2019, badges: user.home.lines.clone() },
    }
}

#[gear]
pub(super) fn parsed(text: &str) -> Result<i64, String> {
    text.parse::<i64>().map_err(|_| format!("{text} is no number"))
}

#[gear]
pub(super) fn above(limit: i64) -> impl Fn(i64) -> bool {
    move |score| score > limit
}

#[gear]
pub(super) fn users() -> Open<Keys, User> {
    KeysReader::<User>("user:*").map(|r| r.value)
}
