//! Validity intervals of keys and roots.

use std::fmt;

use jiff::Timestamp;

/// A half-open interval of time `[from, until)`; a missing end is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    from: Option<Timestamp>,
    until: Option<Timestamp>,
}

impl Interval {
    /// Always.
    pub const ALWAYS: Self = Self { from: None, until: None };

    /// The interval, or nothing when it would be empty.
    pub fn new(from: Option<Timestamp>, until: Option<Timestamp>) -> Option<Self> {
        match (from, until) {
            (Some(from), Some(until)) if from >= until => None,
            _ => Some(Self { from, until }),
        }
    }

    /// The first instant, if there is one.
    pub fn from(&self) -> Option<Timestamp> {
        self.from
    }

    /// The first instant after it, if there is one.
    pub fn until(&self) -> Option<Timestamp> {
        self.until
    }

    /// Whether `time` lies in it.
    pub fn contains(&self, time: Timestamp) -> bool {
        self.from.is_none_or(|from| from <= time) && self.until.is_none_or(|until| time < until)
    }

    /// Whether the two have an instant in common.
    pub fn overlaps(&self, other: &Self) -> bool {
        let starts_before_end = |a: &Self, b: &Self| match (a.from, b.until) {
            (Some(from), Some(until)) => from < until,
            _ => true,
        };
        starts_before_end(self, other) && starts_before_end(other, self)
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.until) {
            (None, None) => f.write_str("always"),
            (Some(from), None) => write!(f, "from {from}"),
            (None, Some(until)) => write!(f, "until {until}"),
            (Some(from), Some(until)) => write!(f, "from {from} until {until}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn half_open() {
        let interval = Interval::new(Some(at(10)), Some(at(20))).unwrap();
        assert!(!interval.contains(at(9)));
        assert!(interval.contains(at(10)));
        assert!(interval.contains(at(19)));
        assert!(!interval.contains(at(20)));
        assert_eq!(Interval::new(Some(at(10)), Some(at(10))), None);
    }

    #[test]
    fn overlap_is_an_instant_in_common() {
        let interval = |from: Option<i64>, until: Option<i64>| Interval::new(from.map(at), until.map(at)).unwrap();
        assert!(!interval(None, Some(10)).overlaps(&interval(Some(10), None)));
        assert!(interval(None, Some(11)).overlaps(&interval(Some(10), None)));
        assert!(interval(Some(3), Some(4)).overlaps(&Interval::ALWAYS));
        assert!(!interval(Some(3), Some(4)).overlaps(&interval(Some(4), Some(5))));
    }
}
