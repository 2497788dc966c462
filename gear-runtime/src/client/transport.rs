//! One text for blocking and asynchronous connections.
//!
//! What takes more than one command is written once, as an `async` function of a [`Transport`]. On a blocking connection
//! every step is done when it returns, so the function is done after one poll.

use std::future::{Future, ready};
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use redis::ConnectionLike;

use super::request::Request;
use super::sync::ask;
use crate::Result;

/// A connection of any kind.
pub(crate) trait Transport {
    /// Sends a request and reads the reply.
    fn ask<T>(&mut self, request: &Request<'_, T>) -> impl Future<Output = Result<T>>;

    /// Lets time pass.
    fn sleep(&mut self, time: Duration) -> impl Future<Output = ()>;
}

/// A blocking connection.
pub(crate) struct Blocking<'a, C: ?Sized>(pub(crate) &'a mut C);

impl<C: ConnectionLike + ?Sized> Transport for Blocking<'_, C> {
    fn ask<T>(&mut self, request: &Request<'_, T>) -> impl Future<Output = Result<T>> {
        ready(ask(self.0, request))
    }

    fn sleep(&mut self, time: Duration) -> impl Future<Output = ()> {
        std::thread::sleep(time);
        ready(())
    }
}

/// The result of a future that waits for blocking connections only.
pub(crate) fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => unreachable!("a blocking connection never leaves anything pending"),
    }
}
