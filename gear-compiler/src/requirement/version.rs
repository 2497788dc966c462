//! Versions, as far as they are needed to see that two requirements contradict each other.

use std::cmp::Ordering;

/// A version. Only plain ones, numbers with points between them, are compared.
#[derive(Clone, Debug)]
pub(super) struct Version {
    numbers: Option<Vec<u64>>,
}

impl Version {
    pub(super) fn new(text: &str) -> Self {
        Self { numbers: text.split('.').map(|number| number.parse().ok()).collect() }
    }

    /// `None` if one of them is not a plain version.
    fn compare(&self, other: &Self) -> Option<Ordering> {
        let (mut here, mut there) = (self.numbers.clone()?, other.numbers.clone()?);
        let length = here.len().max(there.len());
        here.resize(length, 0);
        there.resize(length, 0);
        Some(here.cmp(&there))
    }
}

/// `~=1.4.2` is `>=1.4.2` and `==1.4.*`: the versions below the next `1.5`.
fn below(version: &Version) -> Option<Version> {
    let mut numbers = version.numbers.clone()?;
    numbers.pop();
    *numbers.last_mut()? += 1;
    Some(Version { numbers: Some(numbers) })
}

/// Whether no version can meet two of these. What cannot be decided is left to the client.
pub(super) fn contradiction(needs: &[(&'static str, Version)]) -> bool {
    let compatible = needs.iter().filter(|(operator, _)| *operator == "~=");
    let bounds = compatible.filter_map(|(_, version)| Some(("<", below(version)?)));
    let needs: Vec<(&'static str, Version)> = bounds.chain(needs.iter().cloned()).collect();
    needs.iter().any(|a| needs.iter().any(|b| excludes(a, b)))
}

fn excludes((operator, version): &(&str, Version), (other, bound): &(&str, Version)) -> bool {
    let Some(order) = version.compare(bound) else { return false };
    match (*operator, *other) {
        ("==" | "===", "==" | "===") => order != Ordering::Equal,
        ("==" | "===", "!=") => order == Ordering::Equal,
        ("==" | "===", ">=" | "~=") => order == Ordering::Less,
        ("==" | "===", ">") => order != Ordering::Greater,
        ("==" | "===" | ">=" | "~=", "<") => order != Ordering::Less,
        ("==" | "===" | ">=" | "~=", "<=") => order == Ordering::Greater,
        (">", "<" | "<=") => order != Ordering::Less,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contradictions() {
        let needs = |text: &'static str| -> Vec<(&'static str, Version)> {
            let pairs = text.split(' ').map(|need| need.split_at(need.find(char::is_alphanumeric).unwrap()));
            pairs.map(|(operator, version)| (operator, Version::new(version))).collect()
        };
        for bad in [
            "==1 ==2",
            "==1.0 !=1",
            "==1 >=2",
            "==1 >1",
            ">=2 <2",
            ">=2 <1.9",
            ">2 <=2",
            "==3 <=2.9",
            "~=3 <2",
            "~=1.4 ==2.0",
            "~=1.4.2 >=1.5",
            "~=1.4 ~=2.1",
        ] {
            assert!(contradiction(&needs(bad)), "{bad}");
        }
        for good in [
            "==1 ==1.0",
            "==1 >=1",
            ">=1 <2",
            ">=1 <=1",
            "==1rc1 >=2",
            "!=1 !=2",
            ">=1.10 <1.11",
            "~=1.4 ==1.9",
            "~=1.4.2 <1.5",
            "~=3 ==4",
        ] {
            assert!(!contradiction(&needs(good)), "{good}");
        }
    }
}
