//! Real proofs, read in place from `EGATE_INTEROP_DIR` (default `../shared/interop` beside the workspace).

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use egate_protocol::{Circuit, Claims, Document, Fr, RawDisclosure, UserContext, packing};
use serde_json::Value;

fn interop_dir() -> PathBuf {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let dir = std::env::var_os("EGATE_INTEROP_DIR").map_or_else(|| PathBuf::from("../shared/interop"), PathBuf::from);
    workspace.join(dir)
}

/// The requests of all valid Self disclosures, with their folders' names.
fn requests() -> Vec<(String, Value)> {
    let Ok(folders) = std::fs::read_dir(interop_dir().join("valid")) else { return Vec::new() };
    let mut requests: Vec<(String, Value)> = folders
        .filter_map(|folder| {
            let folder = folder.ok()?;
            let request = std::fs::read(folder.path().join("self_request.json")).ok()?;
            Some((folder.file_name().to_string_lossy().into_owned(), serde_json::from_slice(&request).unwrap()))
        })
        .collect();
    requests.sort_by(|(a, _), (b, _)| a.cmp(b));
    requests
}

/// Says it even when the test passes: the harness captures `println!`, not this.
fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Every request decodes by its document's layout, and its claims encode to the very same signals.
#[test]
fn real_disclosures_decode_and_encode_to_the_same_signals() {
    let requests = requests();
    say(&format!("{} real disclosures found in {}", requests.len(), interop_dir().display()));
    if requests.is_empty() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "CI needs the interop cases: set EGATE_INTEROP_DIR");
        return;
    }
    for (name, request) in requests {
        let document = Document::from_attestation_id(request["attestationId"].as_u64().unwrap()).unwrap();
        let signals: Vec<Fr> = request["publicSignals"]
            .as_array()
            .unwrap()
            .iter()
            .map(|signal| Fr::from_str(signal.as_str().unwrap()).unwrap())
            .collect();
        let decoded = Claims::decode(&Circuit::disclose(document), document, &signals);
        let Ok(Claims::Disclosure(claims)) = decoded else { panic!("{name}: {decoded:?}") };

        let (packed, bytes) = match document {
            Document::Passport => (0..3, 93),
            Document::IdCard => (0..4, 94),
            Document::Aadhaar => (2..6, 119),
            Document::Kyc => (0..10, 298),
        };
        let again = RawDisclosure {
            document,
            revealed_bytes: packing::unpack(&signals[packed], bytes).unwrap(),
            forbidden: claims.forbidden_countries,
            nullifier: claims.nullifier,
            identity_root: claims.identity_root,
            date: claims.date,
            ofac_roots: claims.ofac_roots,
            scope: claims.scope,
            user_identifier: claims.user_identifier,
            photo_hash: claims.photo_hash,
        };
        assert_eq!(again.to_signals().unwrap(), signals, "{name}");

        if let Some(context) = request["userContextData"].as_str().filter(|context| !context.is_empty()) {
            let context = UserContext::from_hex(context).unwrap();
            assert_eq!(context.identifier(), claims.user_identifier, "{name}");
        }
        say(&format!("{name}: decoded and encoded again"));
    }
}
