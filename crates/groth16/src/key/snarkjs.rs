//! Keys as snarkjs writes them in `verification_key.json`, and the canonical encoding.

use ark_bn254::{G1Affine, G2Affine};
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::{KeyError, MAX_KEY_BYTES, VerifyingKey};
use crate::json::{Object, present};
use crate::number::to_decimal;
use crate::point::{PointName, Row, Rows, Third};
use crate::proof::check_labels;

/// The fields of a snarkjs key that are ignored, all of them: `vk_alphabeta_12` is the pairing of alpha and beta precomputed,
/// which must not be trusted and is computed here.
pub const IGNORED_KEY_FIELDS: [&str; 1] = ["vk_alphabeta_12"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(default, deserialize_with = "present")]
    protocol: Option<String>,
    #[serde(default, deserialize_with = "present")]
    curve: Option<String>,
    #[serde(rename = "nPublic")]
    public_input_count: u64,
    vk_alpha_1: Row,
    vk_beta_2: Rows,
    vk_gamma_2: Rows,
    vk_delta_2: Rows,
    #[serde(rename = "IC")]
    ic: Vec<Row>,
    /// In [`IGNORED_KEY_FIELDS`]: named here, so that it is refused when it stands twice, as every field is.
    #[serde(default, rename = "vk_alphabeta_12")]
    _alphabeta: Option<IgnoredAny>,
}

impl VerifyingKey {
    /// Reads snarkjs' `verification_key.json`.
    ///
    /// Decimal strings, real parts (c0) first, third coordinates exactly `"1"` and `["1", "0"]`. `nPublic` must be one less
    /// than the length of `IC`; `protocol` must be `groth16` and `curve` `bn128` (or its synonym `bn254`) when present. Of
    /// other fields only [`IGNORED_KEY_FIELDS`] may be there.
    ///
    /// # Errors
    ///
    /// [`KeyError`] if the document is malformed or the points fail [`VerifyingKey::from_points`].
    pub fn from_snarkjs(json: &[u8]) -> Result<Self, KeyError> {
        let Object(document) = crate::json::parse::<Object<Document>>(json, MAX_KEY_BYTES)?;
        check_labels(document.protocol.as_deref(), document.curve.as_deref())
            .map_err(|(field, expected)| KeyError::Unsupported { field, expected })?;
        check_count(document.public_input_count, document.ic.len())?;
        let g2 = |name, rows: &Rows| rows.to_g2(name, Third::Required);
        let ic =
            document.ic.iter().enumerate().map(|(index, written)| written.to_g1(PointName::Ic(index), Third::Required));
        Self::from_points(
            document.vk_alpha_1.to_g1(PointName::Alpha, Third::Required)?,
            g2(PointName::Beta, &document.vk_beta_2)?,
            g2(PointName::Gamma, &document.vk_gamma_2)?,
            g2(PointName::Delta, &document.vk_delta_2)?,
            ic.collect::<Result<_, _>>()?,
        )
    }
}

/// The declared number of public inputs against the number of IC points.
pub(super) fn check_count(declared: u64, ic_points: usize) -> Result<(), KeyError> {
    let expected = ic_points.checked_sub(1).ok_or(KeyError::NoIc)?;
    if u64::try_from(expected) == Ok(declared) { Ok(()) } else { Err(KeyError::IcCount { declared, got: ic_points }) }
}

/// The canonical encoding, described at [`VerifyingKey::to_snarkjs`].
pub(super) fn write(alpha: &G1Affine, beta: &G2Affine, gamma: &G2Affine, delta: &G2Affine, ic: &[G1Affine]) -> String {
    let points: Vec<String> = ic.iter().map(write_g1).collect();
    format!(
        concat!(
            r#"{{"IC": [{}], "curve": "bn128", "nPublic": {}, "protocol": "groth16", "#,
            r#""vk_alpha_1": {}, "vk_beta_2": {}, "vk_delta_2": {}, "vk_gamma_2": {}}}"#
        ),
        points.join(", "),
        ic.len().saturating_sub(1),
        write_g1(alpha),
        write_g2(beta),
        write_g2(delta),
        write_g2(gamma),
    )
}

fn write_g1(point: &G1Affine) -> String {
    format!(r#"["{}", "{}", "1"]"#, to_decimal(&point.x), to_decimal(&point.y))
}

fn write_g2(point: &G2Affine) -> String {
    let [x0, x1, y0, y1] = [point.x.c0, point.x.c1, point.y.c0, point.y.c1].map(|coordinate| to_decimal(&coordinate));
    format!(r#"[["{x0}", "{x1}"], ["{y0}", "{y1}"], ["1", "0"]]"#)
}
