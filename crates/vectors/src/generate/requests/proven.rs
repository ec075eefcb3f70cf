//! Requests with real proofs: passports of the two sets of issuers, and what their holders are asked.

use std::collections::BTreeMap;

use egate_mock::issuer::Examined;
use egate_mock::passport::{Details, OfacStatus, Sex};
use egate_mock::prover::{Asked, CompiledCircuit};
use egate_mock::{CHAIN_ID, UserId, context_bytes};
use egate_protocol::{Attribute, Country, UserContext};
use rayon::prelude::*;

use super::RequestFile;
use crate::generate::issuers::{IssuerSet, Issuers, Published};
use crate::generate::set::at;
use crate::generate::world::{CLOCK, DAY, scope};
use crate::generate::{GenerateError, constant};

/// When the passports are registered: an hour before the clock, so that a list which they supersede still holds.
const REGISTERED: &str = "2026-01-15T11:00:00Z";
/// The last day of every passport.
const EXPIRES: &str = "2031-06-30";

/// A holder of a passport.
struct Holder {
    /// The name by which requests refer to it, in [`REQUESTS`].
    id: &'static str,
    set: IssuerSet,
    issuing_state: &'static str,
    nationality: &'static str,
    name: &'static str,
    number: &'static str,
    born: &'static str,
    sex: &'static str,
    ofac: OfacStatus,
}

/// What most holders are.
const SOMEBODY: Holder = Holder {
    id: "",
    set: IssuerSet::Test,
    issuing_state: "FRA",
    nationality: "FRA",
    name: "DUPONT, CAMILLE",
    number: "",
    born: "1990-01-31",
    sex: "F",
    ofac: OfacStatus::Clear,
};

/// In the order in which they register. Most are told apart by their birthday; the clock's day is 2026-01-15.
const HOLDERS: &[Holder] = &[
    Holder { id: "adult", number: "V00000001", ..SOMEBODY },
    Holder { id: "birthday-today", number: "V00000002", born: "2008-01-15", ..SOMEBODY },
    Holder { id: "birthday-tomorrow", number: "V00000003", born: "2008-01-16", ..SOMEBODY },
    Holder { id: "ninety-nine", number: "V00000004", born: "1926-01-16", ..SOMEBODY },
    Holder { id: "ninety-eight", number: "V00000005", born: "1927-01-16", ..SOMEBODY },
    Holder { id: "century", number: "V00000006", born: "1926-01-15", ..SOMEBODY },
    Holder { id: "newborn", number: "V00000007", born: "2026-01-10", ..SOMEBODY },
    Holder {
        id: "german",
        issuing_state: "DEU",
        nationality: "DEU",
        name: "MÜLLER-GROẞ, JÖRG ÅKE",
        number: "C01X00T47",
        born: "1964-08-12",
        sex: "M",
        ..SOMEBODY
    },
    Holder {
        id: "iranian-of-canada",
        issuing_state: "CAN",
        nationality: "IRN",
        number: "V00000009",
        sex: "X",
        ..SOMEBODY
    },
    Holder { id: "listed-by-number", number: "V00000010", ofac: OfacStatus::Number, ..SOMEBODY },
    Holder {
        id: "listed-by-birth-date",
        number: "V00000011",
        name: "LISTED, BY DATE",
        ofac: OfacStatus::NameDob,
        ..SOMEBODY
    },
    Holder {
        id: "listed-by-birth-year",
        number: "V00000012",
        name: "LISTED, BY YEAR",
        ofac: OfacStatus::NameYob,
        ..SOMEBODY
    },
    Holder { id: "namesake", number: "V00000013", name: "LISTED, BY YEAR", born: "1990-12-24", ..SOMEBODY },
    Holder { id: "live-adult", set: IssuerSet::Live, number: "L00000001", ..SOMEBODY },
    Holder { id: "live-sixteen", set: IssuerSet::Live, number: "L00000002", born: "2009-06-01", ..SOMEBODY },
    Holder {
        id: "live-listed",
        set: IssuerSet::Live,
        number: "L00000003",
        name: "LISTED, IN LIVE",
        ofac: OfacStatus::NameDob,
        ..SOMEBODY
    },
];

