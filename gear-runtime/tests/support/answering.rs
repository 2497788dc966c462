//! A server that is a function.

use redis::{Cmd, ConnectionLike, RedisResult, Value};

/// Answers each command by a function. Everything is sent by `req_command`, one command at a time.
pub(crate) struct Answering<F>(pub(crate) F);

impl<F: FnMut(&Cmd) -> RedisResult<Value>> ConnectionLike for Answering<F> {
    fn req_command(&mut self, cmd: &Cmd) -> RedisResult<Value> {
        (self.0)(cmd)
    }

    fn req_packed_command(&mut self, _: &[u8]) -> RedisResult<Value> {
        panic!("everything is sent by `req_command`")
    }

    fn req_packed_commands(&mut self, _: &[u8], _: usize, _: usize) -> RedisResult<Vec<Value>> {
        panic!("nothing is sent as a pipeline")
    }

    fn get_db(&self) -> i64 {
        0
    }

    fn check_connection(&mut self) -> bool {
        true
    }

    fn is_open(&self) -> bool {
        true
    }
}
