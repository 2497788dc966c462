//! StreamReader registrations: batches of messages, acknowledged and trimmed when their execution is over.
//!
//! Everything here runs with the Redis lock held. For each stream that fits, one execution at a time is on its way. The first
//! one reads what a former consumer has left unacknowledged, so that the order of messages is kept; each later one reads a batch.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::args::prefix_fits;
use super::{Args, Event, Mode, Registration, StreamArgs, registry};
use crate::api::{Context, LogLevel, Reply, log};
use crate::executions::{Outcome, Status};
use crate::marshal::Value;
use crate::sync::Locked as _;
use crate::{readers, timers};

const GROUP: &[u8] = b"__gears_consumer_group__";
const CONSUMER: &[u8] = b"__gears_client__";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum StreamStatus {
    #[default]
    Ok,
    WaitingForRetry,
    Aborted,
    Paused,
}

impl StreamStatus {
    pub(crate) fn name(self) -> &'static str {
        match self {
            StreamStatus::Ok => "OK",
            StreamStatus::WaitingForRetry => "WAITING_FOR_RETRY_ON_FAILURE",
            StreamStatus::Aborted => "ABORTED",
            StreamStatus::Paused => "PAUSED",
        }
    }
}

/// The streams of one registration.
#[derive(Default)]
pub(super) struct Streams {
    status: StreamStatus,
    by_key: HashMap<Vec<u8>, Stream>,
    /// Changes when all streams are forgotten: executions and timers of before do not count any more.
    epoch: u64,
}

#[derive(Default)]
struct Stream {
    /// Messages that are not processed yet.
    pending: i64,
    running: bool,
    timer: bool,
    /// When each waiting batch got its first message; None for messages that were there before.
    batches: VecDeque<Option<Instant>>,
}

/// The streams with an execution on its way, by the number of the registration: nobody else reads them meanwhile, or a message
/// would be processed twice. The execution may be of before the streams were forgotten, or of before the data were loaded anew.
static BUSY: Mutex<BTreeSet<(u64, Vec<u8>)>> = Mutex::new(BTreeSet::new());

/// One execution on a stream.
pub(crate) struct StreamRead {
    pub(crate) key: Vec<u8>,
    /// Reads what was delivered before but not acknowledged.
    unacknowledged: bool,
    epoch: u64,
    /// The ids of the messages that were read.
    ids: Mutex<Vec<Vec<u8>>>,
    /// The execution is over: its process ended while it was about to read.
    over: AtomicBool,
}

/// What to do next with a stream.
enum Next {
    Nothing,
    Run,
    WaitFor(Duration),
}

impl Registration {
    fn stream_args(&self) -> Option<&StreamArgs> {
        match &self.args {
            Args::Stream(args) => Some(args),
            _ => None,
        }
    }

    pub(crate) fn stream_status(&self) -> StreamStatus {
        self.streams.locked().status
    }

    /// A message has been added to some stream.
    pub(super) fn message_added(self: &Arc<Self>, ctx: Context, key: &[u8]) {
        let Some(args) = self.stream_args() else { return };
        if !prefix_fits(&args.prefix, key) || self.stream_status() != StreamStatus::Ok {
            return;
        }
        let next = {
            let mut streams = self.streams.locked();
            match streams.by_key.get_mut(key) {
                None => None,
                Some(stream) => {
                    if stream.pending % args.batch_size() == 0 {
                        stream.batches.push_back(Some(Instant::now()));
                    }
                    stream.pending += 1;
                    Some(if stream.running { Next::Nothing } else { stream.next(args) })
                }
            }
        };
        match next {
            None => self.open_stream(ctx, key, Some(Instant::now())),
            Some(next) => self.proceed(key, next),
        }
    }

    /// Looks for streams that are there already.
    pub(super) fn scan_streams(self: &Arc<Self>, ctx: Context) {
        let Some(args) = self.stream_args() else { return };
        if !ctx.is_master() {
            return;
        }
        for key in existing_streams(ctx, &args.prefix) {
            let known = self.streams.locked().by_key.contains_key(&key);
            if !known {
                self.open_stream(ctx, &key, None);
            }
        }
    }

