//! Starts the Python processes, one for each shard, and starts one again when it has ended.

use std::io::IoSliceMut;
use std::mem::MaybeUninit;
use std::os::fd::{AsRawFd as _, FromRawFd as _, RawFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::rc::Rc;
use std::sync::{Mutex, OnceLock};
use std::time::Duration;

use super::channel::Channel;
use super::{lock, pool};
use crate::api::{LogLevel, log};
use crate::config;
use crate::executions;
use crate::marshal::Value;
use crate::registrations;
use crate::requirements;
use crate::shards;
use crate::sync::Locked as _;
use crate::timers;

/// How the processes are started.
pub(crate) struct Settings {
    pub(crate) python: PathBuf,
    pub(crate) shards: usize,
    pub(crate) threads: usize,
    /// The bytes of address space that each process may have.
    pub(crate) memory: Option<u64>,
}

/// The modules of the worker in the order of their imports. They are sent over the socket: no file is needed at run time.
const MODULES: &[(&str, &str)] = &[
    ("errors", include_str!("python/errors.py")),
    ("interrupts", include_str!("python/interrupts.py")),
    ("channel", include_str!("python/channel.py")),
    ("convert", include_str!("python/convert.py")),
    ("session", include_str!("python/session.py")),
    ("api", include_str!("python/api.py")),
    ("loop", include_str!("python/loop.py")),
    ("future", include_str!("python/future.py")),
    ("pipeline", include_str!("python/pipeline.py")),
    ("pickling", include_str!("python/pickling.py")),
    ("profile", include_str!("python/profile.py")),
    ("shards", include_str!("python/shards.py")),
    ("execution", include_str!("python/execution.py")),
    ("readers", include_str!("python/readers.py")),
    ("registration", include_str!("python/registration.py")),
    ("plan", include_str!("python/plan.py")),
    ("builder", include_str!("python/builder.py")),
    ("requirements", include_str!("python/requirements.py")),
    ("timers", include_str!("python/timers.py")),
    ("names", include_str!("python/names.py")),
    ("main", include_str!("python/main.py")),
];
const BOOT: &str = include_str!("python/boot.py");

/// Pauses before the process is started again, so that one that cannot start does not keep the machine busy.
const FIRST_PAUSE: Duration = Duration::from_millis(10);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// How long the control thread of a process may be kept from taking an order, by C code that does not let other threads run.
const ORDER_PATIENCE: Duration = Duration::from_secs(5);

/// How long the interpreter may take until it does its first job.
const START_PATIENCE: Duration = Duration::from_secs(10);

struct Process {
    child: Child,
    /// The process is told over this socket to stop a thread, among others; its other direction is read by the thread that
    /// watches it.
    control: Channel,
}

/// The worker of one shard.
struct Worker {
    shard: usize,
    process: Mutex<Option<Process>>,
    current: Mutex<Current>,
}

/// The process that may be used.
#[derive(Default)]
struct Current {
    /// Changes when the process is started again.
    generation: u64,
    ready: bool,
    /// The sockets of its main thread and of its pool, until our threads fetch them.
    sockets: Vec<Option<UnixStream>>,
}

struct Workers {
    settings: Settings,
    of_shards: Vec<Worker>,
    /// Of Python, such as 3.11.
    version: String,
}

static WORKERS: OnceLock<Workers> = OnceLock::new();

fn of_shard(shard: usize) -> Option<&'static Worker> {
    WORKERS.get()?.of_shards.get(shard)
}

