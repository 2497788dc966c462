//! What the commands about Python tell: sessions, requirements, memory.

use redis::Value as Reply;

use super::attributes::{Attributes, Extra, list};
use super::registrations::RegistrationInfo;
use super::words::words;
use crate::client::{text, unexpected};
use crate::{Result, Value};

words! {
    /// How a session is held on the server. [`Gears::dump_sessions`](crate::Gears::dump_sessions) tells it.
    SessionLink {
        /// Not at all: the script registered nothing.
        None = "None",
        /// By its registrations.
        Primary = "primary",
        /// For a moment, while it is being replaced. The server's spelling is its own.
        Temporary = "temprary",
    }
}

/// A session: what one script left on the server.
/// [`Gears::dump_sessions`](crate::Gears::dump_sessions) gives it.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Session {
    /// Its id: the one that the script was sent with, or a random one.
    pub id: String,
    /// The description that the script was sent with.
    pub description: Option<String>,
    /// How many things on the server need it.
    pub references: i64,
    /// How it is held.
    pub linked: Option<SessionLink>,
    /// Whether its registrations are gone.
    pub dead: bool,
    /// Whether requirements have to be installed before it can run.
    pub needs_installation: bool,
    /// The requirements.
    pub requirements: Vec<String>,
    /// What is known of the requirements, if the registrations themselves were asked for.
    pub requirement_details: Vec<RequirementInfo>,
    /// The ids of its registrations.
    pub registrations: Vec<String>,
    /// The registrations themselves, if they were asked for.
    pub details: Vec<RegistrationInfo>,
    /// The node of the cluster that told it; `None` if a single server was asked.
    pub node: Option<String>,
    /// What else the server told.
    pub extra: Extra,
}

const DUMP_SESSIONS: &str = "RG.PYDUMPSESSIONS";

impl Session {
    /// Reads the list. A name that does not exist is a text in it, and left out.
    pub(crate) fn list(reply: Reply) -> Result<Vec<Self>> {
        let sessions = list(DUMP_SESSIONS, reply, |entry| match entry {
            Reply::BulkString(_) | Reply::SimpleString(_) | Reply::ServerError(_) => Ok(None),
            entry => Self::read(entry).map(Some),
        })?;
        Ok(sessions.into_iter().flatten().collect())
    }

    /// The triggers of its registrations, if they were asked for.
    pub fn triggers(&self) -> impl Iterator<Item = &str> {
        self.details.iter().filter_map(|info| info.args.trigger.as_deref())
    }

    fn read(reply: Reply) -> Result<Self> {
        let mut fields = Attributes::read(DUMP_SESSIONS, reply)?;
        let mut session = Self {
            id: fields.text("ID")?.unwrap_or_default(),
            description: fields.text("sessionDescription")?,
            references: fields.int("refCount")?.unwrap_or_default(),
            linked: fields.text("linked")?.map(SessionLink::from),
            dead: fields.flag("dead")?.unwrap_or_default(),
            needs_installation: fields.flag("requirementInstallationNeeded")?.unwrap_or_default(),
            node: fields.text("node")?,
            ..Self::default()
        };
        for requirement in fields.list("requirements")?.unwrap_or_default() {
            match requirement {
                Reply::Array(_) | Reply::Map(_) => {
                    let info = RequirementInfo::read(requirement)?;
                    session.requirements.push(info.name.clone());
                    session.requirement_details.push(info);
                }
                name => session.requirements.push(text(&name)),
            }
        }
        for registration in fields.list("registrations")?.unwrap_or_default() {
            match registration {
                Reply::Array(_) | Reply::Map(_) => {
                    let mut info = RegistrationInfo::read(registration)?;
                    info.node.clone_from(&session.node);
                    session.registrations.push(info.id.clone());
                    session.details.push(info);
                }
                id => session.registrations.push(text(&id)),
            }
        }
        session.extra = fields.rest();
        Ok(session)
    }
}

