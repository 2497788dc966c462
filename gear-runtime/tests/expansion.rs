//! What the macros emit, written by hand: gears over records in memory.

use std::collections::HashMap;

use gear_runtime::__private as p;
use gear_runtime::{Error, Gear, KeysRecord, Registration, StreamRecord, cmd};

mod support;

use support::{User, definition};

static ADULTS: Gear<i64> = {
    static DEFINITION: p::Definition = definition(
        "ADULTS",
        "def gear_step_1(r):\n    return r['value']['age'] >= 18\n\n\n\
         GB('KeysReader').map(lambda r: dict(r, value=\u{1}0\u{1}(r))).filter(gear_step_1).count().run('user:*')",
        &[<User as p::KeysValue>::decoder],
    );
    p::Gear::__new(&DEFINITION, |request| {
        let out = p::KeysReader::<User>("user:*")
            .read_value(true)
            .__open()
            .filter(|r| r.value.age >= 18)
            .count()
            .run()
            .__serve(request);
        #[allow(clippy::let_and_return, reason = "the pipeline must be gone before what it borrows")]
        out
    })
};

fn users() -> Vec<KeysRecord<User>> {
    [("ada", 36), ("bob", 12), ("cyd", 18)]
        .map(|(name, age)| KeysRecord::new(format!("user:{name}"), User { name: name.into(), age }))
        .into()
}

#[test]
fn a_gear_counts_records() {
    assert_eq!(ADULTS.native_on(users()).unwrap(), 2);
    assert_eq!(ADULTS.native_on(Vec::<KeysRecord<User>>::new()).unwrap(), 0);
    assert_eq!((ADULTS.reader(), ADULTS.file(), ADULTS.line()), ("KeysReader", "src/users.rs", 7));
}

#[test]
fn the_script_has_the_decoder_of_the_struct() {
    let python = ADULTS.python();
    let decoder = "def gear_field_of_User(fields, at):\n    return {\n        \
                   'name': gear_parse_text(fields.get('name'), gear_field_at(at, 'name')),\n        \
                   'age': gear_parse_i64(fields.get('age'), gear_field_at(at, 'age')),\n    }\n";
    assert!(python.contains(decoder), "{python}");
    assert!(python.contains("value=gear_read_hash(gear_field_of_User)(r)"), "{python}");
    assert!(python.starts_with("import re\n\n\ndef "), "{python}");
}

#[test]
fn records_of_another_type_are_refused() {
    let error = ADULTS.native_on([StreamRecord::new("s", "1-0", String::new())]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "this gear reads records of type `KeysRecord<User>`, but was given `StreamRecord<String>`"
    );
}

#[test]
fn without_records_and_connection_there_is_nothing_to_read() {
    static DEFINITION: p::Definition = definition("KEYS", "", &[]);
    let gear: Gear<Vec<String>> = p::Gear::__new(&DEFINITION, |request| {
        p::KeysReader::<()>("*")
            .__open()
            .map(|r| r.key + &cmd::get("k").unwrap_or_default())
            .run()
            .__serve(request)
    });
    let error = gear.native_on([KeysRecord::new("k", ())]).unwrap_err();
    assert!(
        matches!(&error, Error::Step { message, .. } if message.starts_with("GET needs a connection")),
        "{error}"
    );
}

/// A gear with captures of every kind, in a function whose locals are gone when the gear runs.
#[allow(clippy::needless_borrow, reason = "an expansion cannot know which captures are numbers")]
fn described() -> Gear<Vec<String>> {
    // The type of the number follows from how the gear uses it.
    let min_age = 18;
    let suffix = String::from("!");
    let local = String::from("hello ");
    let greeting: &str = &local;
    let skip = vec![String::from("cyd")];
    let titles = HashMap::from([("ada", "Countess ")]);
    let model = User { name: "nobody".into(), age: 0 };
    static DEFINITION: p::Definition = definition(
        "described",
        "GB().run(gear_let_min_age, gear_let_suffix, gear_let_greeting, gear_let_skip, gear_let_titles, gear_let_model)",
        &[],
    );
    #[allow(unused_imports, reason = "which of them are needed depends on the captures")]
    use p::{KeepAny as _, KeepNothing as _, KeepNumber as _, Kept as _};
    let (l0, c0) = (p::Capture::literal(&min_age), (&&&p::Captured(&min_age)).keep());
    let (l1, c1) = (p::Capture::literal(&suffix), (&&&p::Captured(&suffix)).keep());
    let (l2, c2) = (p::Capture::literal(&greeting), (&&&p::Captured(&greeting)).keep());
    let (l3, c3) = (p::Capture::literal(&skip), (&&&p::Captured(&skip)).keep());
    let (l4, c4) = (p::Capture::literal(&titles), (&&&p::Captured(&titles)).keep());
    let (l5, c5) = (p::Capture::literal(&model), (&&&p::Captured(&model)).keep());
    p::Gear::__capturing(
        &DEFINITION,
        p::vec![
            ("min_age", l0),
            ("suffix", l1),
            ("greeting", l2),
            ("skip", l3),
            ("titles", l4),
            ("model", l5)
        ],
        p::Arc::new(move |request: p::Request<'_>| {
            let min_age = c0.lend();
            let suffix = c1.lend();
            let greeting = c2.lend();
            let skip = c3.lend();
            let titles = c4.lend();
            let model = c5.lend();
            let out = p::KeysReader::<User>("user:*")
                .__open()
                .map(|r| r.value)
                .filter(move |user| user.age >= min_age && *user != model)
                .filter(|user| !skip.contains(&user.name))
                .map(|user| {
                    let title = titles.get(user.name.as_str()).copied().unwrap_or("");
                    format!("{greeting}{title}{}{suffix}", user.name)
                })
                .run()
                .__serve(request);
            #[allow(clippy::let_and_return, reason = "the pipeline must be gone before what it borrows")]
            out
        }),
    )
}