/// Starts the processes for the first time; the calling thread is the server's main thread. No thread is left after an error: the
/// server takes this code out of its memory then.
pub(crate) fn start(settings: Settings) -> Result<(), String> {
    super::INDEX.set(Some(0));
    let of_shards: Vec<Worker> = (0..settings.shards)
        .map(|shard| Worker { shard, process: Mutex::new(None), current: Mutex::default() })
        .collect();
    let end = |error: String| {
        of_shards.iter().for_each(Worker::end);
        error
    };
    let sockets: Vec<Sockets> =
        of_shards.iter().map(|worker| worker.spawn(&settings)).collect::<Result<_, _>>().map_err(end)?;
    let versions: Vec<String> =
        sockets.iter().map(Sockets::greet).collect::<Option<_>>().ok_or_else(|| {
            end(format!(
                "{} does not run the worker; it has to be Python 3.7 or later (its own message is above)",
                settings.python.display()
            ))
        })?;
    let version = versions.into_iter().next().unwrap_or_default();
    let threads = settings.threads;
    let workers = WORKERS.get_or_init(|| Workers { settings, of_shards, version });
    for (worker, sockets) in workers.of_shards.iter().zip(sockets) {
        worker.hand_over(sockets)?;
    }
    (1..=threads)
        .try_for_each(pool::spawn_thread)
        .map_err(|error| format!("no thread for executions: {error}"))
}

/// The process ids, for statistics.
pub(crate) fn pids() -> Vec<u32> {
    let workers = WORKERS.get().map(|workers| workers.of_shards.as_slice()).unwrap_or_default();
    let pid = |worker: &Worker| worker.process.locked().as_ref().map(|process| process.child.id());
    workers.iter().filter_map(pid).collect()
}

pub(super) fn kill(shard: usize) {
    if let Some(worker) = of_shard(shard)
        && let Some(process) = worker.process.locked().as_mut()
    {
        let _ = process.child.kill();
    }
}

/// A channel has failed. Usually its process has ended; if not, it has to, because nobody replaces a thread of it.
pub(super) fn lost(channel: &Channel) {
    let Some(worker) = of_shard(channel.shard) else { return };
    let mut current = worker.current.locked();
    if current.ready && current.generation == channel.generation {
        current.ready = false;
        kill(channel.shard);
    }
}

/// Whether a shard has a process that takes jobs.
pub(super) fn is_ready(shard: usize) -> bool {
    of_shard(shard).is_some_and(|worker| worker.current.locked().ready)
}

/// Tells the control thread of a shard something that has no answer: to stop a thread, for instance.
pub(crate) fn order(shard: usize, order: &[Value]) {
    if let Some(worker) = of_shard(shard)
        && let Some(process) = worker.process.locked().as_mut()
        && process.control.send_order(order).is_err()
    {
        // It has ended, or takes no orders any more.
        let _ = process.child.kill();
    }
}

/// The same for all shards.
pub(crate) fn order_all(what: &[Value]) {
    (0..shards::count()).for_each(|shard| order(shard, what));
}

/// The channel of this thread to a shard: to the process that is used now.
pub(super) fn channel_of_this_thread(shard: usize) -> Option<Rc<Channel>> {
    let mut current = of_shard(shard)?.current.locked();
    if let Some(channel) = Channel::of_shard(shard)
        && !channel.is_broken()
        && channel.generation == current.generation
    {
        return Some(channel);
    }
    let index = super::INDEX.get()?;
    let stream = current.sockets.get_mut(index)?.take()?;
    let channel = Rc::new(Channel::new(stream, shard, Some(index), current.generation).ok()?);
    Channel::set(shard, Some(channel.clone()));
    Some(channel)
}

/// Our ends of the sockets of a new process.
struct Sockets {
    shard: usize,
    watch: UnixStream,
    /// Those of Python's main thread and of its pool.
    threads: Vec<UnixStream>,
}

impl Sockets {
    /// A channel to the main thread of a process that is not used yet.
    fn to_main_thread(&self, generation: u64) -> Option<Rc<Channel>> {
        let stream = self.threads.first()?.try_clone().ok()?;
        Channel::new(stream, self.shard, Some(0), generation).ok().map(Rc::new)
    }

    /// Tells a new process what it has to know; its version of Python, or None if it does not answer.
    fn greet(&self) -> Option<String> {
        let channel = self.to_main_thread(0)?;
        let version = super::run_job_on(&channel, START_PATIENCE, "settings", &config::for_worker());
        version.ok().map(Value::into_string)
    }
}

