//! Whether there can be a version that meets several requirements.

use pep440_rs::{Operator, Version, VersionSpecifier};

/// Whether no version can meet all of these.
///
/// What meets them is made of intervals, and where those can begin or end is next to a version that is named: so it is enough
/// to try those versions and their neighbours. What is `===` is compared as text, and left to pip.
pub(super) fn contradiction(needs: &[VersionSpecifier]) -> bool {
    let as_text = |need: &VersionSpecifier| need.to_string().starts_with("===");
    if needs.is_empty() || needs.iter().any(as_text) {
        return false;
    }
    let digits = needs.iter().map(|need| need.version().release().len()).max().unwrap_or_default() + 1;
    let meets_all = |version: Version| needs.iter().all(|need| meets(&version, need));
    !needs.iter().flat_map(|need| neighbours(need.version(), digits)).any(meets_all)
}

/// `<2.0rc2` lets `2.0rc1` in, which the library does not see.
fn meets(version: &Version, need: &VersionSpecifier) -> bool {
    let below_early = *need.operator() == Operator::LessThan && need.version().any_prerelease();
    if below_early { version < need.version() } else { need.contains(version) }
}

/// A version with what is just below and just above it, with as many digits.
fn neighbours(version: &Version, digits: usize) -> Vec<Version> {
    let padded = |numbers: &[u64]| {
        let mut numbers = numbers.to_vec();
        numbers.resize(digits, 0);
        numbers
    };
    let release = padded(version.release());
    let plain = Version::new(release.clone()).with_epoch(version.epoch());
    let mut above = release.clone();
    above[digits - 1] += 1;
    let mut all = vec![
        version.clone().with_release(release.clone()),
        plain.clone().with_dev(Some(0)),
        plain.clone().with_post(Some(u64::from(u32::MAX))),
        plain.clone().with_release(above),
        plain.clone(),
        Version::new(vec![0; digits]),
    ];
    // The next one where a digit is counted up, and the last one where it is counted down, for each digit.
    for digit in 0..digits {
        let mut next = release[..=digit].to_vec();
        next[digit] += 1;
        all.push(plain.clone().with_release(padded(&next)));
        if release[digit] > 0 {
            let mut last = release[..=digit].to_vec();
            last[digit] -= 1;
            last.resize(digits, u64::from(u32::MAX));
            all.push(plain.clone().with_release(last));
        }
    }
    // The neighbours of one that is before or after its release.
    let counted = |number: Option<u64>| number.map(|number| number + 1);
    if version.dev().is_some() {
        all.push(version.clone().with_release(release.clone()).with_dev(counted(version.dev())));
    }
    if version.is_post() {
        all.push(version.clone().with_release(release.clone()).with_post(counted(version.post())));
    }
    if let Some(pre) = version.pre() {
        let next = pep440_rs::Prerelease { kind: pre.kind, number: pre.number + 1 };
        all.push(version.clone().with_release(release).with_pre(Some(next)));
    }
    all
}

#[cfg(test)]
mod tests {
    use std::str::FromStr as _;

    use super::*;

    fn needs(text: &str) -> Vec<VersionSpecifier> {
        text.split(' ').map(|need| VersionSpecifier::from_str(need).expect("it is one")).collect()
    }

    #[test]
    fn contradictions() {
        for bad in [
            "==1 ==2",
            "==1.0 !=1",
            "==1 >=2",
            "==1 >1",
            ">=2 <2",
            ">=2 <1.9",
            ">2 <=2",
            "==3 <=2.9",
            "~=3.0 <2",
            "~=1.4 ==2.0",
            "~=1.4.2 >=1.5",
            "~=1.4 ~=2.1",
            "==1.* ==2.*",
            "==1.4.* !=1.4.*",
            ">=1 <2 !=1.*",
            ">=1.1 <1.3 !=1.1.* !=1.2.*",
            "==1.0rc1 >=1.0",
            "<2 >=2.0rc1",
            "==1.0+local ==1.1",
            "==1!1.0 <2.0",
            ">1!0 ==99",
            "==1.1.* <1.1",
            "<1.0.dev1 ==1.0.post1",
            // By the letter of PEP 440: no release after 1.0 is above something of 1.0.
            "==1.0.post1 >1.0.dev3",
        ] {
            assert!(contradiction(&needs(bad)), "{bad}");
        }
        for good in [
            "==1 ==1.0",
            "==1 >=1",
            ">=1 <2",
            ">=1 <=1",
            "!=1 !=2",
            ">1 !=1.1",
            ">=1.10 <1.11",
            "~=1.4 ==1.9",
            "~=1.4.2 <1.5",
            "~=3.1 ==3.4",
            "==1.4.* !=1.4.2 >1.4.0",
            "==1rc1 <2",
            "==1.0+local ==1.0",
            "==1!1.0 >2.0",
            "<1 !=0",
            ">=2.0.dev1 <2.0.dev3 !=2.0.dev1",
            ">=1.0a1 <1.0b1 !=1.0a1",
            ">1.0.post1 <1.0.1",
        ] {
            assert!(!contradiction(&needs(good)), "{good}");
        }
        assert!(!contradiction(&needs("===1.0 ==2.0")), "that is left to pip");
    }
}
