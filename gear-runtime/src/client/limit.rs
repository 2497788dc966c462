//! How large a result may be.

use redis::{Value as Reply, cmd};

use super::classify::Asked;
use super::request::{self, Request, Scope};
use super::transport::Transport;
use super::unexpected;
use crate::{Error, Result};

/// How large a result may be that a program receives; see [`Execution::limit`](crate::Execution::limit).
///
/// ```
/// use gear_runtime::Limit;
///
/// let limit = Limit::new().records(10_000).bytes(64 << 20);
/// # let _ = limit;
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limit {
    records: Option<u64>,
    bytes: Option<u64>,
}

/// Counts the records of an execution and their bytes where they are. What it has counted is thrown away there.
pub(super) const MEASURE: &str = "\
local reply = redis.pcall('RG.GETRESULTS', ARGV[1])
if reply.err then return redis.error_reply(reply.err) end
local bytes = 0
for _, list in ipairs(reply) do
    for _, record in ipairs(list) do bytes = bytes + #tostring(record) end
end
return bytes";

impl Limit {
    /// No limit.
    pub const fn new() -> Self {
        Self { records: None, bytes: None }
    }

    /// At most so many records.
    pub const fn records(mut self, records: u64) -> Self {
        self.records = Some(records);
        self
    }

    /// At most so many bytes of all records and errors together. The server has to look at each of them to tell.
    pub const fn bytes(mut self, bytes: u64) -> Self {
        self.bytes = Some(bytes);
        self
    }

    /// Fails if the results of an execution are larger.
    pub(super) async fn check(&self, server: &mut impl Transport, id: &str) -> Result<()> {
        if let Some(limit) = self.records {
            let shards = server.ask(&request::get_execution(id, Scope::Shard)).await?;
            let count = shards.first().and_then(|shard| shard.results);
            let count = count.ok_or_else(|| Error::StillRunning { id: id.to_owned() })?;
            let results = u64::try_from(count).unwrap_or_default();
            if results > limit {
                return Err(Error::TooManyResults { id: id.to_owned(), results, limit });
            }
        }
        if let Some(limit) = self.bytes {
            let bytes = server.ask(&measure(id)).await?;
            if bytes > limit {
                return Err(Error::ResultsTooLarge { id: id.to_owned(), bytes, limit });
            }
        }
        Ok(())
    }
}

fn measure(id: &str) -> Request<'_, u64> {
    let mut eval = cmd("EVAL");
    eval.arg(MEASURE).arg(0).arg(id);
    let read = |reply| match reply {
        Reply::Int(bytes) => Ok(u64::try_from(bytes).unwrap_or_default()),
        other => Err(unexpected("EVAL", "a number of bytes", &other)),
    };
    Request { cmd: eval, asked: Asked::Id(id), read }
}
