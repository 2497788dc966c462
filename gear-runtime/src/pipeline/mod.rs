//! The native world: a pipeline is a chain of lazy iterators over typed records.
//!
//! Its methods are what `gear!` accepts, with the same signatures, so rustc checks the closures of a gear
//! here.

mod closed;
mod groups;
mod json;
mod order;
mod register;
mod shape;
mod totals;
mod waiting;

use std::any::{Any, type_name};
use std::marker::PhantomData;

pub use closed::{Closed, Request, Shippable};
pub use register::Register;
pub use shape::{Form, Groups, Many, One, Shape};
pub use totals::Number;

pub(crate) use closed::short_name;
pub(crate) use json::{decode_json_of, decode_record, decode_record_to, expected_by};

use crate::reader::Batch;
use crate::{Error, Result};

/// The records of a run. The first error ends it.
pub(crate) type Records<'a, T> = Box<dyn Iterator<Item = Result<T>> + 'a>;

type Start<'a, T> = Box<dyn FnOnce(Feed) -> Records<'a, T> + 'a>;

/// A record that can go from step to step, and so from shard to shard: on a cluster it is sent. Rust has a word for it, `Send`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot travel from step to step, nor from shard to shard",
    label = "this step would get what stays on its shard",
    note = "an object of foreign Python, and what is not `Send`, belongs into one closure: take out of it there what you need"
)]
pub trait Travels {}

#[diagnostic::do_not_recommend]
impl<T: Send> Travels for T {}

/// Where the records of a native run come from.
#[derive(Debug)]
pub enum Feed {
    /// The reader reads them on the connection of the run.
    Read,
    /// There are none.
    Empty,
    /// They are given: a `Vec` of the reader's records, and the name of the record type.
    Given(Box<dyn Any>, &'static str),
}

impl Feed {
    pub(crate) fn given<T: 'static>(records: impl IntoIterator<Item = T>) -> Self {
        Self::Given(Box::new(records.into_iter().collect::<Vec<T>>()), type_name::<T>())
    }

    /// The records of a reader that yields `T` and reads with `read`.
    pub(crate) fn records<'a, T: 'static>(self, read: impl FnOnce() -> Records<'a, T>) -> Records<'a, T> {
        match self {
            Self::Read => read(),
            Self::Empty => Box::new(std::iter::empty()),
            Self::Given(records, given) => match records.downcast::<Vec<T>>() {
                Ok(records) => Box::new(records.into_iter().map(Ok)),
                Err(_) => failed(wrong_records(type_name::<T>(), given)),
            },
        }
    }
}

fn wrong_records(expected: &str, given: &str) -> Error {
    let (expected, given) = (short_name(expected), short_name(given));
    Error::Native {
        message: format!("this gear reads records of type `{expected}`, but was given `{given}`"),
    }
}

/// The elements of the lists that records are.
pub(crate) fn flattened<'a, I>(records: Records<'a, I>) -> Records<'a, I::Item>
where
    I: IntoIterator<Item: 'a, IntoIter: 'a> + 'a,
{
    Box::new(records.flat_map(|record| -> Records<'a, I::Item> {
        match record {
            Ok(items) => Box::new(items.into_iter().map(Ok)),
            Err(error) => failed(error),
        }
    }))
}

/// The records of a run that failed before it began.
pub(crate) fn failed<'a, T: 'a>(error: Error) -> Records<'a, T> {
    Box::new(std::iter::once(Err(error)))
}

/// Records of type `T` from the reader `R` on their way through the steps of a gear.
///
/// `S` says how many there can be: [`Many`], [`One`], or [`Groups`] of a key and a value.
/// Its methods are the operations, which `gear!` is written in:
///
/// ```
/// use redis_gears::{gear, prelude::*};
///
/// static PER_CITY: Gear<HashMap<String, i64>> = gear!(
///     KeysReader::<HashMap<String, String>>("user:*").map(|r| r.value["city"].clone()).count_by(|city| city.clone()).run()
/// );
/// let user = KeysRecord::new("user:1", HashMap::from([("city".to_string(), "york".to_string())]));
/// assert_eq!(PER_CITY.native_on([user]).unwrap()["york"], 1);
/// ```
#[must_use = "a pipeline does nothing until it ends with `.run()` or `.register()`"]
pub struct Pipeline<'a, R, T, S> {
    open: Start<'a, T>,
    kind: PhantomData<fn() -> (R, S)>,
}

/// What a beginning of pipelines gives: records of type `T` from the reader `R`, for more steps.
///
/// A `#[gear]` function with this result holds a reader and steps, and any number of gears go on from there:
///
/// ```
/// use gear_runtime::{Keys, Open};
///
/// // #[gear]
/// // fn lines() -> Open<Keys, String> {
/// //     KeysReader::<String>("line:*").map(|r| r.value)
/// // }
/// // gear!(lines().filter(|line| line.is_empty()).count().run())
/// fn count(lines: Open<Keys, String>) {
///     drop(lines.count());
/// }
/// ```
pub type Open<R, T> = Pipeline<'static, R, T, Many>;

