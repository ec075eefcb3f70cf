//! The Poseidon hash with circomlib's parameters, arity 1 to 16.
//!
//! Poseidon (Grassi, Khovratovich, Rechberger, Roy, Schofnegger, 2021, <https://eprint.iacr.org/2019/458>) over BN254's
//! scalar field, width `t = arity + 1`, S-box `x^5`, 8 full rounds and 56 to 70 partial rounds by arity. The
//! state starts as `[0, inputs...]` and the hash is the first element of the state after the last round: this is what
//! circomlib's `Poseidon(n)` template computes, and what every hash of the protocol uses (protocol notes, sections 3 to 5).
//! The sponge of `ark-crypto-primitives` squeezes another element and does not agree with circomlib, so only its
//! generator of round constants and matrices (the paper's Grain LFSR, appendix F) is used here.

use std::sync::OnceLock;

use ark_bn254::Fr;
use ark_crypto_primitives::sponge::poseidon::find_poseidon_ark_and_mds;
use ark_ff::{AdditiveGroup, Field};
use thiserror::Error;

/// The largest number of inputs: circomlib publishes round numbers up to width 17.
pub const MAX_ARITY: usize = 16;

/// Full rounds, half of them before the partial rounds and half after.
const FULL_ROUNDS: usize = 8;

/// Partial rounds for arity 1 to 16: the smallest secure numbers of the paper's script, as circomlib fixes them.
const PARTIAL_ROUNDS: [usize; MAX_ARITY] = [56, 57, 56, 60, 60, 63, 64, 63, 60, 66, 60, 65, 70, 60, 64, 68];

/// Bits of the scalar field's modulus: an input of the parameter generator.
const MODULUS_BITS: u64 = 254;

/// Why a Poseidon hash cannot be computed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PoseidonError {
    /// The hash is defined for 1 to [`MAX_ARITY`] inputs only.
    #[error("Poseidon takes 1 to {MAX_ARITY} inputs, got {got}: hash longer data in blocks")]
    Arity {
        /// How many inputs came.
        got: usize,
    },
}

impl PoseidonError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Arity { .. } => "poseidon_arity",
        }
    }
}

/// Hashes 1 to [`MAX_ARITY`] field elements as circomlib's `Poseidon(n)` does.
///
/// # Errors
/// [`PoseidonError::Arity`] for no input and for more than [`MAX_ARITY`].
pub fn poseidon(inputs: &[Fr]) -> Result<Fr, PoseidonError> {
    let parameters = Parameters::of_arity(inputs.len())?;
    let mut state = Vec::with_capacity(inputs.len() + 1);
    state.push(Fr::ZERO);
    state.extend_from_slice(inputs);
    Ok(parameters.permute(state))
}

/// Round constants and mixing matrix of one width.
struct Parameters {
    /// One row of `t` constants for each round.
    round_constants: Vec<Vec<Fr>>,
    /// The `t` x `t` MDS matrix, by rows.
    matrix: Vec<Vec<Fr>>,
    partial_rounds: usize,
}

impl Parameters {
    /// The parameters for `arity` inputs, generated at the first use and kept for the life of the process.
    fn of_arity(arity: usize) -> Result<&'static Self, PoseidonError> {
        static CACHE: [OnceLock<Parameters>; MAX_ARITY] = [const { OnceLock::new() }; MAX_ARITY];

