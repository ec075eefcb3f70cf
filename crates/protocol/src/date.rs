//! Proof dates: the day that the holder's app told the circuit, as digits in public signals (protocol notes, section 1).

use ark_bn254::Fr;
use jiff::civil::Date;
use thiserror::Error;

use crate::small::to_u64;

/// The century of dates with a two-digit year: the passport and ID card circuits know 20YY only.
const CENTURY: u64 = 2000;

/// Why a proof's date is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DateError {
    /// The date is not made of as many signals as its form has.
    #[error("the proof's date has {expected} signals, got {got}")]
    SignalCount {
        /// How many signals this form of date has.
        expected: usize,
        /// How many came.
        got: usize,
    },
    /// A digit is not 0 to 9.
    #[error("digit {position} of the proof's date must be 0 to 9")]
    Digit {
        /// Which digit, from 0.
        position: usize,
    },
    /// The calendar has no such day.
    #[error("the proof's date is no day of the calendar")]
    NoSuchDay,
}

impl DateError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::SignalCount { .. } => "date_signal_count",
            Self::Digit { .. } => "date_digit",
            Self::NoSuchDay => "date_no_such_day",
        }
    }
}

/// How a circuit states its proof's date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateForm {
    /// Six signals Y Y M M D D, each a digit 0..9, the year being 20YY (passport, ID card).
    SixDigits,
    /// Three signals: year with its century, month, day (Aadhaar).
    YearMonthDay,
    /// Eight signals Y Y Y Y M M D D, each a digit 0..9 (KYC).
    EightDigits,
}

impl DateForm {
    /// How many signals this form takes.
    pub(crate) fn signals(self) -> usize {
        match self {
            Self::SixDigits => 6,
            Self::YearMonthDay => 3,
            Self::EightDigits => 8,
        }
    }

    /// Reads the date from its signals.
    pub(crate) fn decode(self, signals: &[Fr]) -> Result<Date, DateError> {
        match self {
            Self::SixDigits => {
                let [y1, y0, m1, m0, d1, d0] = digits(signals)?;
                calendar_day(CENTURY + number(&[y1, y0]), number(&[m1, m0]), number(&[d1, d0]))
            }
            Self::EightDigits => {
                let [y3, y2, y1, y0, m1, m0, d1, d0] = digits(signals)?;
                calendar_day(number(&[y3, y2, y1, y0]), number(&[m1, m0]), number(&[d1, d0]))
            }
            Self::YearMonthDay => match signals {
                [year, month, day] => match (to_u64(year), to_u64(month), to_u64(day)) {
                    (Some(year), Some(month), Some(day)) => calendar_day(year, month, day),
                    _ => Err(DateError::NoSuchDay),
                },
                _ => Err(DateError::SignalCount { expected: self.signals(), got: signals.len() }),
            },
        }
    }

    /// The signals of a date; `None` when this form cannot state its year.
    pub(crate) fn encode(self, date: Date) -> Option<Vec<Fr>> {
        let year = u64::try_from(date.year()).ok()?;
        let month = u64::try_from(date.month()).ok()?;
        let day = u64::try_from(date.day()).ok()?;
        let (text, split) = match self {
            Self::SixDigits => {
                let short = year.checked_sub(CENTURY).filter(|&short| short < 100)?;
                (format!("{short:02}{month:02}{day:02}"), true)
            }
            Self::EightDigits => (format!("{year:04}{month:02}{day:02}"), true),
            Self::YearMonthDay => (String::new(), false),
        };
        if split {
            Some(text.bytes().map(|digit| Fr::from(digit.saturating_sub(b'0'))).collect())
        } else {
            Some(vec![Fr::from(year), Fr::from(month), Fr::from(day)])
        }
    }
}

/// Each signal as a digit.
fn digits<const N: usize>(signals: &[Fr]) -> Result<[u64; N], DateError> {
    let mut digits = [0; N];
    for (position, signal) in signals.iter().enumerate() {
        let digit = to_u64(signal).filter(|&digit| digit <= 9).ok_or(DateError::Digit { position })?;
        if let Some(place) = digits.get_mut(position) {
            *place = digit;
        }
    }
    if signals.len() == N { Ok(digits) } else { Err(DateError::SignalCount { expected: N, got: signals.len() }) }
}

/// The number that at most four decimal digits spell.
fn number(digits: &[u64]) -> u64 {
    digits.iter().fold(0, |number, digit| number * 10 + digit)
}