    /// Starts with a stream: first with what is unacknowledged. A busy one is opened when its execution is over.
    fn open_stream(self: &Arc<Self>, ctx: Context, key: &[u8], since: Option<Instant>) {
        let Some(args) = self.stream_args() else { return };
        if BUSY.locked().contains(&(self.number, key.to_vec())) {
            return;
        }
        let Ok(Reply::Int(length)) = ctx.read(b"XLEN", &[key]) else { return };
        let batches = (length.unsigned_abs()).div_ceil(args.batch_size().unsigned_abs());
        let stream = Stream {
            pending: length,
            running: true,
            timer: false,
            batches: (0..batches).map(|_| since).collect(),
        };
        self.streams.locked().by_key.insert(key.to_vec(), stream);
        self.read(key, true);
    }

    fn read(self: &Arc<Self>, key: &[u8], unacknowledged: bool) {
        let epoch = {
            let mut streams = self.streams.locked();
            let epoch = streams.epoch;
            let Some(stream) = streams.by_key.get_mut(key) else { return };
            stream.running = true;
            BUSY.locked().insert((self.number, key.to_vec()));
            epoch
        };
        let read = StreamRead {
            key: key.to_vec(),
            unacknowledged,
            epoch,
            ids: Mutex::default(),
            over: AtomicBool::default(),
        };
        let execution = self.execution(Event::Stream(read), false);
        if self.mode == Mode::Sync {
            execution.run_now(false);
        } else {
            execution.submit();
        }
    }

    /// Reads the messages of an execution; called when it starts.
    pub(super) fn read_stream(&self, ctx: Context, read: &StreamRead) -> Vec<Value> {
        let Some(args) = self.stream_args() else { return Vec::new() };
        // Nobody would acknowledge what is read now.
        if read.over.load(Ordering::Relaxed) {
            return Vec::new();
        }
        let reply = match read_group(ctx, read, args.batch_size()) {
            Ok(Reply::Error(_)) | Err(_) => {
                // The group is not there yet; it may also be that the stream has gone, which the second try tells.
                let _ = ctx.call(b"XGROUP", &[b"CREATE", &read.key, GROUP, b"0"]);
                read_group(ctx, read, args.batch_size())
            }
            reply => reply,
        };
        let entries = reply.map(readers::streams::entries_of).unwrap_or_default();
        if entries.is_empty() && !read.unacknowledged {
            self.nothing_new(read);
        }
        *read.ids.locked() = entries.iter().map(|entry| entry.id.clone()).collect();
        entries.into_iter().map(|entry| entry.into_record(&read.key)).collect()
    }

    /// Processed messages that are kept count as pending when a stream is opened, until a read finds nothing new. Called at the
    /// read: a message that is added after it counts.
    fn nothing_new(&self, read: &StreamRead) {
        let mut streams = self.streams.locked();
        if streams.epoch == read.epoch
            && let Some(stream) = streams.by_key.get_mut(&read.key)
        {
            stream.pending = 0;
            stream.batches.clear();
        }
    }

    /// An execution on a stream is over.
    pub(super) fn stream_done(
        self: &Arc<Self>,
        ctx: Context,
        read: &StreamRead,
        outcome: &Outcome,
        status: Status,
    ) {
        BUSY.locked().remove(&(self.number, read.key.clone()));
        read.over.store(true, Ordering::Relaxed);
        self.settle(ctx, read, outcome, status);
        // After a reload, a registration of the same number has waited for this.
        let successor = registry().get(self.number).filter(|other| !Arc::ptr_eq(self, other));
        if let Some(successor) = successor
            && successor.stream_status() == StreamStatus::Ok
            && has_messages(ctx, &read.key)
        {
            successor.open_stream(ctx, &read.key, None);
        }
    }

    /// Does what the outcome of an execution asks for.
    fn settle(self: &Arc<Self>, ctx: Context, read: &StreamRead, outcome: &Outcome, status: Status) {
        let Some(args) = self.stream_args() else { return };
        let failed = !outcome.errors.is_empty();
        if outcome.errors.first().is_some_and(|error| error.starts_with("PAUSE")) {
            return self.stop_streams(StreamStatus::Paused);
        }
        match args.on_failure.as_str() {
            "retry" if failed => return self.retry_later(args),
            "abort" if failed => return self.stop_streams(StreamStatus::Aborted),
            _ if !failed && status == Status::Aborted => return,
            _ => {}
        }
        let next = self.batch_done(ctx, read, args);
        if !ctx.is_master() || !self.is_alive() || self.stream_status() != StreamStatus::Ok {
            return;
        }
        let is_forgotten = !self.streams.locked().by_key.contains_key(&read.key);
        match next {
            // New messages came while it was forgotten and busy.
            Next::Nothing if is_forgotten && has_messages(ctx, &read.key) => {
                self.open_stream(ctx, &read.key, None);
            }
            next => self.proceed(&read.key, next),
        }
    }

