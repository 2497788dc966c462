//! A finished program.

use std::any::Any;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;

use redis::ConnectionLike;

use crate::client::{self, Execution, Partial, Program};
use crate::link::{Definition, Script, SourceLine};
use crate::pipeline::{Feed, Request, Shippable};
use crate::python_script::{PythonScript, ScriptResult};
use crate::server::error_text;
use crate::{Error, Location, Mode, Registration, Result, concurrency, native};

type Capturing<T> = dyn Fn(Request<'_>) -> Result<T> + Send + Sync;

/// A program that runs next to the data, with a result of type `T`; made by `gear!`, or of a script of Python by `include_gear!` and
/// [`script`](Gear::script).
///
/// [`run`](Gear::run) ships it to a server with RedisGears. [`native_on`](Gear::native_on) runs the same
/// closures in this process on records of your choice, [`native`](Gear::native) on the data of any Redis
/// server.
///
/// A `Gear<Registration>` is an event gear: [`register`](Gear::register) leaves it on the server.
pub struct Gear<T> {
    shipped: Shipped,
    twin: Twin<T>,
}

/// The shipped program.
#[derive(Clone)]
enum Shipped {
    /// It is linked, with what it captured.
    Linked(&'static Definition, Vec<(&'static str, String)>),
    /// It is Python as it stands.
    Python(PythonScript),
    /// It did not compile.
    Poisoned,
}

/// The native program.
enum Twin<T> {
    Plain(fn(Request<'_>) -> Result<T>),
    Capturing(Arc<Capturing<T>>),
    /// There is none, but for the results of a script.
    Python(fn(Vec<redis::Value>) -> Result<T>),
    /// What is left of a program with a compile error; rustc has reported it.
    Poisoned,
}

impl<T> Clone for Twin<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Plain(twin) => Self::Plain(*twin),
            Self::Capturing(twin) => Self::Capturing(Arc::clone(twin)),
            Self::Python(decode) => Self::Python(*decode),
            Self::Poisoned => Self::Poisoned,
        }
    }
}

impl<T> Clone for Gear<T> {
    fn clone(&self) -> Self {
        Self { shipped: self.shipped.clone(), twin: self.twin.clone() }
    }
}

impl<T> fmt::Debug for Gear<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gear")
            .field("reader", &self.reader())
            .field("file", &self.file())
            .field("line", &self.line())
            .finish_non_exhaustive()
    }
}

/// Made by the expansions of `gear!` and `include_gear!`.
#[doc(hidden)]
impl<T> Gear<T> {
    pub const fn __new(definition: &'static Definition, twin: fn(Request<'_>) -> Result<T>) -> Self {
        Self { shipped: Shipped::Linked(definition, Vec::new()), twin: Twin::Plain(twin) }
    }

    pub fn __capturing(
        definition: &'static Definition,
        captures: Vec<(&'static str, String)>,
        twin: Arc<Capturing<T>>,
    ) -> Self {
        Self { shipped: Shipped::Linked(definition, captures), twin: Twin::Capturing(twin) }
    }

    /// A gear that is shipped only.
    #[cfg(feature = "deploy")]
    pub(crate) const fn __collected(definition: &'static Definition) -> Self {
        Self { shipped: Shipped::Linked(definition, Vec::new()), twin: Twin::Poisoned }
    }

    pub const fn __poisoned() -> Self {
        Self { shipped: Shipped::Poisoned, twin: Twin::Poisoned }
    }

    pub const fn __script(script: PythonScript) -> Self
    where
        T: ScriptResult,
    {
        Self { shipped: Shipped::Python(script), twin: Twin::Python(T::__decode) }
    }
}

/// What is known about a gear without a server.
impl<T> Gear<T> {
    /// The Python program.
    pub fn python(&self) -> String {
        self.to_script().text
    }

    /// The program with its source map.
    pub fn to_script(&self) -> Script {
        self.program().script()
    }

