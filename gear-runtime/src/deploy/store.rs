//! What an app remembers on the server: the programs of its gears, now and before.
//!
//! It is a hash with the fields `current` and `previous` (JSON: gear to hash), `pending` while something is under way, and
//! `program:HASH` (JSON) for each program in them.

use std::collections::{BTreeMap, HashMap};

use redis::{Value as Reply, cmd};

use super::entry::{Entry, Program};
use crate::Result;
use crate::client::{Request, Transport, text, unexpected};

/// The key of an app; that of its lock is in the same slot.
pub(super) fn key(app: &str) -> String {
    format!("{{redis-gears:{app}}}")
}

/// What is done to an app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    Apply,
    RollBack,
}

const ROLL_BACK: &str = "rollback";

/// Remembers that all is done, in one step: half of it would send a rollback that is repeated to the wrong side.
const FINISH: &str = "redis.call('HSET', KEYS[1], 'previous', ARGV[1], 'current', ARGV[2]) \
                      for index = 3, #ARGV do redis.call('HDEL', KEYS[1], ARGV[index]) end \
                      return redis.call('HDEL', KEYS[1], 'pending')";

/// The gears of a version: names and hashes.
pub(super) type Version = BTreeMap<String, String>;

/// What is remembered.
#[derive(Debug, Default)]
pub(super) struct Store {
    pub(super) current: Version,
    pub(super) previous: Version,
    /// What began and did not end.
    pub(super) pending: Option<Goal>,
    programs: HashMap<String, Program>,
}

impl Store {
    pub(super) async fn read(server: &mut impl Transport, app: &str) -> Result<Self> {
        let mut all = cmd("HGETALL");
        all.arg(key(app));
        server.ask(&Request::plain(all, Self::parse)).await
    }

    fn parse(reply: Reply) -> Result<Self> {
        let pairs: Vec<(String, String)> = match reply {
            Reply::Array(items) => {
                items.as_chunks::<2>().0.iter().map(|[name, value]| (text(name), text(value))).collect()
            }
            Reply::Map(entries) => entries.iter().map(|(name, value)| (text(name), text(value))).collect(),
            other => return Err(unexpected("HGETALL", "a hash", &other)),
        };
        let mut store = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "current" => store.current = serde_json::from_str(&value).unwrap_or_default(),
                "previous" => store.previous = serde_json::from_str(&value).unwrap_or_default(),
                "pending" if value == ROLL_BACK => store.pending = Some(Goal::RollBack),
                "pending" => store.pending = Some(Goal::Apply),
                // What cannot be read is as good as forgotten: the sessions tell what is deployed.
                _ => store.programs.extend(
                    serde_json::from_str(&value).map(|program: Program| (program.hash.clone(), program)),
                ),
            }
        }
        Ok(store)
    }

    pub(super) fn program(&self, hash: &str) -> Option<&Program> {
        self.programs.get(hash)
    }

    /// The gears of a version, as far as their programs are remembered.
    pub(super) fn entries(&self, version: &Version) -> Vec<Entry> {
        let known =
            version.iter().filter_map(|(name, hash)| Some((name.clone(), self.program(hash)?.clone())));
        known.map(|(name, program)| Entry::remembered(name, program)).collect()
    }

    /// Remembers the programs of a deployment before it begins: whatever becomes of it, what is on the server is known.
    pub(super) async fn begin(
        &self,
        server: &mut impl Transport,
        app: &str,
        entries: &[Entry],
        goal: Goal,
    ) -> Result<()> {
        let mut set = cmd("HSET");
        set.arg(key(app)).arg("pending").arg(match goal {
            Goal::Apply => "apply",
            Goal::RollBack => ROLL_BACK,
        });
        for entry in entries.iter().filter(|entry| self.program(&entry.program.hash).is_none()) {
            set.arg(field(&entry.program.hash)).arg(json(&entry.program));
        }
        server.ask(&Request::plain(set, ignore)).await
    }

    /// Remembers how many registrations scripts have made, which nobody knew before.
    pub(super) async fn count(
        server: &mut impl Transport,
        app: &str,
        programs: impl Iterator<Item = Program>,
    ) -> Result<()> {
        let mut set = cmd("HSET");
        set.arg(key(app));
        let mut some = false;
        for program in programs {
            set.arg(field(&program.hash)).arg(json(&program));
            some = true;
        }
        if some { server.ask(&Request::plain(set, ignore)).await } else { Ok(()) }
    }

    /// Remembers that a deployment has come to its end, and forgets the programs of older ones.
    pub(super) async fn finish(
        &self,
        server: &mut impl Transport,
        app: &str,
        version: &Version,
    ) -> Result<()> {
        let previous = if *version == self.current { &self.previous } else { &self.current };
        let mut finish = cmd("EVAL");
        finish.arg(FINISH).arg(1).arg(key(app)).arg(json(previous)).arg(json(version));
        let needed = |hash: &String| version.values().chain(previous.values()).any(|known| known == hash);
        for hash in self.programs.keys().filter(|hash| !needed(hash)) {
            finish.arg(field(hash));
        }
        server.ask(&Request::plain(finish, ignore)).await
    }

    /// A deployment was undone.
    pub(super) async fn undone(server: &mut impl Transport, app: &str) -> Result<()> {
        let mut forget = cmd("HDEL");
        forget.arg(key(app)).arg("pending");
        server.ask(&Request::plain(forget, ignore)).await
    }

    pub(super) async fn remove(server: &mut impl Transport, app: &str) -> Result<()> {
        let mut del = cmd("DEL");
        del.arg(key(app));
        server.ask(&Request::plain(del, ignore)).await
    }
}

fn field(hash: &str) -> String {
    format!("program:{hash}")
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("maps and structs of text are JSON")
}

fn ignore(_: Reply) -> Result<()> {
    Ok(())
}
