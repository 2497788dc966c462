//! Gears that use modules of Python: the network, packages, the interpreter itself.

use crate::events::ENQUEUE;
use crate::site::Site;
use crate::support::{Engine, eventually};
use crate::wheels::{Folder, make_wheel, server_with_wheels};
use redis_gears::{Registration, gear, prelude::*};

#[gear(import = "urllib.request")]
extern "Python" {
    type Page;
    type Request;

    #[gear(name = "urlopen", catch)]
    fn open(url: &str, #[gear(keyword)] timeout: f64) -> Result<Page, String>;
    #[gear(constructor)]
    fn new(url: &str, #[gear(keyword)] data: Vec<u8>, #[gear(keyword)] method: &str) -> Request;
    #[gear(name = "urlopen", catch)]
    fn send(request: &Request, #[gear(keyword)] timeout: f64) -> Result<Page, String>;
    #[gear(method, name = "read")]
    fn body(this: &Page) -> Vec<u8>;
    #[gear(getter)]
    fn status(this: &Page) -> i64;
}

#[gear]
fn fetch(url: &str) -> Result<Vec<u8>, String> {
    let page: Result<Page, String> = open(url, 5.0);
    match page {
        Ok(page) => Ok(page.body()),
        Err(error) => Err(error),
    }
}

/// U11: the image that a hash names is fetched once, and its bytes are kept in a hash.
static IMAGES: Gear<Registration> = gear!(
    KeysReader::<HashMap<String, String>>("annotation:*")
        .filter(|r| r.value.contains_key("image"))
        .for_each(|r| {
            let url = r.value["image"].clone();
            if cmd::hset_nx("images", &url, "") {
                let image: Result<Vec<u8>, String> = fetch(&url);
                match image {
                    Ok(bytes) => {
                        cmd::hset("images", &url, bytes);
                    }
                    Err(error) => {
                        cmd::hdel("images", &url);
                        cmd::hset("failed", &url, error);
                    }
                }
            }
        })
        .register(events = ["hset"])
);

#[test]
fn u11_an_image_is_fetched_when_a_hash_names_it() {
    let site = Site::start();
    let image = b"\x89PNG\r\n\x00\xff";
    site.put("/cat.png", image);
    let mut engine = Engine::start();
    IMAGES.register(&mut engine.con).expect("it registers");
    let (cat, dog) = (site.url("/cat.png"), site.url("/dog.png"));
    engine.commands(&format!(
        "HSET annotation:1 image {cat}\nHSET annotation:2 image {cat}\nHSET annotation:3 image {dog}"
    ));
    eventually(|| {
        engine.reply::<Option<String>>(&["HGET", "failed", &dog])
            == Ok(Some("HTTPError: HTTP Error 404: Not Found".to_owned()))
    });
    assert_eq!(engine.reply::<Vec<u8>>(&["HGET", "images", &cat]), Ok(image.to_vec()));
    assert_eq!(engine.reply::<i64>(&["HLEN", "images"]), Ok(1));
    assert_eq!(site.requests(), ["GET /cat.png", "GET /dog.png"]);
}

/// U25: a read-through cache of pages.
#[trigger("cached", in_order = true)]
fn cached(url: String) -> Result<String, String> {
    if let Some(known) = cmd::get(&url) {
        return Ok(known);
    }
    let page: Result<Vec<u8>, String> = fetch(&url);
    let text: Result<String, String> = match page {
        Ok(bytes) => String::from_utf8(bytes).map_err(|_| "the page is no text".to_string()),
        Err(error) => Err(error),
    };
    let text: String = text?;
    cmd::set_ex(&url, &text, 60);
    Ok(text)
}

#[test]
fn u25_a_read_through_cache() {
    let site = Site::start();
    site.put("/page", "blåbær".as_bytes());
    let mut engine = Engine::start();
    cached::register(&mut engine.con).expect("it registers");
    for _ in 0..3 {
        assert_eq!(cached::call(&mut engine.con, site.url("/page")).expect("it answers"), "blåbær");
    }
    assert_eq!(site.requests(), ["GET /page"]);
    let error = cached::call(&mut engine.con, site.url("/none")).expect_err("there is none").to_string();
    assert!(error.contains("HTTP Error 404"), "{error}");
}

/// U52: what expires goes to a store of objects. Its value is in a shadow, because an expired key has none.
static SHADOW: Gear<Registration> = gear!(
    KeysReader::<String>("token:*")
        .for_each(|r| cmd::set(format!("shadow:{}", r.key), &r.value))
        .register(mode = Sync, events = ["set"])
);

fn archive(store: &str) -> Gear<Registration> {
    gear!(
        KeysReader::<()>("token:*")
            .for_each(|r| {
                if let Some(value) = cmd::get(format!("shadow:{}", r.key)) {
                    let url = format!("{store}{}", r.key);
                    let request: Request = Request::new(&url, value.as_bytes().to_vec(), "PUT");
                    let sent: Result<Page, String> = send(&request, 5.0);
                    match sent {
                        Ok(page) => {
                            if page.status() == 200 {
                                cmd::del(format!("shadow:{}", r.key));
                            }
                        }
                        Err(error) => log!(level = Warning, "{} is not stored: {error}", r.key),
                    }
                }
            })
            .register(events = ["expired"], read_value = false)
    )
}

#[test]
fn u52_what_expires_goes_to_a_store() {
    let site = Site::start();
    let mut engine = Engine::start();
    SHADOW.register(&mut engine.con).expect("it registers");
    archive(&site.url("/bucket/")).register(&mut engine.con).expect("it registers");
    engine.commands("SET token:1 secret PX 20");
    eventually(|| {
        let _ = engine.reply::<i64>(&["EXISTS", "token:1"]);
        engine.reply::<i64>(&["EXISTS", "shadow:token:1"]) == Ok(0) && site.page("/bucket/token:1").is_some()
    });
    assert_eq!(site.page("/bucket/token:1"), Some(b"secret".to_vec()));
}

#[gear(import = "sys")]
extern "Python" {
    #[gear(name = "version_info")]
    static VERSION: (i64, i64, i64, String, i64);
}

/// U49: which Python each shard has.
static VERSIONS: Gear<Vec<(i64, i64)>> = gear!(ShardsIDReader().map(|_| (VERSION.0, VERSION.1)).run());

#[test]
fn u49_the_version_of_each_shard() {
    let mut engine = Engine::with_shards(3);
    let versions = VERSIONS.run(&mut engine.con).expect("it runs");
    assert_eq!(versions.len(), 3);
    assert!(versions.iter().all(|(major, minor)| *major == 3 && *minor >= 6), "{versions:?}");
}

#[gear(import = "gear_stats", requires = ["gear_stats~=1.0"])]
extern "Python" {
    fn spread(values: &[f64]) -> f64;
}

/// U13: the worker of the queue, which needs a package.
static WORK: Gear<Registration> = gear!(
    StreamReader("jobs")
        .for_each(|r| {
            let key = r.value["key"].clone();
            let sizes: Vec<f64> = cmd::hvals(&key).iter().map(|value| value.len() as f64).collect();
            let spread: f64 = spread(&sizes);
            cmd::hset(&key, "status", format!("done: {spread}"));
        })
        .register(batch = 10, duration = Duration::from_millis(20), on_failure = Retry, mode = AsyncLocal)
);

#[test]
fn u13_a_worker_with_a_package() {
    assert_eq!(WORK.requirements(), ["gear_stats~=1.0"]);
    let wheels = Folder::new("stats-wheels");
    make_wheel(&wheels.0, "gear_stats", "1.2", "def spread(values):\n    return max(values) - min(values)");
    let mut engine = Engine::on(server_with_wheels(&wheels.0));
    ENQUEUE.register(&mut engine.con).expect("it registers");
    WORK.register(&mut engine.con).expect("it registers");
    engine.commands("HSET job:1 status new text hi\nHSET job:2 status old");
    eventually(|| engine.reply::<String>(&["HGET", "job:1", "status"]) == Ok("done: 5".to_owned()));
    assert_eq!(engine.reply::<String>(&["HGET", "job:2", "status"]), Ok("old".to_owned()));
}

#[gear(import = "numpy")]
extern "Python" {
    type Array;

    fn array(values: &[i64]) -> Array;
    #[gear(method)]
    fn mean(this: &Array) -> f64;
    #[gear(method, name = "sum")]
    fn total(this: &Array) -> i64;
    #[gear(method, name = "cumsum")]
    fn running(this: &Array) -> Vec<i64>;
    #[gear(method, name = "__mul__")]
    fn times(this: &Array, factor: i64) -> Array;
    #[gear(method, name = "any")]
    fn has_some(this: &Array) -> bool;
}

/// U13 with numpy, whose numbers and arrays become those of Rust.
static STATISTICS: Gear<Vec<(f64, i64, Vec<i64>, bool)>> = gear!(
    KeysReader("x")
        .map(|_| {
            let values: Array = array(&[1, 2, 4]);
            let doubled: Array = values.times(2);
            (values.mean(), doubled.total(), doubled.running(), values.has_some())
        })
        .run()
);

#[test]
fn u13_with_numpy() {
    let has_numpy = std::process::Command::new("python3").args(["-c", "import numpy"]).output();
    if !has_numpy.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: `python3` has no numpy");
        return;
    }
    let mut engine = Engine::start();
    engine.commands("SET x 1");
    let statistics = STATISTICS.run(&mut engine.con).expect("it runs");
    assert_eq!(statistics, [(7.0 / 3.0, 14, vec![2, 6, 14], true)]);
}
