//! Requests as a phone would send them, with simulated proofs.

use std::str::FromStr;

use egate_groth16::{Fr, Proof, PublicInputs, scalar_to_decimal};
use egate_protocol::{
    Attribute, Circuit, Country, Document, EncodeError, OfacBits, OfacRoots, RawDisclosure, RevealedBytes, UserContext,
    UserContextError,
};
use jiff::civil::Date;
use serde::Serialize;
use thiserror::Error;

use crate::simulator::{SimulatedKey, SimulatorError, derived_scalar};

/// Why a request cannot be made.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum RequestError {
    /// The claims do not fit the document.
    #[error(transparent)]
    Claims(#[from] EncodeError),
    /// The user context is refused.
    #[error(transparent)]
    UserContext(#[from] UserContextError),
    /// The proof cannot be simulated.
    #[error(transparent)]
    Simulator(#[from] SimulatorError),
}

/// The roots of a simulated world: fixed numbers that no tree has.
pub fn simulated_root(name: &str) -> Fr {
    derived_scalar(&format!("egate simulated root: {name}"))
}

/// A disclosure of an invented holder. Change the claims at will: the proof is simulated for what they say.
#[derive(Clone)]
pub struct SimulatedDisclosure {
    /// What the circuit would output.
    pub claims: RawDisclosure,
    /// What the user identifier is the hash of.
    pub user_context: UserContext,
}

impl SimulatedDisclosure {
    /// An adult who is on no list, excludes Iran and North Korea, and reveals what the document has of state, name, number, gender
    /// and nationality. The roots are [`simulated_root`] of `identity`, `ofac-passport-number`, `ofac-name-dob` and
    /// `ofac-name-yob`.
    pub fn adult(document: Document, date: Date, scope: Fr) -> Result<Self, RequestError> {
        let user_context =
            UserContext::from_bytes(&context_bytes(CHAIN_ID, &UserId::from_number(0x1234_5678), b"session 1"))?;
        let passport = document == Document::Passport;
        let bits = OfacBits { passport_number: passport.then_some(true), name_dob: true, name_yob: true };
        let reveals: &[(Attribute, &str)] = match document {
            Document::Passport | Document::IdCard => &[
                (Attribute::IssuingState, "D<<"),
                (Attribute::Name, "MUSTERMANN<<ERIKA"),
                (Attribute::IdNumber, "C01X00T47"),
                (Attribute::Nationality, "D<<"),
                (Attribute::Gender, "F"),
            ],
            Document::Aadhaar => &[(Attribute::Name, "ASHA SHARMA"), (Attribute::Gender, "F")],
            Document::Kyc => {
                &[(Attribute::IssuingState, "DEU"), (Attribute::Name, "ERIKA MUSTERMANN"), (Attribute::Gender, "F")]
            }
        };
        let revealed = RevealedBytes::new(document).older_than(Some(18))?.ofac(bits)?;
        let revealed =
            reveals.iter().try_fold(revealed, |revealed, (attribute, text)| revealed.reveal(*attribute, text))?;
        let claims = RawDisclosure {
            document,
            revealed_bytes: revealed.into_bytes(),
            forbidden: ["IRN", "PRK"].iter().filter_map(|code| Country::from_alpha3(code).ok()).collect(),
            nullifier: derived_scalar("egate simulated nullifier"),
            identity_root: simulated_root("identity"),
            date,
            ofac_roots: OfacRoots {
                passport_number: passport.then(|| simulated_root("ofac-passport-number")),
                name_dob: simulated_root("ofac-name-dob"),
                name_yob: simulated_root("ofac-name-yob"),
            },
            scope,
            user_identifier: user_context.identifier(),
            photo_hash: None,
        };
        Ok(Self { claims, user_context })
    }

    /// The request as JSON, with a proof simulated under `key`.
    pub fn request(&self, key: &SimulatedKey) -> Result<String, RequestError> {
        let inputs = PublicInputs::new(self.claims.to_signals()?);
        let proof = key.simulate(&inputs)?;
        let context = hex::encode(self.user_context.to_bytes());
        Ok(request_json(self.claims.document, None, &proof, &inputs, Some(&context)))
    }
}

/// The chain id that Self's apps put first when nobody asks for another: Celo's main network (protocol notes, section 4).
pub const CHAIN_ID: u64 = 42220;

/// A user as an app names it: a UUID or an Ethereum address, left-padded to 32 bytes (protocol notes, section 3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UserId([u8; 32]);

/// A text that names no user.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("expected a UUID such as 94ba0db8-a9db-6699-7905-784a9d6b2d28, or an address of 0x and 40 hexadecimal digits")]
pub struct UnknownUser;

impl UserId {
    /// The user of a number.
    pub fn from_number(number: u128) -> Self {
        let mut bytes = [0; 32];
        if let Some(low) = bytes.last_chunk_mut::<16>() {
            *low = number.to_be_bytes();
        }
        Self(bytes)
    }
}

impl FromStr for UserId {
    type Err = UnknownUser;

    fn from_str(text: &str) -> Result<Self, UnknownUser> {
        let digits = match text.strip_prefix("0x") {
            Some(digits) if digits.len() == 40 => digits.to_owned(),
            Some(_) => return Err(UnknownUser),
            None => {
                let groups: Vec<&str> = text.split('-').collect();
                if groups.iter().map(|group| group.len()).ne([8, 4, 4, 4, 12]) {
                    return Err(UnknownUser);
                }
                groups.concat()
            }
        };
        let id = hex::decode(digits).map_err(|_| UnknownUser)?;
        let mut bytes = [0; 32];
        for (byte, digit) in bytes.iter_mut().rev().zip(id.iter().rev()) {
            *byte = *digit;
        }
        Ok(Self(bytes))
    }
}

/// The bytes of a user context: chain id and user id as 32-byte numbers, then user-defined data (protocol notes, section 3.3).
pub fn context_bytes(chain_id: u64, user: &UserId, data: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0; 24];
    bytes.extend(chain_id.to_be_bytes());
    bytes.extend(user.0);
    bytes.extend(data);
    bytes
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RequestJson<'a> {
    attestation_id: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    circuit: Option<&'a str>,
    proof: ProofJson,
    public_signals: Vec<String>,
    user_context_data: Option<&'a str>,
}

#[derive(Serialize)]
struct ProofJson {
    a: [String; 2],
    b: [[String; 2]; 2],
    c: [String; 2],
}

/// Any request as JSON, in the Self form (protocol notes, section 2).
pub fn request_json(
    document: Document,
    circuit: Option<&Circuit>,
    proof: &Proof,
    inputs: &PublicInputs,
    user_context: Option<&str>,
) -> String {
    // Strings and numbers only: there is nothing that serialisation could refuse.
    serde_json::to_string_pretty(&RequestJson::new(document, circuit, proof, inputs, user_context)).unwrap_or_default()
}

/// A disclosure as [`request_json`] writes it, on one line without its end.
pub(crate) fn disclosure_line(document: Document, proof: &Proof, inputs: &PublicInputs, user_context: &str) -> String {
    serde_json::to_string(&RequestJson::new(document, None, proof, inputs, Some(user_context))).unwrap_or_default()
}

impl<'a> RequestJson<'a> {
    fn new(
        document: Document,
        circuit: Option<&'a Circuit>,
        proof: &Proof,
        inputs: &PublicInputs,
        user_context_data: Option<&'a str>,
    ) -> Self {
        let (a, b, c) = (proof.a(), proof.b(), proof.c());
        Self {
            attestation_id: document.attestation_id(),
            circuit: circuit.map(Circuit::name),
            proof: ProofJson {
                a: [a.x.to_string(), a.y.to_string()],
                b: [[b.x.c0.to_string(), b.x.c1.to_string()], [b.y.c0.to_string(), b.y.c1.to_string()]],
                c: [c.x.to_string(), c.y.to_string()],
            },
            public_signals: inputs.as_slice().iter().map(scalar_to_decimal).collect(),
            user_context_data,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_are_uuids_or_addresses() {
        let context = |user: &str| {
            let bytes = context_bytes(1, &user.parse().unwrap(), b"");
            UserContext::from_bytes(&bytes).unwrap()
        };
        let uuid = "00112233-4455-6677-8899-aabbccddeeff";
        assert_eq!(context(uuid).user_id_uuid().as_deref(), Some(uuid));
        let address = "0x94ba0db8a9db66979905784a9d6b2d286e55bd27";
        assert_eq!(context(address).user_id_hex(), address);
        let digits = "94ba0db8a9db66979905784a9d6b2d286e55bd27";
        for wrong in [
            "",
            "0x",
            digits,
            "0x94ba",
            "00112233445566778899aabbccddeeff",
            "0011223-34455-6677-8899-aabbccddeeff",
            "0x94ba0db8a9db66979905784a9d6b2d286e55bdzz",
        ] {
            assert_eq!(wrong.parse::<UserId>(), Err(UnknownUser), "{wrong}");
        }
    }
}
