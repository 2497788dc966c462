//! The twenty programs: what users of RedisGears write most, by the list of use cases and the counts of what real scripts
//! do. The file of the same name in `handwritten` is the program as a careful Python programmer writes it.

use redis_gears::{Registration, gear, prelude::*};
use serde::{Deserialize, Serialize};

/// Every program's name and its Python.
pub(crate) fn programs() -> Vec<(&'static str, String)> {
    let at_most_three = HashMap::from([("cat".to_string(), (2, 3)), ("dog".to_string(), (0, 3))]);
    vec![
        ("sum_of_values", SUM_OF_VALUES.python()),
        ("key_types", KEY_TYPES.python()),
        ("genres", GENRES.python()),
        ("active_users", ACTIVE_USERS.python()),
        ("users_by_status", USERS_BY_STATUS.python()),
        ("word_count", WORD_COUNT.python()),
        ("keys_and_types", KEYS_AND_TYPES.python()),
        ("team", TEAM.python()),
        ("ids_by_name", IDS_BY_NAME.python()),
        ("categories", CATEGORIES.python()),
        ("images", images(at_most_three).python()),
        ("supervisors", SUPERVISORS.python()),
        ("scores", SCORES.python()),
        ("enqueue", ENQUEUE.python()),
        ("copy_messages", COPY_MESSAGES.python()),
        ("expire", EXPIRE.python()),
        ("notify", NOTIFY.python()),
        ("transfers", TRANSFERS.python()),
        ("oldest", OLDEST.python()),
        ("launch", launch::GEAR.python()),
    ]
}

#[gear]
#[derive(Clone, Serialize, Deserialize)]
struct User {
    name: String,
    active: bool,
    supervisor: Option<String>,
    deputy: Option<String>,
    age: i64,
}

#[gear]
#[derive(Serialize, Deserialize)]
struct Transfer {
    from: String,
    to: String,
    amount: i64,
}

// U03
static SUM_OF_VALUES: Gear<i64> =
    gear!(KeysReader::<String>("price:*").map(|r| r.value.parse::<i64>().unwrap_or(0)).sum().run());

// U04
static KEY_TYPES: Gear<HashMap<String, i64>> =
    gear!(KeysReader::<()>("*").count_by(|r| r.kind.clone().unwrap_or_default()).run());

// U08
static GENRES: Gear<HashMap<String, i64>> = gear!(
    KeysReader::<HashMap<String, String>>("title:*")
        .map(|r| r.value["genres"].clone())
        .filter(|genres| genres != "\\N")
        .flat_map(|genres| genres.split(',').map(|genre| genre.trim().to_string()).collect::<Vec<_>>())
        .count_by(|genre| genre.clone())
        .run()
);

// U09
static ACTIVE_USERS: Gear<i64> = gear!(
    KeysReader::<()>("user:*", read_value = false)
        .map(|r| cmd::hmget(r.key, ["active", "name"]))
        .filter(|fields| fields[0].as_deref() == Some("1"))
        .count()
        .run()
);

// U15
static USERS_BY_STATUS: Gear<HashMap<String, i64>> = gear!(
    KeysReader::<HashMap<String, String>>("user:*")
        .count_by(|r| r.value.get("status").cloned().unwrap_or("unknown".to_string()))
        .run()
);

// U16
static WORD_COUNT: Gear<HashMap<String, i64>> = gear!(
    KeysReader::<String>("line:*")
        .flat_map(|r| r.value.split(' ').map(|word| word.to_string()).collect::<Vec<_>>())
        .count_by(|word| word.clone())
        .run()
);

// U28
static KEYS_AND_TYPES: Gear<Vec<(String, Option<String>)>> =
    gear!(KeysReader::<()>("*").map(|r| (r.key, r.kind)).run());

// U29
static TEAM: Gear<Vec<String>> = gear!(
    KeysReader::<User>("user:*")
        .filter(|r| r.value.supervisor.as_deref() == Some("bob"))
        .limit(4)
        .map(|r| r.value.name)
        .run()
);

// U31
static IDS_BY_NAME: Gear<HashMap<String, String>> = gear!(
    KeysReader::<HashMap<String, String>>("user:*")
        .aggregate(
            HashMap::new(),
            |mut ids: HashMap<String, String>, r| {
                ids.insert(r.value["name"].clone(), r.key);
                ids
            },
            |mut a, b| {
                a.extend(b);
                a
            },
        )
        .run()
);