impl Worker {
    fn spawn(&self, settings: &Settings) -> Result<Sockets, String> {
        let socket_error = |error: std::io::Error| format!("no socket for the Python process: {error}");
        // For control, for the main thread, and for the pool.
        let pairs: Vec<(UnixStream, UnixStream)> = (0..settings.threads + 2)
            .map(|_| UnixStream::pair())
            .collect::<Result<_, _>>()
            .map_err(socket_error)?;
        let (mut threads, theirs): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
        let child = command(settings, &theirs).spawn().map_err(|error| {
            format!(
                "the Python interpreter {} cannot be run: {error}; give another one with `python PATH`",
                settings.python.display()
            )
        })?;
        drop(theirs);

        let watch = threads.remove(0);
        let control = Channel::new(watch.try_clone().map_err(socket_error)?, self.shard, None, 0)
            .map_err(socket_error)?;
        watch.set_read_timeout(None).map_err(socket_error)?;
        watch.set_write_timeout(Some(ORDER_PATIENCE)).map_err(socket_error)?;
        let modules =
            MODULES.iter().map(|(name, source)| Value::Tuple(vec![Value::str(*name), Value::str(*source)]));
        // A process that ends at once is noticed by the first job.
        let _ = control.send_value(&Value::Tuple(modules.collect()));
        let _ = control.send_order(&[Value::Int(self.shard as i64), Value::Int(settings.shards as i64)]);
        *self.process.locked() = Some(Process { child, control });
        Ok(Sockets { shard: self.shard, watch, threads })
    }

    fn end(&self) {
        if let Some(mut process) = self.process.locked().take() {
            let _ = process.child.kill();
            let _ = process.child.wait();
        }
    }

    /// Makes the new process the one that is used.
    fn hand_over(&'static self, sockets: Sockets) -> Result<(), String> {
        {
            let mut current = self.current.locked();
            current.generation += 1;
            current.ready = true;
            current.sockets = sockets.threads.into_iter().map(Some).collect();
        }
        pool::wake();
        std::thread::Builder::new()
            .name("gears-watch".to_owned())
            .spawn(move || self.watch(&sockets.watch))
            .map(drop)
            .map_err(|error| format!("no thread for the Python process: {error}"))
    }

    /// Takes in the sockets that threads of scripts open, until the process ends; then starts another one.
    fn watch(&'static self, control: &UnixStream) {
        let generation = self.current.locked().generation;
        while let Some(stream) = receive_socket(control) {
            let shard = self.shard;
            let started = std::thread::Builder::new().name("gears-script".to_owned()).spawn(move || {
                if let Ok(channel) = Channel::new(stream, shard, None, generation) {
                    super::serve_script_thread(channel);
                }
            });
            if started.is_err() {
                log(LogLevel::Warning, "no thread for a thread of a script");
            }
        }
        self.start_again();
    }

