//! Several futures at the same time.

use std::pin::Pin;
use std::task::{Context, Poll};

/// A future, then its result.
enum Part<F: Future> {
    Waits(Pin<Box<F>>),
    Done(Option<F::Output>),
}

impl<F: Future> Part<F> {
    fn new(future: F) -> Self {
        Self::Waits(Box::pin(future))
    }

    /// Polls it unless it is done, and tells whether it is.
    fn poll(&mut self, context: &mut Context<'_>) -> bool {
        if let Self::Waits(future) = self
            && let Poll::Ready(value) = future.as_mut().poll(context)
        {
            *self = Self::Done(Some(value));
        }
        matches!(self, Self::Done(_))
    }

    fn take(&mut self) -> F::Output {
        match self {
            Self::Done(value) => value.take().expect("a finished join is not polled again"),
            Self::Waits(_) => unreachable!("all parts are done"),
        }
    }
}

/// Nothing points into it: each future is in a box of its own.
impl<F: Future> Unpin for Part<F> {}

/// Waits for several futures at the same time and gives a tuple of what they give.
///
/// It awaits by itself, so it stands in `async` code, and has no `.await` behind it. A part that fails ends the others.
///
/// ```
/// use gear_runtime::prelude::*;
///
/// let both = gear_runtime::block_on(async { join!(async { 1 }, async { "one" }) });
/// assert_eq!(both, (1, "one"));
/// ```
#[macro_export]
macro_rules! join {
    ($($future:expr),+ $(,)?) => {
        $crate::__private::JoinTuple::__join(($($crate::__private::IntoFuture::into_future($future),)+)).await
    };
}

/// A tuple of futures; what the expansion of [`join!`](crate::join) makes.
pub trait JoinTuple {
    /// The tuple of what they give.
    type Output;

    #[doc(hidden)]
    #[allow(async_fn_in_trait, reason = "only `join!` calls it")]
    async fn __join(self) -> Self::Output;
}

macro_rules! tuples {
    ($(($($name:ident)+))*) => {$(
        impl<$($name: Future),+> JoinTuple for ($($name,)+) {
            type Output = ($($name::Output,)+);

            #[allow(non_snake_case, reason = "the names of the types are those of the parts")]
            async fn __join(self) -> Self::Output {
                let ($($name,)+) = self;
                $(let mut $name = Part::new($name);)+
                std::future::poll_fn(|context| {
                    let done = [$($name.poll(context)),+];
                    if done.iter().all(|done| *done) { Poll::Ready(($($name.take(),)+)) } else { Poll::Pending }
                })
                .await
            }
        }
    )*};
}

tuples! { (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H) }

/// Waits for all futures of a list at the same time and gives the list of what they give, in their order.
///
/// ```
/// use gear_runtime::prelude::*;
///
/// let doubled = gear_runtime::block_on(join_all((1..4).map(|n| async move { n * 2 })));
/// assert_eq!(doubled, [2, 4, 6]);
/// ```
pub fn join_all<F: IntoFuture>(futures: impl IntoIterator<Item = F>) -> JoinAll<F::IntoFuture> {
    JoinAll { parts: futures.into_iter().map(|future| Part::new(future.into_future())).collect() }
}

/// What [`join_all`] gives.
#[must_use = "futures do nothing unless they are awaited"]
pub struct JoinAll<F: Future> {
    parts: Vec<Part<F>>,
}

impl<F: Future> std::fmt::Debug for JoinAll<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "JoinAll of {}", self.parts.len())
    }
}

impl<F: Future> Future for JoinAll<F> {
    type Output = Vec<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut done = true;
        for part in &mut self.parts {
            done &= part.poll(context);
        }
        if done { Poll::Ready(self.parts.iter_mut().map(Part::take).collect()) } else { Poll::Pending }
    }
}
