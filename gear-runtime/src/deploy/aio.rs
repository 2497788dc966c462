//! Deployments on asynchronous connections.

use redis::aio::ConnectionLike;

use super::{Deployment, Plan, Status};
use crate::Result;
use crate::client::Asynchronous;

/// On asynchronous connections, with a runtime of tokio and its timer.
impl Deployment {
    /// Like [`plan`](Deployment::plan), on an asynchronous connection.
    pub async fn plan_async<C: ConnectionLike + Send>(&self, con: &mut C) -> Result<Plan> {
        self.plan_on(&mut Asynchronous(con)).await
    }

    /// Like [`apply`](Deployment::apply), on an asynchronous connection.
    pub async fn apply_async<C: ConnectionLike + Send>(&mut self, con: &mut C) -> Result<Plan> {
        self.apply_on(&mut Asynchronous(con)).await
    }

    /// Like [`rollback`](Deployment::rollback), on an asynchronous connection.
    pub async fn rollback_async<C: ConnectionLike + Send>(&mut self, con: &mut C) -> Result<Plan> {
        self.rollback_on(&mut Asynchronous(con)).await
    }

    /// Like [`remove`](Deployment::remove), on an asynchronous connection.
    pub async fn remove_async<C: ConnectionLike + Send>(&mut self, con: &mut C) -> Result<Plan> {
        self.remove_on(&mut Asynchronous(con)).await
    }

    /// Like [`status`](Deployment::status), on an asynchronous connection.
    pub async fn status_async<C: ConnectionLike + Send>(&self, con: &mut C) -> Result<Status> {
        self.status_on(&mut Asynchronous(con)).await
    }
}