    fn start_again(&'static self) {
        let which = if shards::count() > 1 { format!(" of shard {}", self.shard + 1) } else { String::new() };
        let what = "has ended and is started again; registrations are restored";
        log(LogLevel::Warning, &format!("the Python process{which} {what}"));
        self.current.locked().ready = false;
        self.end();
        executions::worker_ended(self.shard);
        let Some(settings) = WORKERS.get().map(|workers| &workers.settings) else { return };
        let mut pause = FIRST_PAUSE;
        loop {
            std::thread::sleep(pause);
            match self.spawn(settings) {
                Ok(sockets) if self.restore(&sockets).is_some() => {
                    if let Err(error) = self.hand_over(sockets) {
                        log(LogLevel::Warning, &error);
                    }
                    return;
                }
                Ok(_) => log(LogLevel::Warning, "the new Python process has ended as well"),
                Err(error) => log(LogLevel::Warning, &error),
            }
            self.end();
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// Gives the registrations to a new process, over the socket that the main thread gets afterwards.
    fn restore(&self, sockets: &Sockets) -> Option<()> {
        sockets.greet()?;
        let generation = self.current.locked().generation;
        Channel::set(self.shard, Some(sockets.to_main_thread(generation)?));
        let result = lock::with(|_| {
            requirements::tell_worker(self.shard);
            timers::restore_all(self.shard);
            registrations::restore_all(self.shard)
        });
        Channel::set(self.shard, None);
        result.ok()
    }
}

fn command(settings: &Settings, theirs: &[UnixStream]) -> Command {
    let fds: Vec<RawFd> = theirs.iter().map(|end| end.as_raw_fd()).collect();
    let mut command = Command::new(&settings.python);
    command.arg("-c").arg(BOOT).args(fds.iter().map(RawFd::to_string)).stdin(Stdio::null());
    let limit = settings
        .memory
        .map(|bytes| libc::rlimit { rlim_cur: bytes as libc::rlim_t, rlim_max: bytes as libc::rlim_t });
    // SAFETY: between fork and exec only fcntl, setrlimit and sysconf are called, which are allowed there; `fds` is not changed.
    unsafe {
        command.pre_exec(move || {
            // The files and sockets of the server are not for Python: it would keep its port open.
            let highest = libc::sysconf(libc::_SC_OPEN_MAX).clamp(256, 65_536) as RawFd;
            if let Some(limit) = &limit {
                libc::setrlimit(libc::RLIMIT_AS, limit);
            }
            (3..highest).for_each(|fd| {
                libc::fcntl(fd, libc::F_SETFD, if fds.contains(&fd) { 0 } else { libc::FD_CLOEXEC });
            });
            Ok(())
        });
    }
    command
}

/// Received sockets are not for other children of the server, where the system can say so.
#[cfg(target_os = "linux")]
const RECEIVE_FLAGS: libc::c_int = libc::MSG_CMSG_CLOEXEC;
#[cfg(not(target_os = "linux"))]
const RECEIVE_FLAGS: libc::c_int = 0;

/// The next socket that the process sends; None when it has ended.
fn receive_socket(control: &UnixStream) -> Option<UnixStream> {
    loop {
        let mut byte = [0_u8; 1];
        let mut part = IoSliceMut::new(&mut byte);
        // Aligned as a control message has to be, and large enough for one descriptor.
        let mut space = [MaybeUninit::<u64>::zeroed(); 8];
        // SAFETY: all-zero is a valid msghdr.
        let mut message: libc::msghdr = unsafe { std::mem::zeroed() };
        message.msg_iov = (&raw mut part).cast();
        message.msg_iovlen = 1;
        message.msg_control = space.as_mut_ptr().cast();
        message.msg_controllen = size_of_val(&space) as _;
        // SAFETY: the message points to live buffers of the given sizes.
        let n = unsafe { libc::recvmsg(control.as_raw_fd(), &mut message, RECEIVE_FLAGS) };
        if n == 0 {
            return None;
        }
        if n < 0 {
            match std::io::Error::last_os_error().kind() {
                std::io::ErrorKind::Interrupted => continue,
                _ => return None,
            }
        }
        // SAFETY: recvmsg has filled in the message.
        if let Some(stream) = unsafe { first_descriptor(&message) } {
            return Some(stream);
        }
    }
}

/// # Safety
/// `message` was filled in by recvmsg, and its buffers are live.
unsafe fn first_descriptor(message: &libc::msghdr) -> Option<UnixStream> {
    // SAFETY: by the contract of this function.
    let header = unsafe { libc::CMSG_FIRSTHDR(message).as_ref() }?;
    if header.cmsg_level != libc::SOL_SOCKET || header.cmsg_type != libc::SCM_RIGHTS {
        return None;
    }
    // SAFETY: a message of this type holds at least one descriptor, which is ours from now on.
    Some(unsafe { UnixStream::from_raw_fd(libc::CMSG_DATA(header).cast::<RawFd>().read_unaligned()) })
}

/// The interpreter of the workers.
pub(crate) fn python() -> PathBuf {
    WORKERS.get().map(|workers| workers.settings.python.clone()).unwrap_or_default()
}

/// Its version without the last number.
pub(crate) fn python_version() -> String {
    WORKERS.get().map(|workers| workers.version.clone()).unwrap_or_default()
}

/// Whether the module has been loaded before.
pub(crate) fn is_started() -> bool {
    WORKERS.get().is_some()
}
