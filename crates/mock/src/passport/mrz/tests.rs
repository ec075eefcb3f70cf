//! The zone as a whole, against ICAO's specimen.

use egate_protocol::Country;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;

/// The specimen of Doc 9303-4: Anna Maria Eriksson of Utopia.
const SPECIMEN: &[u8; MRZ_LEN] =
    b"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10";

fn anna() -> Mrz {
    let utopia: Country = "UTO".parse().unwrap();
    Mrz {
        issuing_state: utopia,
        nationality: utopia,
        name: "Eriksson, Anna Maria".parse().unwrap(),
        number: "L898902C3".parse().unwrap(),
        born: date(1974, 8, 12).into(),
        sex: Sex::Female,
        expires: date(2012, 4, 15),
        optional_data: OptionalData::from_mrz(*b"ZE184226B<<<<<").unwrap(),
    }
}

/// `SPECIMEN` with the bytes from `at` on replaced.
fn changed(at: usize, bytes: &[u8]) -> [u8; MRZ_LEN] {
    let mut mrz = *SPECIMEN;
    mrz[at..at + bytes.len()].copy_from_slice(bytes);
    mrz
}

#[test]
fn the_specimen_of_icao() {
    assert_eq!(anna().to_bytes().unwrap(), *SPECIMEN);
    assert_eq!(Mrz::parse(SPECIMEN), Ok(anna()));
}

#[test]
fn unused_optional_data_have_a_filler_or_zero_as_check_digit() {
    let unused = Mrz { optional_data: OptionalData::NONE, ..anna() };
    let mut mrz = unused.to_bytes().unwrap();
    assert_eq!(&mrz[72..], b"<<<<<<<<<<<<<<<8");
    assert_eq!(Mrz::parse(&mrz), Ok(unused));
    // Zero has the value of the filler: the composite digit stays.
    mrz[86] = b'0';
    assert_eq!(Mrz::parse(&mrz), Ok(unused));
    mrz[86] = b'1';
    assert!(matches!(Mrz::parse(&mrz), Err(MrzError::CheckDigit { field: CheckedField::OptionalData, .. })));
    // Used data need their digit.
    let error = Mrz::parse(&changed(86, b"<")).unwrap_err();
    assert!(matches!(error, MrzError::CheckDigit { field: CheckedField::OptionalData, expected: '1', got: '<' }));
}

#[test]
fn every_check_digit_is_checked() {
    for (at, field) in [
        (53, CheckedField::Number),
        (63, CheckedField::Born),
        (71, CheckedField::Expires),
        (86, CheckedField::OptionalData),
        (87, CheckedField::Composite),
    ] {
        let wrong = if SPECIMEN[at] == b'5' { b'6' } else { b'5' };
        let error = Mrz::parse(&changed(at, &[wrong])).unwrap_err();
        let expected = char::from(SPECIMEN[at]);
        assert_eq!(error, MrzError::CheckDigit { field, expected, got: wrong.into() });
        assert_eq!(error.code(), "mrz_check_digit");
    }
}

#[test]
fn fields_of_another_form_are_refused() {
    for (at, bytes, code) in [
        (0, &b"V<"[..], "mrz_document_code"),
        (0, b"PP", "mrz_document_code"),
        (2, b"<UT", "mrz_country"),
        (2, b"DEU", "mrz_country"),
        (5, b"<", "name_not_mrz"),
        (54, b"uto", "mrz_country"),
        (64, b"X", "mrz_sex"),
        // The right check digits for a lower-case l, 31 February and so on are counted in.
        (44, b"<<<<<<<<<0", "mrz_number"),
        (57, b"7402304", "mrz_born"),
        (65, b"1202306", "mrz_expires"),
        (72, b"ze184226b<<<<<3", "mrz_optional_data"),
    ] {
        let error = Mrz::parse(&changed(at, bytes)).unwrap_err();
        assert_eq!(error.code(), code, "{error}");
    }
}

#[test]
fn a_debug_print_names_no_one() {
    let printed = format!("{:?}", anna());
    assert!(!printed.contains("ERIKSSON") && !printed.contains("L898902C3"), "{printed}");
}

proptest! {
    #[test]
    fn what_is_written_is_read(
        issuing in "[A-Z]{3}", nationality in "[A-Z]{3}", name in "[A-Z]{1,30}(, [A-Z]{1,30}( [A-Z]{1,9})?)?",
        number in "[A-Z0-9]{1,9}", born in (1900i16..2100, 1i8..=12, 1i8..=28), expires in (2000i16..2100, 1i8..=12, 1i8..=28),
        sex in prop::sample::select(vec![Sex::Male, Sex::Female, Sex::Unspecified]), optional in "[A-Z0-9<]{14}",
    ) {
        let code = |letters: &str| Country::from_mrz(letters.as_bytes().try_into().unwrap());
        prop_assume!(code(&issuing).is_ok() && code(&nationality).is_ok());
        let mrz = Mrz {
            issuing_state: code(&issuing).unwrap(),
            nationality: code(&nationality).unwrap(),
            name: name.parse().unwrap(),
            number: number.parse().unwrap(),
            born: date(born.0, born.1, born.2).into(),
            sex,
            expires: date(expires.0, expires.1, expires.2),
            optional_data: OptionalData::from_mrz(optional.as_bytes().try_into().unwrap()).unwrap(),
        };
        prop_assert_eq!(Mrz::parse(&mrz.to_bytes().unwrap()), Ok(mrz));
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), MRZ_LEN), changes in prop::collection::vec((0..MRZ_LEN, any::<u8>()), 1..4)) {
        let _ = Mrz::parse(&bytes.try_into().unwrap());
        let mut mrz = *SPECIMEN;
        for (at, byte) in changes {
            mrz[at] = byte;
        }
        if let Ok(read) = Mrz::parse(&mrz) {
            prop_assert_eq!(read.to_bytes().unwrap(), mrz);
        }
    }
}
