//! Passport files: no panic, a file that is read is written and read as the same one, and no passport is believed that was not
//! issued.

#![no_main]

use std::sync::LazyLock;

use egate_mock::TEST_ISSUERS;
use egate_mock::issuer::Issuer;
use egate_mock::passport::{Passport, PassportFile};
use libfuzzer_sys::fuzz_target;

struct World {
    issuer: Issuer,
    issued: Vec<Passport>,
}

/// The seeds' passports: a signature over any other one is out of reach.
const FILES: [&[u8]; 2] =
    [include_bytes!("../seeds/passport_file/clear.json"), include_bytes!("../seeds/passport_file/listed.json")];

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let issuer = Issuer::from_seed(TEST_ISSUERS);
    let examined = |bytes| issuer.examine(PassportFile::parse(bytes).expect("a file")).expect("a genuine passport");
    let issued = FILES.map(|bytes| examined(bytes).file().passport().clone()).to_vec();
    World { issuer, issued }
});

fuzz_target!(|data: &[u8]| {
    let Ok(file) = PassportFile::parse(data) else { return };
    let again = PassportFile::parse(file.to_json().as_bytes()).expect("its own form is read");
    assert!(again == file, "another file is read than was written");
    if let Ok(examined) = WORLD.issuer.examine(file) {
        assert!(WORLD.issued.contains(examined.file().passport()), "a passport that nobody issued");
    }
});