/// A Python requirement that the server knows.
/// [`Gears::dump_requirements`](crate::Gears::dump_requirements) gives it.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RequirementInfo {
    /// The requirement, as it was sent.
    pub name: String,
    /// The version of the format in which the server keeps it.
    pub version: i64,
    /// Whether its wheels are on the server.
    pub downloaded: bool,
    /// Whether they are installed.
    pub installed: bool,
    /// The system that the wheels were built for.
    pub compiled_os: Option<String>,
    /// The files of its wheels.
    pub wheels: Vec<String>,
    /// Where they are. Servers before 1.2.4 do not tell.
    pub path: Option<String>,
    /// How many sessions need it.
    pub references: Option<i64>,
    /// What else the server told.
    pub extra: Extra,
}

const DUMP_REQUIREMENTS: &str = "RG.PYDUMPREQS";

impl RequirementInfo {
    pub(crate) fn list(reply: Reply) -> Result<Vec<Self>> {
        list(DUMP_REQUIREMENTS, reply, Self::read)
    }

    pub(crate) fn read(reply: Reply) -> Result<Self> {
        let mut fields = Attributes::read(DUMP_REQUIREMENTS, reply)?;
        let name = fields.text("Name")?.unwrap_or_default();
        let downloaded = fields.flag("IsDownloaded")?.unwrap_or_default();
        // Before the download it is a sentence.
        let wheels =
            if downloaded { fields.texts("Wheels")? } else { fields.text("Wheels")?.map(|_| Vec::new()) };
        Ok(Self {
            name,
            version: fields.int("GearReqVersion")?.unwrap_or_default(),
            downloaded,
            installed: fields.flag("IsInstalled")?.unwrap_or_default(),
            compiled_os: fields.text("CompiledOs")?,
            wheels: wheels.unwrap_or_default(),
            path: fields.text("Path")?,
            references: fields.int("RefCount")?,
            extra: fields.rest(),
        })
    }
}

/// The memory of Python on a server, in bytes.
/// [`Gears::python_stats`](crate::Gears::python_stats) gives it.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PythonStats {
    /// All that was ever allocated.
    pub total: i64,
    /// The most at one time.
    pub peak: i64,
    /// What is in use now.
    pub current: i64,
    /// What else the server told.
    pub extra: Extra,
}

impl PythonStats {
    pub(crate) fn read(reply: Reply) -> Result<Self> {
        let mut fields = Attributes::read("RG.PYSTATS", reply)?;
        Ok(Self {
            total: fields.int("TotalAllocated")?.unwrap_or_default(),
            peak: fields.int("PeakAllocated")?.unwrap_or_default(),
            current: fields.int("CurrAllocated")?.unwrap_or_default(),
            extra: fields.rest(),
        })
    }
}

/// A requirement as `RG.PYEXPORTREQ` gives it away: what it is, and its wheels.
/// [`Gears::export_requirement`](crate::Gears::export_requirement) gives it.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ExportedRequirement {
    /// What the server tells about it.
    pub metadata: Value,
    /// The serialised requirement with its wheels, in pieces.
    pub pieces: Vec<Vec<u8>>,
}

impl ExportedRequirement {
    pub(crate) fn read(reply: Reply) -> Result<Self> {
        const EXPORT: &str = "RG.PYEXPORTREQ";
        let Reply::Array(parts) = reply else {
            return Err(unexpected(EXPORT, "a description and data", &reply));
        };
        let mut parts = parts.into_iter();
        let metadata = parts.next().map(Value::from_reply).unwrap_or_default();
        let pieces = list(EXPORT, parts.next().unwrap_or(Reply::Nil), |piece| match piece {
            Reply::BulkString(bytes) => Ok(bytes),
            other => Err(unexpected(EXPORT, "bytes", &other)),
        })?;
        Ok(Self { metadata, pieces })
    }
}
