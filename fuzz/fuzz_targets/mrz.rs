//! Machine-readable zones and what is written into them: no panic, and what is read is written as the same characters.

#![no_main]

use egate_mock::passport::mrz::MRZ_LEN;
use egate_mock::passport::{DocumentNumber, Mrz, Name, OfacStatus, OptionalData, Sex};
use egate_protocol::Country;
use jiff::civil::Date;
use libfuzzer_sys::fuzz_target;

/// Where the check digit of the optional data stands: ICAO lets an unused field have a filler or 0.
const OPTIONAL_CHECK_DIGIT: usize = 86;

fuzz_target!(|data: &[u8]| {
    if let Some(zone) = data.first_chunk::<MRZ_LEN>()
        && let Ok(mrz) = Mrz::parse(zone)
    {
        let mut written = mrz.to_bytes().expect("its own fields are written");
        assert!(Mrz::parse(&written).expect("its own form is read") == mrz);
        if mrz.optional_data == OptionalData::NONE && zone[OPTIONAL_CHECK_DIGIT] == b'0' {
            written[OPTIONAL_CHECK_DIGIT] = b'0';
        }
        assert_eq!(written, *zone);
    }
    if let Ok(text) = std::str::from_utf8(data) {
        texts(text);
    }
});

/// A name, a document number, a country and two dates, a line each.
fn texts(text: &str) {
    let _ = (text.parse::<Sex>(), text.parse::<OfacStatus>());
    let mut lines = text.lines();
    let mut line = || lines.next().unwrap_or_default();
    let Ok(name) = line().parse::<Name>() else { return };
    assert_eq!(Name::from_mrz(name.mrz()).as_ref(), Ok(&name));
    let number = line();
    let number = match number.parse::<DocumentNumber>() {
        Ok(parsed) => {
            assert_eq!((parsed.to_string().as_str(), DocumentNumber::from_mrz(parsed.mrz())), (number, Ok(parsed)));
            parsed
        }
        Err(_) => return,
    };
    let Ok(country) = line().parse::<Country>() else { return };
    let (Ok(born), Ok(expires)) = (line().parse::<Date>(), line().parse::<Date>()) else { return };
    let mrz = Mrz {
        issuing_state: country,
        nationality: country,
        name,
        number,
        born: born.into(),
        sex: Sex::Unspecified,
        expires,
        optional_data: OptionalData::NONE,
    };
    if let Ok(zone) = mrz.to_bytes() {
        assert!(Mrz::parse(&zone).expect("it is read") == mrz);
    }
}