        let refused = PoseidonError::Arity { got: arity };
        let Some(slot) = arity.checked_sub(1) else { return Err(refused) };
        match (CACHE.get(slot), PARTIAL_ROUNDS.get(slot)) {
            (Some(cell), Some(&rounds)) => Ok(cell.get_or_init(|| Self::generate(arity, rounds))),
            _ => Err(refused),
        }
    }

    fn generate(arity: usize, partial_rounds: usize) -> Self {
        let (round_constants, matrix) =
            find_poseidon_ark_and_mds::<Fr>(MODULUS_BITS, arity, FULL_ROUNDS as u64, partial_rounds as u64, 0);
        Self { round_constants, matrix, partial_rounds }
    }

    /// Runs all rounds and gives the first element of the state.
    fn permute(&self, mut state: Vec<Fr>) -> Fr {
        let first_partial = FULL_ROUNDS / 2;
        let partial = first_partial..first_partial + self.partial_rounds;
        let mut mixed = vec![Fr::ZERO; state.len()];

        for (round, constants) in self.round_constants.iter().enumerate() {
            for (element, constant) in state.iter_mut().zip(constants) {
                *element += constant;
            }
            let boxes = if partial.contains(&round) { 1 } else { state.len() };
            for element in state.iter_mut().take(boxes) {
                *element *= element.square().square();
            }
            for (output, row) in mixed.iter_mut().zip(&self.matrix) {
                *output = row.iter().zip(&state).map(|(entry, element)| *entry * element).sum();
            }
            std::mem::swap(&mut state, &mut mixed);
        }
        state.first().copied().unwrap_or(Fr::ZERO)
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;

    /// Values of circomlib's Poseidon for each arity, made with the npm package `poseidon-lite` 0.3.0:
    /// `poseidonN([1, 2, ..., N])` and `poseidonN([r - 1, r - 2, ..., r - N])`.
    const CIRCOMLIB: [(&str, &str); MAX_ARITY] = [
        (
            "18586133768512220936620570745912940619677854269274689475585506675881198879027",
            "3366645945435192953002076803303112651887535928162668198103357554665518664470",
        ),
        (
            "7853200120776062878684798364095072458815029376092732009249414926327459813530",
            "6149179154952470170078400310622041627793456726695327690341847329306121599910",
        ),
        (
            "6542985608222806190361240322586112750744169038454362455181422643027100751666",
            "20133197287301041945818928843432871492701166386418821647132231623255907241873",
        ),
        (
            "18821383157269793795438455681495246036402687001665670618754263018637548127333",
            "1600226338661258867773135178948901161771826415426494760737987633288080075054",
        ),
        (
            "6183221330272524995739186171720101788151706631170188140075976616310159254464",
            "21114110134654027945979568917342954732994702179875160006836402013753920548839",
        ),
        (
            "20400040500897583745843009878988256314335038853985262692600694741116813247201",
            "16325342260494017668076510966261805737279452815711533758687116124985373877350",
        ),
        (
            "12748163991115452309045839028154629052133952896122405799815156419278439301912",
            "18680167046451237191589624047637541978150381432388869411011252074539198881113",
        ),
        (
            "18604317144381847857886385684060986177838410221561136253933256952257712543953",
            "9342052913489841743058620073984187375962719467586455256350481489535884266796",
        ),
        (
            "13589767895268936107593642967621470491511464502761040466226072462545218539640",
            "21377787756945379155660059727199270645557311312190881589137574386798465299698",
        ),
        (
            "3657500514307717306974218405144578736633140001277925127187636780142269815841",
            "2853342319976166521621676180986141806739597208095948811175666960302353228358",
        ),
        (
            "3572015662710076994097916907865950486270383304442561406230608893458731714472",
            "16647290316459969381715681735992867201976966741627952978731708392562441642935",
        ),
        (
            "2501997477381648492950318384533644783248002172679259592360114615426357826485",
            "4421399374474283198140146710763424929846934913423949766341159078889160400167",
        ),
        (
            "7041832639553862712666971417715061873827921493498355005117622707743491651590",
            "20043759804186563301245428319025840536042684555223394990760128701276469799731",
        ),
        (
            "8354478399926161176778659061636406690034081872658507739535256090879947077494",
            "4552887737700604700820531758126453064592384354836508285960307404986201784720",
        ),
        (
            "4203130618016961831408770638653325366880478848856764494148034853759773445968",
            "14873856230522556228581247876140792632355032829673557502686485009237003795344",
        ),
        (
            "9989051620750914585850546081941653841776809718687451684622678807385399211877",
            "99499630963254749814016964952365936973065525867896180521140527729914368166",
        ),
    ];

    #[test]
    fn agrees_with_circomlib_for_every_arity() {
        for (slot, (rising, falling)) in CIRCOMLIB.iter().enumerate() {
            let arity = slot as u64 + 1;
            let from_one: Vec<Fr> = (1..=arity).map(Fr::from).collect();
            let below_modulus: Vec<Fr> = (1..=arity).map(|i| -Fr::from(i)).collect();
            assert_eq!(poseidon(&from_one), Ok(Fr::from_str(rising).unwrap()), "arity {arity}");
            assert_eq!(poseidon(&below_modulus), Ok(Fr::from_str(falling).unwrap()), "arity {arity}");
        }
    }

    #[test]
    fn refuses_no_input_and_seventeen() {
        assert_eq!(poseidon(&[]), Err(PoseidonError::Arity { got: 0 }));
        assert_eq!(poseidon(&[Fr::ZERO; 17]), Err(PoseidonError::Arity { got: 17 }));
        assert_eq!(PoseidonError::Arity { got: 0 }.code(), "poseidon_arity");
    }

    #[test]
    fn every_input_and_its_place_matter() {
        let base = poseidon(&[Fr::from(1u64), Fr::from(2u64)]).unwrap();
        assert_ne!(poseidon(&[Fr::from(2u64), Fr::from(1u64)]).unwrap(), base);
        assert_ne!(poseidon(&[Fr::from(1u64), Fr::from(2u64), Fr::ZERO]).unwrap(), base);
    }
}
