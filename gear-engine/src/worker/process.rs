//! Starts the Python process, and starts it again when it has ended.

use std::io::IoSliceMut;
use std::mem::MaybeUninit;
use std::os::fd::{AsRawFd as _, FromRawFd as _, RawFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};
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
use crate::sync::Locked as _;
use crate::timers;

/// How the process is started.
pub(crate) struct Settings {
    pub(crate) python: PathBuf,
    pub(crate) shards: usize,
    pub(crate) threads: usize,
    /// The bytes of address space that the process may have.
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

struct Process {
    child: Child,
    /// The process is told over this socket to stop a thread; its other direction is read by the thread that watches it.
    control: Channel,
}

struct Worker {
    settings: Settings,
    process: Mutex<Option<Process>>,
    /// The socket of Python's main thread, until our main thread fetches it.
    main: Mutex<Option<UnixStream>>,
    generation: AtomicU64,
    /// Of Python, such as 3.11.
    version: OnceLock<String>,
}

static WORKER: OnceLock<Worker> = OnceLock::new();

/// Starts the process for the first time; the calling thread is the server's main thread.
pub(crate) fn start(settings: Settings) -> Result<(), String> {
    let worker = WORKER.get_or_init(|| Worker {
        settings,
        process: Mutex::new(None),
        main: Mutex::new(None),
        generation: AtomicU64::new(0),
        version: OnceLock::new(),
    });
    let sockets = worker.spawn()?;
    worker.hand_over(sockets)?;
    match super::run_job("settings", &config::for_worker()) {
        Ok(version) => {
            worker.version.get_or_init(|| version.into_string());
            Ok(())
        }
        Err(_) => Err(format!(
            "{} does not run the worker; it has to be Python 3.7 or later (its own message is above)",
            worker.settings.python.display()
        )),
    }
}

/// The process id, for statistics.
pub(crate) fn pid() -> Option<u32> {
    WORKER.get()?.process.locked().as_ref().map(|process| process.child.id())
}

pub(super) fn kill() {
    if let Some(worker) = WORKER.get()
        && let Some(process) = worker.process.locked().as_mut()
    {
        let _ = process.child.kill();
    }
}

/// Whether the channel belongs to the process that runs now.
pub(super) fn is_current(channel: &Channel) -> bool {
    WORKER.get().is_some_and(|worker| worker.generation.load(Ordering::Acquire) == channel.generation)
}

pub(super) fn stop_thread(index: usize) {
    order(&[Value::str("timeout"), Value::Int(index as i64)]);
}

/// Stops the thread that runs an execution.
pub(crate) fn stop_execution(id: &str) {
    order(&[Value::str("abort"), Value::str(id)]);
}

fn order(order: &[Value]) {
    if let Some(worker) = WORKER.get()
        && let Some(process) = worker.process.locked().as_ref()
    {
        // If the process has ended, there is nothing to stop.
        let _ = process.control.send_order(order);
    }
}

/// The channel of this thread; on the main thread the one of the process that runs now.
pub(super) fn channel_of_this_thread() -> Option<Rc<Channel>> {
    let worker = WORKER.get()?;
    if let Some(channel) = Channel::current()
        && !channel.is_broken()
        && channel.generation == worker.generation.load(Ordering::Acquire)
    {
        return Some(channel);
    }
    if lock::depth() == 0 || !lock::is_main_thread() {
        return None;
    }
    let stream = worker.main.locked().take()?;
    let channel = Channel::new(stream, Some(0), worker.generation.load(Ordering::Acquire)).ok()?;
    let channel = Rc::new(channel);
    Channel::set_current(Some(channel.clone()));
    Some(channel)
}

/// Our ends of the sockets of a new process.
struct Sockets {
    watch: UnixStream,
    main: UnixStream,
    pool: Vec<UnixStream>,
    generation: u64,
}

impl Worker {
    fn spawn(&self) -> Result<Sockets, String> {
        let socket_error = |error: std::io::Error| format!("no socket for the Python process: {error}");
        let pairs: Vec<(UnixStream, UnixStream)> = (0..self.settings.threads + 2)
            .map(|_| UnixStream::pair())
            .collect::<Result<_, _>>()
            .map_err(socket_error)?;
        let (ours, theirs): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
        let child = self.command(&theirs).spawn().map_err(|error| {
            format!(
                "the Python interpreter {} cannot be run: {error}; give another one with `python PATH`",
                self.settings.python.display()
            )
        })?;
        drop(theirs);

        let generation = self.generation.load(Ordering::Acquire) + 1;
        let mut ours = ours.into_iter();
        let (Some(watch), Some(main)) = (ours.next(), ours.next()) else {
            return Err("no sockets".to_owned());
        };
        let control = Channel::for_sending(watch.try_clone().map_err(socket_error)?, generation);
        let modules =
            MODULES.iter().map(|(name, source)| Value::Tuple(vec![Value::str(*name), Value::str(*source)]));
        // A process that ends at once is noticed by the first job.
        let _ = control.send_value(&Value::Tuple(modules.collect()));
        let _ = control.send_order(&[Value::str("shards"), Value::Int(self.settings.shards as i64)]);
        *self.process.locked() = Some(Process { child, control });
        Ok(Sockets { watch, main, pool: ours.collect(), generation })
    }

