//! The sections of INFO.

use std::ffi::{CStr, c_int};

use crate::api::c_string;
use crate::api::raw::{RedisModuleInfoCtx, api};
use crate::commands::{registration_info, session_text};
use crate::registrations::registry;
use crate::requirements::{self, yes};
use crate::{executions, ids};

/// # Safety
/// Called by the server only, with a live context.
pub(crate) unsafe extern "C" fn fill(ctx: *mut RedisModuleInfoCtx, for_crash_report: c_int) {
    // A crash report must not wait for locks that the crashed thread may have.
    if for_crash_report != 0 {
        return;
    }
    crate::guard((), || Info(ctx).fill());
}

struct Info(*mut RedisModuleInfoCtx);

impl Info {
    fn fill(&self) {
        let registry = registry();
        self.section(c"");
        self.number("nexecutions", executions::count());
        self.number("nregistrations", registry.len());

        let ids_of = |session: &str| -> Vec<String> {
            registry
                .session(session)
                .map(|info| info.registrations.iter().map(|n| ids::text(*n)).collect())
                .unwrap_or_default()
        };
        self.section(c"regisrations");
        for registration in registry.all() {
            self.text(&registration.id, &registration_info(registration, &ids_of(&registration.session.id)));
        }
        self.section(c"plugins");
        self.text("GearsPythonPlugin", "version=10000");
        self.section(c"python_stats");
        for name in ["TotalAllocated", "PeakAllocated", "CurrAllocated"] {
            self.number(name, crate::commands::memory_of_workers() as usize);
        }
        self.section(c"python_requirements");
        for known in requirements::known() {
            let (downloaded, installed) = (yes(known.wheels.is_some()), yes(known.installed));
            self.text(&known.name, &format!("IsDownloaded={downloaded},IsInstalled={installed}"));
        }
        self.section(c"python_sessions");
        for info in registry.sessions() {
            self.text(&info.session.id, &session_text(&info.session, &ids_of(&info.session.id)));
        }
    }

    fn section(&self, name: &CStr) {
        // SAFETY: the context is live and the name ends with NUL.
        unsafe { (api().InfoAddSection)(self.0, name.as_ptr()) };
    }

    fn number(&self, name: &str, value: usize) {
        // SAFETY: as above.
        unsafe { (api().InfoAddFieldULongLong)(self.0, c_string(name).as_ptr(), value as u64) };
    }

    fn text(&self, name: &str, value: &str) {
        // SAFETY: as above; the server copies both texts.
        unsafe { (api().InfoAddFieldCString)(self.0, c_string(name).as_ptr(), c_string(value).as_ptr()) };
    }
}
