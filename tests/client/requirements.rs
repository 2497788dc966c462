//! Python packages that are installed on one server and carried to another one in a file. Nothing is downloaded: the package is
//! made here.

#[cfg(feature = "aio")]
use gear_engine::Server;
use redis_gears::{Bundle, Error, Gears as _, PyExecute, Requirements, Value};

use crate::connect;
use crate::connections::{Operation, cut_in_the_middle};
use crate::wheels::{Folder, make_wheel, server_with_wheels};

const ANSWER: &str = "import gear_answer\nGB('CommandReader').map(lambda x: __import__('gear_answer').ANSWER).register(trigger='answer')";

#[test]
fn a_bundle_carries_requirements_to_a_server_without_a_way_out() {
    let wheels = Folder::new("wheels");
    make_wheel(&wheels.0, "gear_answer", "1.0", "ANSWER = 42");
    let source = server_with_wheels(&wheels.0);
    let mut con = connect(&source.url());
    con.pyexecute(&PyExecute::new(ANSWER).id("answer").requirements(["gear_answer==1.0"]))
        .expect("it installs");
    assert_eq!(con.trigger("answer", [""; 0]).expect("it answers")[0].as_str(), Some("42"));
    let [known] = &con.dump_requirements().expect("it lists")[..] else { panic!("one requirement") };
    assert!(known.downloaded && known.installed);
    assert_eq!(known.wheels, ["gear_answer-1.0-py3-none-any.whl"]);

    let mut file = Vec::new();
    Bundle::export(&mut con, &["gear_answer==1.0"])
        .expect("it exports")
        .write_to(&mut file)
        .expect("it writes");

    let empty = Folder::new("no-wheels");
    let target = server_with_wheels(&empty.0);
    let mut con = connect(&target.url());
    let refused =
        con.pyexecute(&PyExecute::new("").requirements(["gear_answer==1.0"])).expect_err("it is not there");
    assert!(matches!(refused, Error::Requirements { .. }), "{refused:?}");
    let bundle = Bundle::read_from(file.as_slice()).expect("it reads");
    let mut steps = Vec::new();
    bundle
        .import(&mut con, |step| steps.push((step.requirement.to_owned(), step.installed)))
        .expect("it imports");
    assert_eq!(steps, [("gear_answer==1.0".to_owned(), false), ("gear_answer==1.0".to_owned(), true)]);
    con.pyexecute(&PyExecute::new(ANSWER).requirements(["gear_answer==1.0"])).expect("it is there now");
    assert_eq!(con.trigger("answer", [""; 0]).expect("it answers")[0].as_str(), Some("42"));
}

/// The server has it, and looks for it again only if it is told.
#[test]
fn a_package_is_installed_again_if_that_is_asked_for() {
    let wheels = Folder::new("again-wheels");
    make_wheel(&wheels.0, "gear_again", "1.0", "VERSION = 1");
    let server = server_with_wheels(&wheels.0);
    let mut con = connect(&server.url());
    let version = "GB('ShardsIDReader').map(lambda x: __import__('gear_again').VERSION).run()";
    let script = PyExecute::new(version).requirements(["gear_again"]);
    let versions = |script: &PyExecute, con: &mut redis::Connection| match con.pyexecute(script) {
        Ok(redis_gears::Outcome::Results(outcome)) => outcome.results,
        other => panic!("{other:?}"),
    };
    assert_eq!(versions(&script, &mut con), [Value::from("1")]);
    make_wheel(&wheels.0, "gear_again", "1.0", "VERSION = 2");
    assert_eq!(versions(&script, &mut con), [Value::from("1")]);
    assert_eq!(versions(&script.force_reinstall(), &mut con), [Value::from("2")]);
}

#[cfg(feature = "aio")]
#[test]
fn a_bundle_travels_on_asynchronous_connections_too() {
    let wheels = Folder::new("wheels-aio");
    make_wheel(&wheels.0, "gear_aio", "1.0", "");
    let (source, target) = (server_with_wheels(&wheels.0), server_with_wheels(&wheels.0));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let connect = async |server: &Server| {
            let client = redis::Client::open(server.url()).expect("it is a URL");
            // pip takes longer than the half second that is the default.
            let config = redis::AsyncConnectionConfig::new().set_response_timeout(None);
            let con = client.get_multiplexed_async_connection_with_config(&config).await;
            con.expect("it accepts connections")
        };
        let (mut from, mut to) = (connect(&source).await, connect(&target).await);
        let mut steps = Vec::new();
        let needed = Requirements::merge(["gear_aio"]).expect("it is a requirement");
        needed.install_async(&mut from, |step| steps.push(step.installed)).await.expect("it installs");
        let bundle = Bundle::export_async(&mut from, &["gear_aio"]).await.expect("it exports");
        bundle.import_async(&mut to, |step| steps.push(step.installed)).await.expect("it imports");
        assert_eq!(steps, [false, true, false, true]);
    });
    let [known] = &connect(&target.url()).dump_requirements().expect("it lists")[..] else { panic!("one") };
    assert_eq!((known.name.as_str(), known.installed), ("gear_aio", true));
}

#[test]
fn a_cut_while_packages_travel_is_an_error_and_no_hang() {
    let wheels = Folder::new("cut-wheels");
    make_wheel(&wheels.0, "gear_cut", "1.0", "");
    let server = server_with_wheels(&wheels.0);
    fn install(con: &mut redis::Connection) -> Result<(), Error> {
        Requirements::merge(["gear_cut"])?.install(con, |_| {})
    }
    const OPERATIONS: &[Operation] = &[
        install,
        |con| Bundle::export(con, &["gear_cut"]).map(drop),
        |con| Bundle::export(con, &["gear_cut"])?.import(con, |_| {}),
    ];
    cut_in_the_middle(&server, OPERATIONS, |con| install(con).expect("it installs"));
}

#[test]
fn a_damaged_export_is_refused() {
    let wheels = Folder::new("damaged-wheels");
    make_wheel(&wheels.0, "gear_damaged", "1.0", "");
    let source = server_with_wheels(&wheels.0);
    let mut con = connect(&source.url());
    con.pyexecute(&PyExecute::new("").requirements(["gear_damaged"])).expect("it installs");
    let exported = con.export_requirement("gear_damaged").expect("it exports").pieces.concat();
    let target = server_with_wheels(&wheels.0);
    let mut con = connect(&target.url());
    // The last byte belongs to a wheel, whose zip file then has no end.
    for end in [0, 1, 8, 20, exported.len() - 1] {
        let refused = con.import_requirement(&[exported[..end].to_vec()]).expect_err("it is refused");
        assert!(matches!(refused, Error::Requirements { .. }), "{end}: {refused:?}");
    }
    let mut damaged = exported.clone();
    let middle = damaged.len() - 40;
    damaged[middle..].fill(0);
    let refused = con.import_requirement(&[damaged]).expect_err("pip refuses it");
    assert!(matches!(refused, Error::Requirements { .. }), "{refused:?}");
    assert!(con.dump_requirements().expect("it lists").is_empty());
    con.import_requirement(&[exported]).expect("the whole one is taken");
}