    pub(crate) fn program(&self) -> Program<'_> {
        match &self.shipped {
            Shipped::Linked(definition, captures) => Program::Linked((definition, captures)),
            Shipped::Python(script) => Program::Python(script),
            Shipped::Poisoned => Program::Nothing,
        }
    }

    fn definition(&self) -> Option<&'static Definition> {
        match &self.shipped {
            Shipped::Linked(definition, _) => Some(definition),
            Shipped::Python(_) | Shipped::Poisoned => None,
        }
    }

    /// The name of the `static` or function that it is; of a script of Python, that of its file.
    pub fn name(&self) -> &'static str {
        match &self.shipped {
            Shipped::Linked(definition, _) => definition.unit.name,
            Shipped::Python(script) => script.name(),
            Shipped::Poisoned => "",
        }
    }

    /// The Python packages it needs.
    pub fn requirements(&self) -> Vec<String> {
        self.to_script().requirements
    }

    /// The name of its reader; empty for a script of Python, which can have several.
    pub fn reader(&self) -> &'static str {
        self.definition().map_or("", |definition| definition.reader)
    }

    /// The execution mode, if it chooses one.
    pub fn mode(&self) -> Option<Mode> {
        self.definition()?.mode
    }

    /// The name of its trigger, if it registers one.
    pub fn trigger(&self) -> Option<&'static str> {
        self.definition()?.trigger
    }

    /// Which lines of the Python program come from which lines of the Rust source, or of the script.
    pub fn source_map(&self) -> Vec<SourceLine> {
        self.to_script().map
    }

    /// A hash of the Python program: equal programs have equal hashes.
    pub fn hash(&self) -> String {
        self.to_script().hash
    }

    /// The file of the Rust source, or of the script.
    pub fn file(&self) -> &'static str {
        match &self.shipped {
            Shipped::Linked(definition, _) => definition.unit.source.file,
            Shipped::Python(script) => script.file(),
            Shipped::Poisoned => "",
        }
    }

    /// The line of the Rust source; 0 for a script.
    pub fn line(&self) -> u32 {
        self.definition().map_or(0, |definition| definition.unit.source.first_line())
    }

    /// Runs the twin with `con` as the connection of the run. A panic in a closure is the error of the step.
    fn serve(&self, con: Option<&mut dyn ConnectionLike>, request: Request<'_>) -> Result<T> {
        let run = || match &self.twin {
            Twin::Plain(twin) => twin(request),
            Twin::Capturing(twin) => twin(request),
            Twin::Python(decode) => match request {
                Request::Decode(records) => decode(std::mem::take(records)),
                Request::Native(_) => Err(self.no_twin()),
            },
            Twin::Poisoned => Err(Error::Native { message: "this gear did not compile".to_owned() }),
        };
        // A run owns all it changes, except for what the closures share with the outside, which is their
        // concern.
        let run = || {
            let result = catch_unwind(AssertUnwindSafe(run));
            concurrency::finish();
            result
        };
        native::scope(con, run).unwrap_or_else(|panic| Err(self.caught(panic)))
    }

    fn no_twin(&self) -> Error {
        let message =
            format!("`{}` is Python, which has no native twin: it runs on a server only", self.file());
        Error::Native { message }
    }

    /// The error that ended a native run by unwinding: one of ours, or a panic of the program.
    fn caught(&self, panic: Box<dyn Any + Send>) -> Error {
        let panic = match panic.downcast::<Error>() {
            Ok(error) => return *error,
            Err(panic) => panic,
        };
        let text = panic.downcast_ref::<&str>().copied();
        let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        let location = Location { file: self.file(), line: self.line(), column: 0 };
        Error::native_step(text.unwrap_or("a closure panicked").to_owned(), location)
    }
}

