//! Texts of the protocol: endpoints, scope seeds, user contexts, circuit names, country codes.

#![no_main]

use egate_protocol::{Circuit, Country, UserContext, scope};
use egate_verifier::Environment;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &str| {
    let (endpoint, seed) = data.split_once('\n').unwrap_or((data, "seed"));
    let _ = scope(endpoint, seed);
    let _ = Environment::of_api_key(data);
    if let Ok(context) = UserContext::from_hex(data) {
        assert_eq!(UserContext::from_bytes(&context.to_bytes()).expect("its own bytes"), context);
    }
    if let Ok(circuit) = data.parse::<Circuit>() {
        assert_eq!(circuit.name(), data);
    }
    if let Ok(country) = Country::from_alpha3(data) {
        assert_eq!(Country::from_mrz(country.mrz()), Ok(country));
    }
});
