//! Files with one thing altered.

use proptest::prelude::*;

use super::*;
use crate::passport::tests::{details, pki};

fn file() -> PassportFile {
    let passport = Passport::issue(&pki(), &details()).unwrap();
    PassportFile::new(passport, Fr::from(1234u64), OfacStatus::NameDob).unwrap()
}

/// What becomes of the file with `from` replaced by `to` in its text.
fn replaced(from: &str, to: &str) -> Result<PassportFile, PassportFileError> {
    let json = file().to_json();
    assert_eq!(json.matches(from).count(), 1, "{from}");
    PassportFile::parse(json.replace(from, to).as_bytes())
}

#[track_caller]
fn code(outcome: Result<PassportFile, PassportFileError>) -> &'static str {
    outcome.unwrap_err().code()
}

#[test]
fn what_is_written_is_read() {
    for (secret, ofac) in [(Fr::from(0u64), OfacStatus::Clear), (-Fr::from(1u64), OfacStatus::NameYob)] {
        let file = PassportFile::new(file().passport().clone(), secret, ofac).unwrap();
        let read = PassportFile::parse(file.to_json().as_bytes()).unwrap();
        assert_eq!(read, file);
        assert_eq!((read.secret(), read.ofac()), (secret, ofac));
    }
}

#[test]
fn the_form_of_a_file() {
    let json = file().to_json();
    let document: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(document["format"], "egate-mock-passport-1");
    assert_eq!(document["mrz"][0], "P<FRAMUELLER<<ZOE<<<<<<<<<<<<<<<<<<<<<<<<<<<");
    assert_eq!(document["mrz"][1], "12AB345673D<<9001310F3102282<<<<<<<<<<<<<<<6");
    assert_eq!(document["dg1"], hex::encode(file().passport().dg1));
    assert_eq!(document["sod"], hex::encode(&file().passport().sod));
    assert_eq!((&document["secret"], &document["ofac"]), (&"1234".into(), &"name-dob".into()));
    assert_eq!(document.as_object().unwrap().len(), 6);
    assert!(json.ends_with("}\n"));
}

#[test]
fn fields_are_those_of_the_format_and_no_others() {
    assert_eq!(code(replaced("egate-mock-passport-1", "egate-mock-passport-2")), "passport_file_format");
    assert_eq!(code(replaced("\"ofac\":", "\"real\": true, \"ofac\":")), "json_shape");
    assert_eq!(code(replaced("\"ofac\":", "\"ofac\": \"clear\", \"ofac\":")), "json_shape");
    assert_eq!(code(replaced("\"ofac\":", "\"OFAC\":")), "json_shape");
    assert_eq!(code(replaced("\"1234\"", "1234")), "json_shape");
    assert_eq!(code(replaced("name-dob", "listed")), "ofac_status_unknown");
    // The fields in an array, in order: a second spelling.
    let document: serde_json::Value = serde_json::from_str(&file().to_json()).unwrap();
    let array = ["format", "mrz", "dg1", "sod", "secret", "ofac"].map(|field| document[field].clone());
    assert_eq!(code(PassportFile::parse(&serde_json::to_vec(&array).unwrap())), "json_shape");
    assert_eq!(code(PassportFile::parse(b"")), "json_syntax");
    assert_eq!(code(PassportFile::parse(&vec![b' '; MAX_PASSPORT_FILE_BYTES + 1])), "json_too_large");
}

#[test]
fn secrets_have_one_spelling() {
    let order = "21888242871839275222246405745257275088548364400416034343698204186575808495617";
    for secret in ["", "01234", "+1", "-1", "0x4d2", "1234 ", "1e3", order] {
        assert_eq!(code(replaced("\"1234\"", &format!("{secret:?}"))), "passport_file_secret", "{secret}");
    }
}

#[test]
fn dg1_is_what_the_lines_say() {
    let hex_of = |text: &str| hex::encode(text);
    // A line that says another name, and one that says another number, in front of the DG1 that was signed.
    assert_eq!(replaced("FRAMUELLER", "FRAMEIER<<"), Err(PassportFileError::LineDiffers { line: 1 }));
    assert_eq!(replaced("\"12AB345673", "\"99AB345673"), Err(PassportFileError::LineDiffers { line: 2 }));
    assert_eq!(code(replaced(&hex_of("12AB345673"), &hex_of("12AB345674"))), "mrz_check_digit");
    assert_eq!(code(replaced("615b5f1f58", "615b5f1f59")), "passport_file_dg1");
    assert_eq!(code(replaced("615b5f1f58", "5b5f1f58")), "passport_file_dg1");
    assert_eq!(code(replaced("615b5f1f58", "61615b5f1f58")), "passport_file_dg1");
    assert_eq!(code(replaced("615b5f1f58", "615B5F1F58")), "passport_file_hex");
    assert_eq!(code(replaced("615b5f1f58", "615b5f1f5")), "passport_file_hex");
    assert_eq!(code(replaced("\"7782", "\"0x7782")), "passport_file_hex");
    let mut other = file().passport().clone();
    other.dg1[0] = 0;
    assert_eq!(PassportFile::new(other, Fr::from(1u64), OfacStatus::Clear), Err(PassportFileError::Dg1));
}

#[test]
fn a_debug_print_shows_no_secret_and_no_one() {
    let printed = format!("{:?}", file());
    assert!(!printed.contains("1234") && !printed.contains("MUELLER"), "{printed}");
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,200}", at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        prop_assert!(PassportFile::parse(text.as_bytes()).is_err());
        let file = file();
        let mut json = file.to_json().into_bytes();
        let at = at.index(json.len());
        json[at] = byte;
        if let Ok(read) = PassportFile::parse(&json) {
            // White space, the digits of the secret and of the SOD: nothing else is free.
            prop_assert_eq!(read.passport().dg1, file.passport().dg1);
            prop_assert_eq!(read.ofac(), file.ofac());
        }
    }
}