/// Batch gears.
impl<T> Gear<T> {
    /// Ships the gear to a server with RedisGears and returns its result.
    ///
    /// Any error of a step is an error of the run, also if other records gave results.
    pub fn run(&self, con: &mut impl ConnectionLike) -> Result<T>
    where
        T: Shippable,
    {
        let mut records = client::run(con, &self.to_script())?;
        self.serve(Some(con), Request::Decode(&mut records))
    }

    /// Ships the gear, and returns what the records gave that did not fail, and the errors of the others.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let mut con = redis::Client::open("redis://127.0.0.1/")?.get_connection()?;
    /// # let names: gear_runtime::Gear<Vec<String>> = gear_runtime::Gear::__poisoned();
    /// let partial = names.run_partial(&mut con)?;
    /// println!("{} names, {} errors", partial.value.len(), partial.errors.len());
    /// # Ok(())
    /// # }
    /// ```
    pub fn run_partial(&self, con: &mut impl ConnectionLike) -> Result<Partial<T>>
    where
        T: Shippable,
    {
        let (mut records, errors) = client::run_partial(con, &self.to_script())?;
        Ok(Partial { value: self.serve(Some(con), Request::Decode(&mut records))?, errors })
    }

    /// Ships the gear and returns at once, with a handle of its execution.
    pub fn unblocking(&self, con: &mut impl ConnectionLike) -> Result<Execution<T>>
    where
        T: Shippable,
    {
        Execution::start(self, con)
    }

    /// The result that the records from a server make.
    pub(crate) fn decode(&self, mut records: Vec<redis::Value>) -> Result<T> {
        self.serve(None, Request::Decode(&mut records))
    }

    /// Runs the gear in this process, on the data of any Redis server.
    pub fn native(&self, con: &mut impl ConnectionLike) -> Result<T>
    where
        T: Shippable,
    {
        self.serve(Some(con), Request::Native(Feed::Read))
    }
}

/// Inside of a gear: `gear!(..).await` in `async` code runs it, on all shards. `Err` has the text of its first error.
///
/// In a native run it runs natively too, on the connection of the run, and to its end at once.
impl<T: Shippable + 'static> IntoFuture for Gear<T> {
    type Output = std::result::Result<T, String>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output>>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let read = || Request::Native(Feed::Read);
            let on_connection = native::connection(|con| self.serve(Some(con), read()));
            let result = on_connection.unwrap_or_else(|| self.serve(None, read()));
            result.map_err(error_text)
        })
    }
}

/// Batch gears on given records.
impl<T: Shippable> Gear<T> {
    /// Runs the gear in this process on the given records: those of its reader, such as
    /// [`KeysRecord<V>`](crate::KeysRecord).
    pub fn native_on<R: 'static>(&self, records: impl IntoIterator<Item = R>) -> Result<T> {
        self.serve(None, Request::Native(Feed::given(records)))
    }

    /// Like [`native_on`](Gear::native_on), with a connection for the commands in its closures.
    pub fn native_with<R: 'static>(
        &self,
        con: &mut impl ConnectionLike,
        records: impl IntoIterator<Item = R>,
    ) -> Result<T> {
        self.serve(Some(con), Request::Native(Feed::given(records)))
    }
}

/// Event gears.
impl Gear<Registration> {
    /// Leaves the gear on the server, where it runs for every event.
    ///
    /// The same gear is registered only once, however often this is called.
    pub fn register(&self, con: &mut impl ConnectionLike) -> Result<Registration> {
        client::register(con, &self.to_script()).map(Registration::together)
    }

    /// Runs the steps in this process for the given records.
    pub fn native_on<R: 'static>(&self, records: impl IntoIterator<Item = R>) -> Result<()> {
        self.serve(None, Request::Native(Feed::given(records))).map(drop)
    }

    /// Like [`native_on`](Gear::native_on), with a connection for the commands in its closures.
    pub fn native_with<R: 'static>(
        &self,
        con: &mut impl ConnectionLike,
        records: impl IntoIterator<Item = R>,
    ) -> Result<()> {
        self.serve(Some(con), Request::Native(Feed::given(records))).map(drop)
    }
}