    /// Acknowledges and trims, and says what to do next.
    fn batch_done(&self, ctx: Context, read: &StreamRead, args: &StreamArgs) -> Next {
        let ids = std::mem::take(&mut *read.ids.locked());
        let (pending, since) = {
            let mut streams = self.streams.locked();
            let current = streams.epoch == read.epoch;
            match streams.by_key.get_mut(&read.key) {
                Some(stream) if current => {
                    let since = if read.unacknowledged { None } else { stream.batches.pop_front().flatten() };
                    stream.pending = (stream.pending - ids.len() as i64).max(0);
                    (Some(stream.pending), since)
                }
                _ => (None, None),
            }
        };
        if let Some(since) = since {
            let mut stats = self.stats.locked();
            let lag = since.elapsed();
            stats.last_lag = lag;
            stats.total_lag += lag;
        }
        if acknowledge(ctx, read, &ids) && args.trim {
            trim(ctx, read, &ids, pending);
        }
        let mut streams = self.streams.locked();
        let current = streams.epoch == read.epoch;
        match streams.by_key.get_mut(&read.key) {
            Some(stream) if current => {
                stream.running = false;
                stream.next(args)
            }
            _ => Next::Nothing,
        }
    }

    fn proceed(self: &Arc<Self>, key: &[u8], next: Next) {
        if !self.is_alive() || self.stream_status() != StreamStatus::Ok {
            return;
        }
        match next {
            Next::Nothing => {}
            Next::Run => self.read(key, false),
            Next::WaitFor(time) => {
                let epoch = {
                    let mut streams = self.streams.locked();
                    let epoch = streams.epoch;
                    let Some(stream) = streams.by_key.get_mut(key) else { return };
                    stream.timer = true;
                    epoch
                };
                let (registration, key) = (self.clone(), key.to_vec());
                timers::after(time, move |_| registration.duration_over(&key, epoch));
            }
        }
    }

    /// The duration of a batch that did not fill up.
    fn duration_over(self: &Arc<Self>, key: &[u8], epoch: u64) {
        let Some(args) = self.stream_args() else { return };
        let next = {
            let mut streams = self.streams.locked();
            if streams.epoch != epoch {
                return;
            }
            let Some(stream) = streams.by_key.get_mut(key) else { return };
            stream.timer = false;
            if stream.running { Next::Nothing } else { stream.next(args) }
        };
        self.proceed(key, next);
    }

    fn retry_later(self: &Arc<Self>, args: &StreamArgs) {
        self.stop_streams(StreamStatus::WaitingForRetry);
        let registration = self.clone();
        // The number is unsigned in RedisGears: a negative one is a very long time.
        let seconds = u64::try_from(args.retry_seconds).unwrap_or(u64::from(u32::MAX));
        timers::after(Duration::from_secs(seconds), move |_| {
            if registration.is_alive() && registration.stream_status() == StreamStatus::WaitingForRetry {
                registration.resume_streams();
            }
        });
    }

    /// Forgets all streams: a later scan finds them again, with what is unacknowledged in them.
    fn stop_streams(&self, status: StreamStatus) {
        let mut streams = self.streams.locked();
        streams.status = status;
        streams.by_key.clear();
        streams.epoch += 1;
    }

    /// The server has become a master, or a replica, which processes no streams.
    pub(crate) fn role_changed(self: &Arc<Self>, ctx: Context) {
        self.forget_streams();
        if self.stream_status() == StreamStatus::Ok {
            self.scan_streams(ctx);
        }
    }

    pub(super) fn forget_streams(&self) {
        let status = self.stream_status();
        self.stop_streams(status);
    }

    /// RG.PAUSEREGISTRATIONS; false if the registration is of another reader.
    pub(crate) fn pause(&self) -> bool {
        let is_stream = self.stream_args().is_some();
        if is_stream {
            self.stop_streams(StreamStatus::Paused);
        }
        is_stream
    }