/// The day of the Gregorian calendar, when there is one.
pub(crate) fn calendar_day(year: u64, month: u64, day: u64) -> Result<Date, DateError> {
    let parts = (i16::try_from(year), i8::try_from(month), i8::try_from(day));
    let (Ok(year), Ok(month), Ok(day)) = parts else { return Err(DateError::NoSuchDay) };
    Date::new(year, month, day).map_err(|_| DateError::NoSuchDay)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn signals(values: &[u64]) -> Vec<Fr> {
        values.iter().copied().map(Fr::from).collect()
    }

    #[test]
    fn the_three_forms() {
        let day = date(2025, 8, 28);
        assert_eq!(DateForm::SixDigits.decode(&signals(&[2, 5, 0, 8, 2, 8])), Ok(day));
        assert_eq!(DateForm::YearMonthDay.decode(&signals(&[2025, 8, 28])), Ok(day));
        assert_eq!(DateForm::EightDigits.decode(&signals(&[2, 0, 2, 5, 0, 8, 2, 8])), Ok(day));
    }

    #[test]
    fn ten_is_no_digit() {
        // 1 and 15 would spell the day 25.
        let refused = Err(DateError::Digit { position: 5 });
        assert_eq!(DateForm::SixDigits.decode(&signals(&[2, 5, 0, 8, 1, 15])), refused);
        let huge = [signals(&[2, 5, 0, 8, 1]), vec![-Fr::from(1u64)]].concat();
        assert_eq!(DateForm::SixDigits.decode(&huge), refused);
        assert_eq!(
            DateForm::EightDigits.decode(&signals(&[1, 10, 2, 5, 0, 8, 2, 8])),
            Err(DateError::Digit { position: 1 })
        );
    }

    #[test]
    fn only_days_of_the_calendar() {
        let refused = Err(DateError::NoSuchDay);
        for digits in
            [[2, 5, 1, 3, 0, 1], [2, 5, 0, 0, 0, 1], [2, 5, 0, 2, 2, 9], [2, 5, 0, 4, 3, 1], [2, 5, 0, 4, 0, 0]]
        {
            assert_eq!(DateForm::SixDigits.decode(&signals(&digits)), refused, "{digits:?}");
        }
        assert!(DateForm::SixDigits.decode(&signals(&[2, 4, 0, 2, 2, 9])).is_ok());
        assert_eq!(DateForm::YearMonthDay.decode(&signals(&[2025, 2, 29])), refused);
        assert_eq!(DateForm::YearMonthDay.decode(&signals(&[10_000, 1, 1])), refused);
        assert_eq!(DateForm::YearMonthDay.decode(&signals(&[u64::MAX, 1, 1])), refused);
        assert_eq!(DateForm::YearMonthDay.decode(&[-Fr::from(1u64), Fr::from(1u64), Fr::from(1u64)]), refused);
        assert_eq!(DateForm::EightDigits.decode(&signals(&[2, 1, 0, 0, 0, 2, 2, 9])), refused);
    }

    #[test]
    fn the_number_of_signals_is_exact() {
        for form in [DateForm::SixDigits, DateForm::YearMonthDay, DateForm::EightDigits] {
            for wrong in [0, 2, 5, 7, 9] {
                let error = form.decode(&vec![Fr::from(1u64); wrong]).unwrap_err();
                assert_eq!(error.code(), "date_signal_count");
            }
        }
    }

    #[test]
    fn codes_are_stable() {
        assert_eq!(DateError::SignalCount { expected: 6, got: 5 }.code(), "date_signal_count");
        assert_eq!(DateError::Digit { position: 0 }.code(), "date_digit");
        assert_eq!(DateError::NoSuchDay.code(), "date_no_such_day");
    }

    #[test]
    fn six_digits_state_no_other_century() {
        assert_eq!(DateForm::SixDigits.encode(date(1999, 12, 31)), None);
        assert_eq!(DateForm::SixDigits.encode(date(2100, 1, 1)), None);
        assert_eq!(DateForm::EightDigits.encode(date(-1, 1, 1)), None);
    }

    proptest! {
        #[test]
        fn encoding_comes_back(year in 2000i16..2100, month in 1i8..=12, day in 1i8..=28) {
            let day = date(year, month, day);
            for form in [DateForm::SixDigits, DateForm::YearMonthDay, DateForm::EightDigits] {
                let signals = form.encode(day).unwrap();
                prop_assert_eq!(signals.len(), form.signals());
                prop_assert_eq!(form.decode(&signals), Ok(day));
            }
        }
    }
}