#[test]
fn captures_travel_both_ways() {
    let gear = described();
    assert_eq!(gear.native_on(users()).unwrap(), ["hello Countess ada!"]);
    assert_eq!(
        gear.clone().native_on(users()).unwrap(),
        ["hello Countess ada!"],
        "a gear runs more than once"
    );
    let python = gear.python();
    for line in [
        "gear_let_min_age = 18\n",
        "gear_let_suffix = '!'\n",
        "gear_let_greeting = 'hello '\n",
        "gear_let_skip = ['cyd']\n",
        "gear_let_titles = {'ada': 'Countess '}\n",
        "gear_let_model = {'name': 'nobody', 'age': 0}\n",
    ] {
        assert!(python.contains(line), "{line} is not in {python}");
    }
}

#[test]
fn scripts_are_python_3_7() {
    for gear in [ADULTS.python(), described().python(), trigger::launch::GEAR.python()] {
        let parse = "import ast, sys; ast.parse(sys.argv[1], feature_version=(3, 7))";
        match std::process::Command::new("python3").args(["-c", parse, &gear]).status() {
            Ok(status) => assert!(status.success(), "{gear}"),
            Err(_) => eprintln!("skipped: there is no python3"),
        }
    }
}

#[test]
fn steps_have_the_meaning_of_iterators() {
    fn words() -> Vec<KeysRecord<String>> {
        ["b a", "c a b", ""].map(|text| KeysRecord::new("k", text.to_owned())).into()
    }
    macro_rules! gear {
        ($name:literal: $ty:ty, $($steps:tt)*) => {{
            static DEFINITION: p::Definition = definition($name, "", &[]);
            let gear: Gear<$ty> = p::Gear::__new(&DEFINITION, |request| {
                p::KeysReader::<String>("*").__open()$($steps)*.run().__serve(request)
            });
            gear.native_on(words()).unwrap()
        }};
    }
    fn split(record: KeysRecord<String>) -> Vec<String> {
        record.value.split_whitespace().map(str::to_owned).collect()
    }
    assert_eq!(gear!("A": Vec<String>, .flat_map(split)), ["b", "a", "c", "a", "b"]);
    assert_eq!(
        gear!("B": Vec<String>, .flat_map(split).sort_by_key(|w| w.clone()).limit(3)),
        ["a", "a", "b"]
    );
    assert_eq!(
        gear!("C": HashMap<String, i64>, .flat_map(split).count_by(|w| w.clone()).filter(|(_, n)| *n > 1)),
        HashMap::from([("a".to_owned(), 2), ("b".to_owned(), 2)])
    );
    assert_eq!(gear!("D": usize, .aggregate(0, |n, r| n + r.value.len(), |a, b| a + b).map(|n| n * 2)), 16);
    assert_eq!(gear!("E": i64, .flat_map(split).for_each(|w| assert!(w.len() == 1)).collect().count()), 5);
}

#[test]
fn a_panic_is_the_error_of_a_step() {
    static DEFINITION: p::Definition = definition("PANIC", "", &[]);
    let gear: Gear<i64> = p::Gear::__new(&DEFINITION, |request| {
        p::KeysReader::<User>("user:*")
            .__open()
            .for_each(|r| assert!(r.value.age > 20, "{} is young", r.value.name))
            .count()
            .run()
            .__serve(request)
    });
    let error = gear.native_on(users()).unwrap_err();
    assert_eq!(error.to_string(), "src/users.rs:7: bob is young");
}

/// What `#[trigger("launch")] fn launch(target: String, times: i64) -> Vec<String>` leaves.
mod trigger {
    use super::*;

    pub(super) fn launch(target: String, times: i64) -> Vec<String> {
        (1..=times).map(|n| format!("{target} #{n}")).collect()
    }

    #[allow(non_camel_case_types, reason = "it shares the name of the function")]
    pub(super) enum launch {}

    impl launch {
        pub(super) const GEAR: p::Gear<p::Registration> = {
            static DEFINITION: p::Definition = p::Definition {
                reader: "CommandReader",
                trigger: Some("launch"),
                ..definition(
                    "launch",
                    "GB('CommandReader', desc='\u{1}d\u{1}').register(trigger='launch')",
                    &[],
                )
            };
            p::Gear::__new(&DEFINITION, |request| {
                let out = p::CommandReader::<Vec<String>>()
                    .__open()
                    .map(|args| {
                        launch(
                            p::argument::<String>("launch", &args, 1, "target"),
                            p::argument::<i64>("launch", &args, 2, "times"),
                        )
                    })
                    .register()
                    .trigger("launch")
                    .__serve(request);
                #[allow(clippy::let_and_return, reason = "the pipeline must be gone before what it borrows")]
                out
            })
        };
    }
}

#[test]
fn a_trigger_checks_its_arguments() {
    let gear: Gear<Registration> = trigger::launch::GEAR;
    let call =
        |args: &[&str]| gear.native_on([args.iter().map(|arg| arg.to_string()).collect::<Vec<String>>()]);
    call(&["launch", "moon", "3"]).unwrap();
    let error = call(&["launch", "moon", "1_0"]).unwrap_err();
    assert!(matches!(error, Error::Record { .. }));
    assert_eq!(error.to_string(), "launch: argument `times`: expected i64, got '1_0'");
    assert_eq!(gear.trigger(), Some("launch"));
    assert!(gear.python().contains(&format!("desc='gear-{}'", gear.hash())));
}