// U32
static CATEGORIES: Gear<HashMap<String, HashMap<String, i64>>> = gear!(
    KeysReader::<HashMap<String, String>>("annotation:*")
        .aggregate_by(
            |r| r.value["image"].clone(),
            HashMap::new(),
            |mut counts: HashMap<String, i64>, r| {
                *counts.entry(r.value["category"].clone()).or_insert(0) += 1;
                counts
            },
            |mut a, b| {
                for (category, n) in b {
                    *a.entry(category).or_insert(0) += n;
                }
                a
            },
        )
        .run()
);

// U33
fn images(constraints: HashMap<String, (i64, i64)>) -> Gear<Vec<String>> {
    gear!(
        KeysReader::<HashMap<String, i64>>("image:*")
            .filter(|r| {
                let constraints: &HashMap<String, (i64, i64)> = &constraints;
                for (category, (least, most)) in constraints {
                    let n = r.value.get(category).unwrap_or(&0);
                    if n < least || n > most {
                        return false;
                    }
                }
                true
            })
            .map(|r| r.key)
            .run()
    )
}

// U39
static SUPERVISORS: Gear<HashMap<String, i64>> = gear!(
    KeysReader::<User>("user:*")
        .count_by(|r| {
            let deputy: Option<String> = r.value.deputy.clone();
            deputy.or(r.value.supervisor.clone()).unwrap_or("nobody".to_string())
        })
        .run()
);

// U42
static SCORES: Gear<Vec<f64>> = gear!(
    KeysReader::<()>("user:*", read_value = false)
        .map(|r| {
            match attempt(|| cmd::get(r.key.replace("user", "score")).unwrap().parse::<f64>().unwrap()) {
                Ok(score) => score * 2.0,
                Err(error) => {
                    log!(level = Warning, "no score of {}: {error}", r.key);
                    panic!("no score of {}", r.key)
                }
            }
        })
        .run()
);

// U12
static ENQUEUE: Gear<Registration> = gear!(
    KeysReader::<HashMap<String, String>>("job:*")
        .filter(|r| r.value.get("status").is_some_and(|status| status == "new"))
        .for_each(|r| {
            cmd::hset(&r.key, "status", "pending");
            cmd::xadd("jobs", "*", [("key", r.key.as_str())]);
        })
        .register(mode = Sync, events = ["hset"], key_types = ["hash"])
);

// U18
static COPY_MESSAGES: Gear<Registration> = gear!(
    StreamReader("sensor")
        .for_each(|r| {
            for (name, value) in &r.value {
                cmd::hset(format!("reading:{}", r.id), name, value);
            }
        })
        .register(trim = false)
);

// U19
static EXPIRE: Gear<Registration> = gear!(
    KeysReader::<()>("session:*")
        .for_each(|r| {
            cmd::expire(&r.key, 3600);
        })
        .register(mode = Sync, events = ["set", "hset"], read_value = false)
);

// U21
static NOTIFY: Gear<Registration> = gear!(
    KeysReader::<Option<HashMap<String, String>>>("person:*")
        .for_each(|r| {
            let event = r.event.clone().unwrap_or_default();
            let mut message = vec!["key".to_string(), r.key.clone(), "event".to_string(), event];
            if let Some(fields) = &r.value {
                for (name, value) in fields {
                    message.push(format!("field:{name}"));
                    message.push(value.clone());
                }
            }
            execute!("XADD", "changes", "*", ..message);
        })
        .register(mode = Sync, events = ["hset", "hdel", "del"])
);

// U27
static TRANSFERS: Gear<Registration> = gear!(
    StreamReader::<Transfer>("transfers")
        .for_each(|r| {
            let Transfer { from, to, amount } = &r.value;
            let moved = atomic(|| {
                let balance = cmd::get(from).unwrap_or_default().parse::<i64>().unwrap_or(0);
                if balance >= *amount {
                    cmd::decr(from, *amount);
                    cmd::incr(to, *amount);
                }
                balance >= *amount
            });
            cmd::rpush(format!("statement:{from}"), format!("{amount} to {to}: {moved}"));
        })
        .register(batch = 10, duration = Duration::from_millis(20), mode = AsyncLocal)
);

// U35
static OLDEST: Gear<Registration> = gear!(
    KeysReader::<HashMap<String, String>>("person:*")
        .for_each(|r| {
            let age = r.value.get("age").and_then(|age| age.parse::<i64>().ok()).unwrap_or(0);
            let oldest = cmd::get("oldest").and_then(|age| age.parse::<i64>().ok()).unwrap_or(0);
            if age > oldest {
                cmd::set("oldest", age);
            }
        })
        .register(mode = AsyncLocal, events = ["hset"], key_types = ["hash"])
);

// U34
#[trigger("launch")]
fn launch(target: String, times: i64) -> Vec<String> {
    (1..=times).map(|n| format!("{target} #{n}")).collect()
}