/// What a holder is asked.
struct Asks {
    /// The request's name.
    request: &'static str,
    holder: &'static str,
    minimum_age: Option<u8>,
    excluded: &'static [&'static str],
    ofac: bool,
    reveals: &'static [Attribute],
}

/// What the adults' policy needs.
const ADULT: Asks = Asks {
    request: "",
    holder: "",
    minimum_age: Some(18),
    excluded: &["IRN", "PRK"],
    ofac: true,
    reveals: &[Attribute::Nationality],
};

const EVERYTHING: &[Attribute] = &[
    Attribute::IssuingState,
    Attribute::Name,
    Attribute::IdNumber,
    Attribute::Nationality,
    Attribute::DateOfBirth,
    Attribute::Gender,
    Attribute::ExpiryDate,
];

/// As many countries as the list takes.
const FORTY: &[&str] = &[
    "IRN", "PRK", "AFG", "AGO", "ALB", "AND", "ARG", "ARM", "AUS", "AUT", "AZE", "BDI", "BEL", "BEN", "BFA", "BGD",
    "BGR", "BHR", "BHS", "BLR", "BLZ", "BOL", "BRA", "BRB", "BRN", "BTN", "BWA", "CAF", "CAN", "CHE", "CHL", "CHN",
    "CIV", "CMR", "COD", "COG", "COL", "COM", "CPV", "DEU",
];

/// Asked once all are registered. The first holder's first proof is made before: see [`requests`].
const REQUESTS: &[Asks] = &[
    Asks { request: "proven-birthday-today", holder: "birthday-today", ..ADULT },
    Asks { request: "proven-birthday-tomorrow", holder: "birthday-tomorrow", ..ADULT },
    Asks { request: "proven-ninety-nine", holder: "ninety-nine", ..ADULT },
    Asks { request: "proven-ninety-eight", holder: "ninety-eight", minimum_age: Some(98), ..ADULT },
    Asks { request: "proven-century", holder: "century", ..ADULT },
    Asks { request: "proven-newborn", holder: "newborn", minimum_age: Some(0), ..ADULT },
    Asks { request: "proven-german", holder: "german", reveals: EVERYTHING, ..ADULT },
    // An honest phone leaves the holder's own country out: no proof can say otherwise.
    Asks { request: "proven-german-excluded", holder: "german", excluded: &["DEU", "IRN"], ..ADULT },
    Asks { request: "proven-no-german", holder: "adult", excluded: &["DEU", "IRN"], ..ADULT },
    Asks { request: "proven-forty-countries", holder: "adult", excluded: FORTY, ..ADULT },
    Asks { request: "proven-twenty-one", holder: "adult", minimum_age: Some(21), ..ADULT },
    Asks { request: "proven-nothing", holder: "adult", minimum_age: None, excluded: &[], ofac: false, reveals: &[] },
    Asks { request: "proven-iranian-of-canada", holder: "iranian-of-canada", ..ADULT },
    Asks { request: "proven-listed-by-number", holder: "listed-by-number", ..ADULT },
    Asks { request: "proven-listed-by-birth-date", holder: "listed-by-birth-date", ..ADULT },
    Asks { request: "proven-listed-by-birth-year", holder: "listed-by-birth-year", ..ADULT },
    Asks { request: "proven-namesake", holder: "namesake", ..ADULT },
    Asks { request: "proven-live-adult", holder: "live-adult", ..ADULT },
    Asks { request: "proven-live-sixteen", holder: "live-sixteen", ..ADULT },
    Asks { request: "proven-live-listed", holder: "live-listed", ..ADULT },
];

