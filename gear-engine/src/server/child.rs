//! The server process: started so that it cannot outlive the process that wants it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use super::StartError;

/// How long the server may take to end by itself.
const END_TIMEOUT: Duration = Duration::from_secs(3);

/// A child process with a temporary folder of its own.
#[derive(Debug)]
pub(super) struct Child {
    process: std::process::Child,
    /// For its log, and its data if they have no other place.
    folder: PathBuf,
}

impl Child {
    pub(super) fn start(
        program: &Path,
        args: &[String],
        data: Option<&Path>,
        env: &[(String, String)],
    ) -> Result<Child, StartError> {
        let no_folder = |error: std::io::Error| StartError::NoTemporaryFolder { error: error.to_string() };
        let folder = temporary_folder().map_err(no_folder)?;
        let log = File::create(folder.join("log")).map_err(no_folder)?;
        let errors = log.try_clone().map_err(no_folder)?;
        let mut command = Command::new(program);
        // The module comes last among the arguments, so the folder goes first.
        command.args(["--dir".as_ref(), data.unwrap_or(&folder).as_os_str()]).args(args);
        command.envs(env.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null()).stdout(log).stderr(errors);
        let process = spawn_bound_to_us(command).map_err(|error| {
            let _ = fs::remove_dir_all(&folder);
            StartError::CannotRun { path: program.to_path_buf(), error: error.to_string() }
        })?;
        Ok(Child { process, folder })
    }

    pub(super) fn id(&self) -> u32 {
        self.process.id()
    }

    pub(super) fn log(&self) -> String {
        let bytes = fs::read(self.folder.join("log")).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    pub(super) fn has_ended(&mut self) -> bool {
        !matches!(self.process.try_wait(), Ok(None))
    }

    pub(super) fn wait(&mut self) -> std::io::Result<()> {
        self.process.wait().map(|_| ())
    }

    /// Asks the server to end and waits for a moment; true if it has.
    fn end_gently(&mut self) -> bool {
        // SAFETY: a signal to our own child, which has not been waited for, so the id is still its own.
        unsafe { libc::kill(self.process.id().cast_signed(), libc::SIGTERM) };
        let deadline = Instant::now() + END_TIMEOUT;
        while Instant::now() < deadline {
            if self.has_ended() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        false
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        if !self.has_ended() && !self.end_gently() {
            let _ = self.process.kill();
            let _ = self.process.wait();
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn temporary_folder() -> std::io::Result<PathBuf> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    loop {
        let name = format!("gear-engine-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        match fs::create_dir(&folder) {
            // A process of the same id may have been killed before it could clean up.
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            result => return result.map(|()| folder),
        }
    }
}

/// Starts the command so that the system ends it together with this process.
#[cfg(target_os = "linux")]
fn spawn_bound_to_us(mut command: Command) -> std::io::Result<std::process::Child> {
    use std::os::unix::process::CommandExt as _;
    use std::sync::{Mutex, mpsc};

    type Request = (Command, mpsc::Sender<std::io::Result<std::process::Child>>);
    static STARTER: Mutex<Option<mpsc::Sender<Request>>> = Mutex::new(None);

    // SAFETY: between fork and exec only prctl is called, which is allowed there.
    unsafe {
        command.pre_exec(|| match libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL) {
            0 => Ok(()),
            _ => Err(std::io::Error::last_os_error()),
        });
    }
    // The signal comes when the *thread* that started the child ends, and a test ends its thread long before its process.
    // So all children are started by one thread that never ends.
    let mut starter = STARTER.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let requests = starter.get_or_insert_with(|| {
        let (sender, receiver) = mpsc::channel::<Request>();
        std::thread::spawn(move || {
            for (mut command, answer) in receiver {
                let _ = answer.send(command.spawn());
            }
        });
        sender
    });
    let (answer, result) = mpsc::channel();
    let gone = |_| std::io::Error::other("the thread that starts servers has ended");
    requests.send((command, answer)).map_err(|_| gone(mpsc::RecvError))?;
    result.recv().map_err(gone)?
}

/// Elsewhere the engine itself ends the server when it finds that its parent has ended.
#[cfg(not(target_os = "linux"))]
fn spawn_bound_to_us(mut command: Command) -> std::io::Result<std::process::Child> {
    command.env(crate::module::END_WITH_PARENT, "1");
    command.spawn()
}
