//! Requirements on asynchronous connections.

use redis::aio::ConnectionLike;

use super::{Bundle, Installing, Requirements};
use crate::Result;
use crate::client::Asynchronous;

impl Requirements {
    /// Like [`install`](Requirements::install), on an asynchronous connection.
    pub async fn install_async<C: ConnectionLike + Send>(
        &self,
        con: &mut C,
        progress: impl FnMut(Installing<'_>),
    ) -> Result<()> {
        self.install_on(&mut Asynchronous(con), progress).await
    }
}

impl Bundle {
    /// Like [`export`](Bundle::export), on an asynchronous connection.
    pub async fn export_async<C: ConnectionLike + Send>(con: &mut C, names: &[&str]) -> Result<Self> {
        Self::export_on(&mut Asynchronous(con), names).await
    }

    /// Like [`import`](Bundle::import), on an asynchronous connection.
    pub async fn import_async<C: ConnectionLike + Send>(
        &self,
        con: &mut C,
        progress: impl FnMut(Installing<'_>),
    ) -> Result<()> {
        self.import_on(&mut Asynchronous(con), progress).await
    }
}