/// What has been proven, and what the two sets of issuers published.
pub(super) struct Proven {
    pub(super) requests: BTreeMap<String, RequestFile>,
    pub(super) test: Published,
    pub(super) live: Published,
}

/// Registers every holder and proves what they are asked.
pub(super) fn requests(circuit: &CompiledCircuit, progress: &mut dyn FnMut(&str)) -> Result<Proven, GenerateError> {
    progress("making the circuit's keys for both sets of issuers");
    let mut issuers = BTreeMap::new();
    for set in IssuerSet::ALL {
        issuers.insert(set, Issuers::start(set, circuit)?);
    }
    let mut made = BTreeMap::new();
    let mut passports: BTreeMap<&str, (IssuerSet, Examined)> = BTreeMap::new();
    for holder in HOLDERS {
        let issuers = issuers.get_mut(&holder.set).ok_or_else(|| constant("a set of issuers is missing"))?;
        let passport = issuers.register(&details(holder)?, holder.ofac, at(REGISTERED)?)?;
        if made.is_empty() {
            // The first holder's proof is against the tree of one leaf, whose root later registrations leave behind.
            let asks = Asks { request: "proven-adult", holder: holder.id, ..ADULT };
            progress(&format!("proving {}", asks.request));
            made.insert(asks.request.to_owned(), prove(issuers, circuit, &passport, &asks)?);
        }
        passports.insert(holder.id, (holder.set, passport));
    }
    progress(&format!("proving {} more", REQUESTS.len()));
    // Side by side: a witness program has one thread, and no proof depends on another.
    let proven = REQUESTS.par_iter().map(|asks| {
        let holder = passports.get(asks.holder).ok_or_else(|| constant(format!("nobody is called {}", asks.holder)))?;
        let issuers = issuers.get(&holder.0).ok_or_else(|| constant("a set of issuers is missing"))?;
        Ok((asks.request.to_owned(), prove(issuers, circuit, &holder.1, asks)?))
    });
    made.extend(proven.collect::<Result<Vec<_>, GenerateError>>()?);
    let mut publish = |set| {
        let issuers = issuers.remove(&set).ok_or_else(|| constant("a set of issuers is missing"))?;
        issuers.publish(at(CLOCK)?)
    };
    Ok(Proven { requests: made, test: publish(IssuerSet::Test)?, live: publish(IssuerSet::Live)? })
}

fn details(holder: &Holder) -> Result<Details, GenerateError> {
    Ok(Details {
        issuing_state: country(holder.issuing_state)?,
        nationality: country(holder.nationality)?,
        name: holder.name.parse().map_err(constant)?,
        number: holder.number.parse().map_err(constant)?,
        born: holder.born.parse().map_err(constant)?,
        sex: holder.sex.parse::<Sex>().map_err(constant)?,
        expires: EXPIRES.parse().map_err(constant)?,
    })
}

fn prove(
    issuers: &Issuers,
    circuit: &CompiledCircuit,
    passport: &Examined,
    asks: &Asks,
) -> Result<RequestFile, GenerateError> {
    let context = context_bytes(CHAIN_ID, &UserId::from_number(0x1234_5678), b"session 1");
    let excluded = asks.excluded.iter().map(|code| country(code)).collect::<Result<_, _>>()?;
    let asked = Asked {
        scope: scope()?,
        user_context: UserContext::from_bytes(&context).map_err(constant)?,
        minimum_age: asks.minimum_age,
        excluded,
        ofac: asks.ofac,
        reveals: asks.reveals.to_vec(),
        date: DAY.parse().map_err(constant)?,
    };
    let asked = asked.without_own_country(passport.authenticated().mrz().issuing_state);
    RequestFile::parse(&issuers.prove(circuit, passport, &asked)?.request)
}

fn country(code: &str) -> Result<Country, GenerateError> {
    Country::from_alpha3(code).map_err(constant)
}