    /// RG.UNPAUSEREGISTRATIONS, and the end of the time before a retry.
    pub(crate) fn resume_streams(self: &Arc<Self>) -> bool {
        let is_stream = self.stream_args().is_some();
        if is_stream && self.stream_status() != StreamStatus::Ok {
            self.streams.locked().status = StreamStatus::Ok;
            crate::worker::lock::with(|ctx| self.scan_streams(ctx));
        }
        is_stream
    }
}

impl Stream {
    fn next(&self, args: &StreamArgs) -> Next {
        if self.pending == 0 {
            return Next::Nothing;
        }
        if self.pending >= args.batch_size() {
            return Next::Run;
        }
        match self.batches.front() {
            // Messages of before the registration do not wait for others.
            None | Some(None) => Next::Run,
            Some(Some(_)) if args.duration_ms <= 0 => Next::Nothing,
            Some(Some(since)) => {
                let left =
                    Duration::from_millis(args.duration_ms.unsigned_abs()).saturating_sub(since.elapsed());
                match (left.is_zero(), self.timer) {
                    (true, _) => Next::Run,
                    (false, true) => Next::Nothing,
                    (false, false) => Next::WaitFor(left),
                }
            }
        }
    }
}

fn has_messages(ctx: Context, key: &[u8]) -> bool {
    matches!(ctx.read(b"XLEN", &[key]), Ok(Reply::Int(1..)))
}

fn read_group(ctx: Context, read: &StreamRead, batch: i64) -> Result<Reply, crate::api::CallError> {
    let count = batch.to_string();
    let mut args: Vec<&[u8]> = vec![b"GROUP", GROUP, CONSUMER];
    if !read.unacknowledged {
        args.extend([b"COUNT".as_slice(), count.as_bytes()]);
    }
    args.extend([b"STREAMS".as_slice(), &read.key, if read.unacknowledged { b"0" } else { b">" }]);
    ctx.call(b"XREADGROUP", &args)
}

/// False if there is nothing to acknowledge, or if that failed.
fn acknowledge(ctx: Context, read: &StreamRead, ids: &[Vec<u8>]) -> bool {
    if ids.is_empty() {
        return false;
    }
    let mut args: Vec<&[u8]> = vec![&read.key, GROUP];
    args.extend(ids.iter().map(Vec::as_slice));
    let acknowledged = matches!(ctx.call(b"XACK", &args), Ok(Reply::Int(_)));
    if !acknowledged {
        log(
            LogLevel::Warning,
            "messages of a stream could not be acknowledged: somebody else changes the stream",
        );
    }
    acknowledged
}

/// Removes processed messages: all but the `pending` newest ones, as RedisGears does. If the stream was forgotten meanwhile, by
/// a pause or the end of the registration, nobody knows their number, and exactly the messages that were read are removed.
fn trim(ctx: Context, read: &StreamRead, ids: &[Vec<u8>], pending: Option<i64>) {
    let _ = match pending {
        Some(length) => ctx.call(b"XTRIM", &[&read.key, b"MAXLEN", length.to_string().as_bytes()]),
        None => {
            let mut args: Vec<&[u8]> = vec![&read.key];
            args.extend(ids.iter().map(Vec::as_slice));
            ctx.call(b"XDEL", &args)
        }
    };
}

/// The streams that a prefix finds at registration. Other than for events, it is a glob pattern here, as in RedisGears.
fn existing_streams(ctx: Context, pattern: &str) -> Vec<Vec<u8>> {
    if !pattern.contains(['*', '?', '[', '\\']) {
        let is_stream = readers::keys::type_of(ctx, pattern.as_bytes()) == "stream";
        return if is_stream { vec![pattern.as_bytes().to_vec()] } else { Vec::new() };
    }
    let mut found = Vec::new();
    let mut cursor = b"0".to_vec();
    loop {
        let reply = ctx
            .read(b"SCAN", &[&cursor, b"MATCH", pattern.as_bytes(), b"COUNT", b"10000", b"TYPE", b"stream"]);
        let Ok(Reply::Array(parts)) = reply else { return found };
        let mut parts = parts.into_iter();
        let (Some(Reply::Bulk(next)), Some(Reply::Array(keys))) = (parts.next(), parts.next()) else {
            return found;
        };
        found.extend(keys.into_iter().filter_map(|key| match key {
            Reply::Bulk(key) => Some(key),
            _ => None,
        }));
        if next == b"0" {
            return found;
        }
        cursor = next;
    }
}
