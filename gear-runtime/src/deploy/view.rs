//! What the server has of an app.

use super::entry::{parse_description, session_id};
use super::store::Store;
use crate::client::{Transport, request};
use crate::{RegistrationInfo, Result, Session, SessionQuery};

/// A gear that is on the server.
#[derive(Clone, Debug)]
pub(super) struct Deployed {
    pub(super) name: String,
    pub(super) hash: String,
    pub(super) session: String,
    pub(super) registrations: Vec<RegistrationInfo>,
}

/// What the server has, and what the app remembers.
#[derive(Debug)]
pub(super) struct View {
    pub(super) deployed: Vec<Deployed>,
    pub(super) store: Store,
}

impl View {
    pub(super) async fn read(server: &mut impl Transport, app: &str) -> Result<Self> {
        let sessions = server.ask(&request::dump_sessions(&SessionQuery::all().verbose())).await?;
        let store = Store::read(server, app).await?;
        let mut deployed: Vec<Deployed> = sessions
            .into_iter()
            .filter(|session| !session.dead)
            .filter_map(|session| Deployed::of(app, session))
            .collect();
        deployed.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Self { deployed, store })
    }

    pub(super) fn find(&self, gear: &str) -> Option<&Deployed> {
        self.deployed.iter().find(|deployed| deployed.name == gear)
    }
}

impl Deployed {
    /// The session as a gear of the app, if it is one.
    fn of(app: &str, session: Session) -> Option<Self> {
        let (name, hash) = parse_description(app, session.description.as_deref()?)?;
        if session.id != session_id(app, name) {
            return None;
        }
        Some(Self {
            name: name.to_owned(),
            hash: hash.to_owned(),
            session: session.id.clone(),
            registrations: session.details,
        })
    }

    /// The trigger that it holds.
    pub(super) fn trigger(&self) -> Option<&str> {
        self.registrations.iter().find_map(|info| info.args.trigger.as_deref())
    }
}
