//! Python packages that are made here, and a server that finds them and no others.

use std::path::{Path, PathBuf};
use std::process::Command;

use gear_engine::Server;

/// A folder that goes with the value.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("redis-gears-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder can be made");
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A wheel is a zip file with a description in it.
const MAKE_WHEEL: &str = "
import sys, zipfile
folder, name, version, code = sys.argv[1:]
info = '%s-%s.dist-info/' % (name, version)
files = {
    name + '.py': code,
    info + 'METADATA': 'Metadata-Version: 2.1\\nName: %s\\nVersion: %s\\n' % (name, version),
    info + 'WHEEL': 'Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n',
}
files[info + 'RECORD'] = ''.join('%s,,\\n' % file for file in list(files) + [info + 'RECORD'])
with zipfile.ZipFile('%s/%s-%s-py3-none-any.whl' % (folder, name, version), 'w') as wheel:
    for file, text in files.items():
        wheel.writestr(file, text)
";

pub(crate) fn make_wheel(folder: &Path, name: &str, version: &str, code: &str) {
    let status =
        Command::new("python3").args(["-c", MAKE_WHEEL]).arg(folder).args([name, version, code]).status();
    assert!(status.expect("python3 runs").success());
}

/// A server whose pip finds wheels in this folder and nowhere else.
pub(crate) fn server_with_wheels(folder: &Path) -> Server {
    let folder = folder.to_str().expect("a plain path");
    let builder = Server::builder().env("PIP_NO_INDEX", "1").env("PIP_FIND_LINKS", folder);
    builder.start().expect("the engine starts")
}