    fn command(&self, theirs: &[UnixStream]) -> Command {
        let fds: Vec<RawFd> = theirs.iter().map(|end| end.as_raw_fd()).collect();
        let mut command = Command::new(&self.settings.python);
        command.arg("-c").arg(BOOT).args(fds.iter().map(RawFd::to_string)).stdin(Stdio::null());
        let limit = self
            .settings
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

    /// Makes the new process the one that is used.
    fn hand_over(&'static self, sockets: Sockets) -> Result<(), String> {
        let generation = sockets.generation;
        self.generation.store(generation, Ordering::Release);
        *self.main.locked() = Some(sockets.main);
        for (number, stream) in sockets.pool.into_iter().enumerate() {
            let name = format!("gears-pool-{number}");
            pool::spawn_thread(name, move || Channel::new(stream, Some(number + 1), generation))
                .map_err(|error| format!("no thread for the Python process: {error}"))?;
        }
        std::thread::Builder::new()
            .name("gears-watch".to_owned())
            .spawn(move || self.watch(&sockets.watch, generation))
            .map(drop)
            .map_err(|error| format!("no thread for the Python process: {error}"))
    }

    /// Takes in the sockets that threads of scripts open, until the process ends; then starts another one.
    fn watch(&'static self, control: &UnixStream, generation: u64) {
        while let Some(stream) = receive_socket(control) {
            let started = std::thread::Builder::new().name("gears-script".to_owned()).spawn(move || {
                if let Ok(channel) = Channel::new(stream, None, generation) {
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
        log(
            LogLevel::Warning,
            "the Python process has ended and is started again; registrations are restored",
        );
        if let Some(mut process) = self.process.locked().take() {
            let _ = process.child.kill();
            let _ = process.child.wait();
        }
        executions::worker_ended();
        let mut pause = FIRST_PAUSE;
        loop {
            std::thread::sleep(pause);
            match self.spawn() {
                Ok(sockets) if self.restore(&sockets).is_ok() => {
                    if let Err(error) = self.hand_over(sockets) {
                        log(LogLevel::Warning, &error);
                    }
                    return;
                }
                Ok(_) => log(LogLevel::Warning, "the new Python process has ended as well"),
                Err(error) => log(LogLevel::Warning, &error),
            }
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// Gives the registrations to a new process, over the socket that the main thread gets afterwards.
    fn restore(&self, sockets: &Sockets) -> Result<(), super::WorkerGone> {
        let generation = self.generation.load(Ordering::Acquire);
        let stream = sockets.main.try_clone().map_err(|_| super::WorkerGone)?;
        let channel = Channel::new(stream, Some(0), generation).map_err(|_| super::WorkerGone)?;
        Channel::set_current(Some(Rc::new(channel)));
        let result = lock::with(|_| {
            super::run_job("settings", &config::for_worker())?;
            requirements::tell_worker();
            timers::restore_all();
            registrations::restore_all()
        });
        Channel::set_current(None);
        result
    }
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

/// The interpreter of the worker.
pub(crate) fn python() -> PathBuf {
    WORKER.get().map(|worker| worker.settings.python.clone()).unwrap_or_default()
}

/// Its version without the last number.
pub(crate) fn python_version() -> String {
    WORKER.get().and_then(|worker| worker.version.get().cloned()).unwrap_or_default()
}

/// Whether the module has been loaded before.
pub(crate) fn is_started() -> bool {
    WORKER.get().is_some()
}
