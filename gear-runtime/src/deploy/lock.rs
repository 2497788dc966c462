//! One deployer at a time: a key that expires, with the token of who holds it.

use std::time::{Duration, Instant};

use redis::{Value, cmd};

use super::store::key;
use crate::client::{Request, Transport};
use crate::{Error, Result};

/// How long the lock outlives a deployer that is gone.
const EXPIRY: Duration = Duration::from_secs(30);
/// The same while the server installs Python packages, which nobody can interrupt to renew it.
const INSTALLATION: Duration = Duration::from_secs(600);

/// Compares the token and renews, in one step.
const RENEW: &str = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0";
/// Compares the token and lets go, in one step.
const RELEASE: &str =
    "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

/// The lock of an app, held.
pub(super) struct Lock {
    app: String,
    token: String,
    renewed: Instant,
}

impl Lock {
    /// Takes the lock, or takes up one that this token holds already.
    pub(super) async fn take(server: &mut impl Transport, app: &str, token: &str) -> Result<Self> {
        let lock = Self { app: app.to_owned(), token: token.to_owned(), renewed: Instant::now() };
        let mut set = cmd("SET");
        set.arg(lock.key()).arg(token).arg("NX").arg("PX").arg(EXPIRY.as_millis() as u64);
        let taken = server.ask(&Request::plain(set, |reply| Ok(reply != Value::Nil))).await?;
        if taken || lock.eval(server, RENEW, EXPIRY).await? {
            return Ok(lock);
        }
        let mut left = cmd("PTTL");
        left.arg(lock.key());
        let left = server.ask(&Request::plain(left, |reply| Ok(int(&reply)))).await?;
        let expires = Duration::from_millis(u64::try_from(left).unwrap_or_default());
        Err(Error::DeploymentLocked { app: lock.app, expires })
    }

    /// Keeps the lock. If it was lost, because this deployer was too slow, the other one must not be disturbed.
    pub(super) async fn keep(&mut self, server: &mut impl Transport) -> Result<()> {
        if self.renewed.elapsed() < EXPIRY / 3 {
            return Ok(());
        }
        self.renew(server, EXPIRY).await
    }

    /// Before the server installs Python packages, and after that.
    pub(super) async fn keep_while(&mut self, server: &mut impl Transport, installing: bool) -> Result<()> {
        self.renew(server, if installing { INSTALLATION } else { EXPIRY }).await
    }

    async fn renew(&mut self, server: &mut impl Transport, time: Duration) -> Result<()> {
        let now = Instant::now();
        if !self.eval(server, RENEW, time).await? {
            return Err(Error::DeploymentLocked { app: self.app.clone(), expires: EXPIRY });
        }
        self.renewed = now;
        Ok(())
    }

    /// Lets go. If that fails, the lock expires.
    pub(super) async fn release(self, server: &mut impl Transport) {
        let _ = self.eval(server, RELEASE, EXPIRY).await;
    }

    async fn eval(&self, server: &mut impl Transport, script: &str, time: Duration) -> Result<bool> {
        let mut eval = cmd("EVAL");
        eval.arg(script).arg(1).arg(self.key()).arg(&self.token).arg(time.as_millis() as u64);
        server.ask(&Request::plain(eval, |reply| Ok(int(&reply) == 1))).await
    }

    fn key(&self) -> String {
        format!("{}:lock", key(&self.app))
    }
}

fn int(reply: &Value) -> i64 {
    match reply {
        Value::Int(value) => *value,
        _ => 0,
    }
}
