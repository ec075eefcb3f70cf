//! Claims: any numbers as the signals of any circuit.

#![no_main]

use egate_protocol::{Circuit, Claims, Document, Fr};
use libfuzzer_sys::fuzz_target;

const OTHERS: [(&str, Document); 6] = [
    ("register_sha256_sha256_sha256_rsa_65537_4096", Document::Passport),
    ("register_id_sha256_sha256_sha256_rsa_65537_4096", Document::IdCard),
    ("register_aadhaar", Document::Aadhaar),
    ("register_kyc", Document::Kyc),
    ("dsc_sha256_rsa_65537_4096", Document::Passport),
    ("dsc_sha256_rsa_65537_4096", Document::IdCard),
];

fuzz_target!(|data: &[u8]| {
    // A byte for the length of each number lets small numbers, which most layouts ask for, be frequent.
    let mut signals = Vec::new();
    let mut rest = data;
    while let Some((length, tail)) = rest.split_first() {
        let (number, tail) = tail.split_at(tail.len().min(usize::from(*length) % 33));
        signals.push(number.iter().rev().fold(Fr::from(0u64), |sum, byte| sum * Fr::from(256u64) + Fr::from(*byte)));
        rest = tail;
    }
    let others = OTHERS.iter().map(|(name, document)| (name.parse::<Circuit>().expect("a circuit"), *document));
    let disclosures = Document::ALL.into_iter().map(|document| (Circuit::disclose(document), document));
    for (circuit, document) in disclosures.chain(others) {
        // Padded to the circuit's count, so that the layout is reached from short data.
        let mut signals = signals.clone();
        signals.resize(circuit.public_input_count(), Fr::from(document.attestation_id()));
        if let Ok(claims) = Claims::decode(&circuit, document, &signals) {
            let _ = format!("{claims:?}");
        }
    }
});