impl<R, T, S> std::fmt::Debug for Pipeline<'_, R, T, S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pipeline of {}", short_name(type_name::<T>()))
    }
}

impl<'a, R, T: 'a, S: Form> Pipeline<'a, R, T, S> {
    pub(crate) fn new(open: impl FnOnce(Feed) -> Records<'a, T> + 'a) -> Self {
        Self { open: Box::new(open), kind: PhantomData }
    }

    /// The next step: `then` makes the records of this one into those of that one.
    fn then<U: 'a, Next: Form>(
        self,
        then: impl FnOnce(Records<'a, T>) -> Records<'a, U> + 'a,
    ) -> Pipeline<'a, R, U, Next> {
        Pipeline::new(move |feed| then((self.open)(feed)))
    }

    /// A step that needs all records before it gives the first.
    fn gather<U: 'a, Next: Form, I: IntoIterator<Item = U, IntoIter: 'a>>(
        self,
        gather: impl FnOnce(Records<'a, T>) -> Result<I> + 'a,
    ) -> Pipeline<'a, R, U, Next> {
        self.then(|records| match gather(records) {
            Ok(gathered) => Box::new(gathered.into_iter().map(Ok)),
            Err(error) => failed(error),
        })
    }

    /// Replaces every record by what `f` returns.
    pub fn map<U: 'a>(self, f: impl Fn(T) -> U + 'a) -> Pipeline<'a, R, U, S::Mapped>
    where
        T: Travels,
    {
        self.then(|records| Box::new(records.map(move |record| record.map(&f))))
    }

    /// Replaces every record by the elements of what `f` returns, in their order.
    pub fn flat_map<I: IntoIterator<Item: 'a, IntoIter: 'a> + 'a>(
        self,
        f: impl Fn(T) -> I + 'a,
    ) -> Pipeline<'a, R, I::Item, Many>
    where
        T: Travels,
    {
        self.then(|records| flattened(Box::new(records.map(move |record| record.map(&f)))))
    }

    /// Keeps the records for which `f` returns true.
    pub fn filter(self, f: impl Fn(&T) -> bool + 'a) -> Pipeline<'a, R, T, S::Filtered> {
        self.then(|records| Box::new(records.filter(move |record| record.as_ref().map_or(true, &f))))
    }

    /// Calls `f` for every record and passes it on.
    pub fn for_each(self, f: impl Fn(&T) + 'a) -> Self {
        self.then(|records| {
            Box::new(records.inspect(move |record| {
                if let Ok(record) = record {
                    f(record);
                }
            }))
        })
    }

    /// Keeps the first `n` records of all shards together.
    pub fn limit(self, n: usize) -> Pipeline<'a, R, T, Many> {
        self.then(move |records| Box::new(records.take(n)))
    }

    /// Keeps the first `n` records of each shard. A native run is a single shard.
    pub fn local_limit(self, n: usize) -> Pipeline<'a, R, T, Many> {
        self.limit(n)
    }

    /// Leaves out the first `n` records of all shards together.
    pub fn skip(self, n: usize) -> Pipeline<'a, R, T, Many> {
        let mut left = n;
        self.then(move |records| {
            Box::new(records.filter(move |record| {
                let skipped = left > 0 && record.is_ok();
                left -= usize::from(skipped);
                !skipped
            }))
        })
    }

    /// Moves every record to the shard that has the key `f` returns. A native run is a single shard, which has them
    /// all.
    pub fn repartition<K: AsRef<str>>(self, f: impl Fn(&T) -> K + 'a) -> Self {
        self.for_each(move |record| drop(f(record)))
    }

    /// Brings all records to the shard that the gear was sent to.
    pub fn collect(self) -> Self {
        self
    }

    /// The Python packages that the step before needs.
    pub fn requires<E: AsRef<str>>(self, _: impl IntoIterator<Item = E>) -> Self {
        self
    }

    /// Ends a batch gear: its results come back to the caller.
    pub fn run<Output>(self) -> Closed<'a, Output>
    where
        R: Batch,
        // Not as `S::Output`: a projection in the signature would hide the words of the bounds.
        S: Shape<T, Output = Output>,
    {
        Closed::new(move |feed| S::gather((self.open)(feed)), S::decode)
    }

    /// Ends an event gear: it stays on the server and runs for every event.
    pub fn register(self) -> Register<'a, R>
    where
        T: Travels,
    {
        Register::new(move |feed| (self.open)(feed).try_for_each(|record| record.map(drop)))
    }
}
