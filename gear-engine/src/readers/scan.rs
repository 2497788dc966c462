//! Scans of the keyspace, a page at a time.

use std::collections::HashMap;
use std::ffi::c_void;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use super::RecordWriter;
use super::keys::{type_of, write_record};
use crate::api::raw::{RedisModuleCtx, RedisModuleKey, RedisModuleScanCursor, RedisModuleString, api};
use crate::api::{Context, string_bytes};
use crate::glob;
use crate::shards;
use crate::sync::Locked as _;

/// What a scan is for.
pub(crate) struct Request {
    pub(crate) pattern: Vec<u8>,
    pub(crate) read_value: bool,
    pub(crate) shard: usize,
    /// Names instead of records.
    pub(crate) keys_only: bool,
}

struct Scan {
    request: Request,
    cursor: Cursor,
}

struct Cursor(*mut RedisModuleScanCursor);

// SAFETY: a cursor is only used with the Redis lock held, by one thread at a time.
unsafe impl Send for Cursor {}

impl Drop for Cursor {
    fn drop(&mut self) {
        // SAFETY: made by ScanCursorCreate and destroyed once.
        unsafe { (api().ScanCursorDestroy)(self.0) };
    }
}

/// The most keys in one page: a page is built with the Redis lock held, and other clients wait for it.
const PAGE: usize = 1000;
/// The most bytes, about, for the same reason.
const PAGE_BYTES: usize = 4 << 20;
/// How many buckets a page looks at when few keys fit.
const STEPS: usize = 10_000;

static SCANS: Mutex<Option<HashMap<u64, Scan>>> = Mutex::new(None);

pub(crate) fn open(request: Request) -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    // SAFETY: the server gives a new cursor.
    let cursor = Cursor(unsafe { (api().ScanCursorCreate)() });
    SCANS.locked().get_or_insert_default().insert(number, Scan { request, cursor });
    number
}

pub(crate) fn close(number: u64) {
    SCANS.locked().get_or_insert_default().remove(&number);
}

/// Forgets the scans of a shard whose process has ended.
pub(crate) fn close_all(shard: usize) {
    SCANS.locked().get_or_insert_default().retain(|_, scan| scan.request.shard != shard);
}

/// A page of a scan, encoded.
pub(crate) fn page(ctx: Context, number: u64) -> Option<Vec<u8>> {
    let scan = SCANS.locked().get_or_insert_default().remove(&number)?;
    let mut page = Page { ctx, request: &scan.request, out: RecordWriter::new(), count: 0, failed: false };
    let mut more = true;
    let mut steps = 0;
    while more && steps < STEPS && page.count < PAGE && page.out.out.bytes.len() < PAGE_BYTES {
        // SAFETY: the cursor is live, the lock is held, and `page` lives until Scan returns.
        more = unsafe { (api().Scan)(ctx.as_ptr(), scan.cursor.0, on_key, (&raw mut page).cast()) } != 0;
        steps += 1;
    }
    let encoded = page.finish(more);
    if more {
        SCANS.locked().get_or_insert_default().insert(number, scan);
    }
    Some(encoded)
}

struct Page<'a> {
    ctx: Context,
    request: &'a Request,
    out: RecordWriter,
    count: usize,
    /// Whether a text takes the place of a record.
    failed: bool,
}

impl Page<'_> {
    fn add(&mut self, key: &[u8]) {
        let fits = glob::matches(&self.request.pattern, key) && shards::is_on(key, self.request.shard);
        // A scan also comes by keys that have expired but are not removed yet.
        if !fits || type_of(self.ctx, key) == "empty" {
            return;
        }
        self.count += 1;
        if self.request.keys_only {
            self.out.text(key);
        } else if let Err(problem) = write_record(self.ctx, &mut self.out, None, key, self.request.read_value)
        {
            self.out.out.str(&problem.text(key));
            self.failed = true;
        }
    }

    /// `(names, records, binary, failed, more)`. The count of the records is only known now, so the list is put together here; in front of it
    /// is the table of names, which Python drops.
    fn finish(self, more: bool) -> Vec<u8> {
        let table = RecordWriter::new().out.bytes;
        let records = &self.out.out.bytes[table.len()..];
        let mut whole = crate::marshal::Writer::default();
        whole.tuple(5);
        whole.bytes.extend_from_slice(&table);
        whole.list(self.count);
        whole.bytes.extend_from_slice(records);
        whole.bool(self.out.binary);
        whole.bool(self.failed);
        whole.bool(more);
        whole.bytes
    }
}

unsafe extern "C" fn on_key(
    _ctx: *mut RedisModuleCtx,
    name: *mut RedisModuleString,
    _key: *mut RedisModuleKey,
    data: *mut c_void,
) {
    crate::guard((), || {
        // SAFETY: `data` is the page given to Scan, and the name lives during this call.
        let (page, name) = unsafe { (&mut *data.cast::<Page<'_>>(), string_bytes(name)) };
        page.add(name);
    });
}
